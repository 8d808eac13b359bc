#include "simulators/pms/curve/ids.hpp"

#include "simulators/pms/office/ids.hpp"

#include <fmt/format.h>

namespace articulator::simulators::curve {

std::string to_wire(IdKind kind, std::string_view log) {
  const auto number = office::id_number(log, kind.log);
  return number ? fmt::format("{}{:07}", kind.wire, *number) : std::string(log);
}

std::string from_wire(IdKind kind, std::string_view wire) {
  constexpr std::size_t digits = 7;
  if (!wire.starts_with(kind.wire) || wire.size() < kind.wire.size() + digits) return std::string(wire);
  std::string_view number = wire.substr(kind.wire.size());
  const std::size_t first = number.find_first_not_of('0');
  number.remove_prefix(first == std::string_view::npos ? number.size() : first);
  std::string log = fmt::format("{}{}", kind.log, number);
  return office::id_number(log, kind.log) ? log : std::string(wire);
}

}  // namespace articulator::simulators::curve
