// Histogram: how long things took, in eighths of a working day, exactly and in integers.
//
//   Histogram days;
//   days.add(eighths_of(ms));
//   days.merge(of_another_machine);      // the same in any order and in any parts
//   days.quantile(80)                    // the least value that 80 % of all are not above
//
// An eighth (three hours of a 24-hour working day) is finer than what it stands for: work goes out once a
// day. Values are cut at 250 working days, so a histogram has a bounded size whatever happens.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace articulator::delivery {

inline constexpr int eighths_max = 250 * 8;
int eighths_of(std::int64_t working_ms);  // rounded up, so that it is over when the value says so
std::int64_t ms_of(int eighths);

class Histogram {
 public:
  struct Bar {
    std::int32_t value = 0;
    std::int32_t count = 0;
    friend bool operator==(const Bar&, const Bar&) = default;
  };

  void add(int value, std::int64_t count = 1);
  void merge(const Histogram& other);

  [[nodiscard]] std::int64_t total() const { return total_; }
  [[nodiscard]] const std::vector<Bar>& bars() const { return bars_; }  // by value, none empty

  // Of the values above `over`: the least that `percent` of them are not above. Empty: there are none.
  [[nodiscard]] std::optional<int> quantile(int percent, int over = -1) const;

  friend bool operator==(const Histogram&, const Histogram&) = default;

 private:
  std::vector<Bar> bars_;
  std::int64_t total_ = 0;
};

}  // namespace articulator::delivery
