// The pieces of a generated world, as the text of a scenario.
#pragma once

#include <map>
#include <string>
#include <utility>

namespace articulator::explore {

// Steps as they are drawn, by minute and in the order drawn.
class StepList {
 public:
  // `what` is a verb and its argument: `"opt_out": { "patient": "PT-1" }`.
  void add(int minute, const std::string& practice, const std::string& what, bool must = false);

  // All of them, as elements of "steps".
  [[nodiscard]] std::string text() const;
  [[nodiscard]] int last_minute() const { return steps_.empty() ? 0 : steps_.rbegin()->first; }

 private:
  std::multimap<int, std::string> steps_;
};

}  // namespace articulator::explore
