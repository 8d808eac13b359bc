#include "engine/connect/pms/curve/ids.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace articulator::connect::curve {
namespace {

constexpr std::size_t digits_min = 7;
constexpr std::size_t digits_max = 18;

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> prefixes{{{lab_case_prefix, "lc_"},
                                                                                 {patient_prefix, "pt_"},
                                                                                 {provider_prefix, "pv_"},
                                                                                 {appointment_prefix, "ap_"},
                                                                                 {operatory_prefix, "op_"}}};

std::string_view theirs(std::string_view log_prefix) {
  for (const auto& [ours, wire] : prefixes)
    if (ours == log_prefix) return wire;
  return {};
}

bool is_number(std::string_view digits) {
  return !digits.empty() && digits.size() <= digits_max &&
         std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string log_id(std::string_view log_prefix, std::string_view wire) {
  const std::string_view prefix = theirs(log_prefix);
  if (!wire.starts_with(prefix)) return std::string(wire);
  std::string_view digits = wire.substr(prefix.size());
  if (!is_number(digits) || digits.size() < digits_min) return std::string(wire);
  while (digits.size() > 1 && digits.front() == '0')
    digits.remove_prefix(1);
  return std::string(log_prefix) + std::string(digits);
}

std::string wire_id(std::string_view log_prefix, std::string_view log) {
  if (!log.starts_with(log_prefix)) return std::string(log);
  const std::string_view digits = log.substr(log_prefix.size());
  if (!is_number(digits) || digits.front() == '0') return std::string(log);
  std::string wire(theirs(log_prefix));
  wire.append(digits.size() < digits_min ? digits_min - digits.size() : 0, '0');
  return wire += digits;
}

}  // namespace articulator::connect::curve
