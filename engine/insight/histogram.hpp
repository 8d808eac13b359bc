// A mergeable histogram of durations in minutes, for quantiles with a stated error.
//
//   Histogram turnaround;
//   turnaround.add(7'215);
//   turnaround.quantile(900)  -> the 90th percentile, within 1/128 of itself
//
// Log-linear: below 128 minutes each minute is its own bucket; above, each doubling is cut into 64 equal
// ones, as in HdrHistogram. So a bucket is at most 1/64 of its lowest value wide, and its middle at most
// 1/128 (0.79 %) away from any value in it. Two histograms merge by adding counts: the same figures in one
// pass, in parts, in any order.
#pragma once

#include <cstdint>
#include <map>

namespace articulator::insight {

class Histogram {
 public:
  static constexpr std::int64_t error_one_in = 128;         // quantiles are within value / 128
  static constexpr std::int64_t minutes_max = 100'000'000;  // some 190 years; what is longer counts as that

  // So many took so long; below 0 counts as 0. count >= 0, asserted.
  void add(std::int64_t minutes, std::int64_t count = 1);
  void merge(const Histogram& other);

  [[nodiscard]] std::int64_t count() const { return count_; }

  // The smallest value at or below which at least so many per mille of all lie (nearest rank), to within the
  // error. 0 of none. 1 <= permille <= 1000, asserted.
  [[nodiscard]] std::int64_t quantile(int permille) const;

  // How many lie in [from, to) minutes, by the middles of their buckets: for a chart's bars.
  [[nodiscard]] std::int64_t between(std::int64_t from, std::int64_t to) const;

  friend bool operator==(const Histogram&, const Histogram&) = default;

 private:
  std::map<std::int32_t, std::int64_t> counts_;  // by bucket
  std::int64_t count_ = 0;
};

}  // namespace articulator::insight
