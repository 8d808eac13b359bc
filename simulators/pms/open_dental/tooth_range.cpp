// Ranges of teeth as the vendor takes them: "2,3, 13-15".
#include "simulators/pms/open_dental/resources.hpp"

namespace articulator::simulators::open_dental {

std::optional<std::string> unfolded_teeth(std::string_view range) {
  std::string out;
  while (!range.empty()) {
    const std::size_t comma = range.find(',');
    std::string_view part = range.substr(0, comma);
    while (part.starts_with(' '))
      part.remove_prefix(1);
    while (part.ends_with(' '))
      part.remove_suffix(1);
    const std::size_t dash = part.find('-');
    const auto first = whole_number(part.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : whole_number(part.substr(dash + 1));
    if (!first || !last || *first < 1 || *last > 32 || *last < *first) return std::nullopt;
    for (std::int64_t tooth = *first; tooth <= *last; ++tooth)
      out += (out.empty() ? "" : ",") + std::to_string(tooth);
    range = comma == std::string_view::npos ? std::string_view{} : range.substr(comma + 1);
  }
  return out;
}

}  // namespace articulator::simulators::open_dental
