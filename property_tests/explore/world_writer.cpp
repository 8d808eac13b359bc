#include "property_tests/explore/world_writer.hpp"

#include <fmt/format.h>

namespace articulator::explore {

void StepList::add(int minute, const std::string& practice, const std::string& what, bool must) {
  std::string step = fmt::format(R"({{ "at": "{}m", )", minute);
  if (practice != "p-01") step += fmt::format(R"("practice": "{}", )", practice);
  if (!must) step += R"("if_possible": true, )";
  steps_.emplace(minute, step + what + " }");
}

std::string StepList::text() const {
  std::string out;
  for (const auto& [minute, step] : steps_)
    out += (out.empty() ? "" : ",\n") + step;
  return out;
}

}  // namespace articulator::explore
