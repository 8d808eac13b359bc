// Verb: something that a scenario can make a simulator do, with the arguments that it takes. A vendor's
// verbs stand in a table of its own folder (simulators/pms/vendor.hpp, lab/vendor.hpp); scenarios are read
// against these tables, so that a misspelt argument is found before anything runs.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace articulator::world {

enum class ArgumentKind : std::uint8_t {
  text,
  integer,  // not negative
  boolean,
  duration,  // "90s", "5m", "36h", "2d", sums of them
  instant,   // RFC 3339
  texts,     // an array of strings
  array,
  object,
  any
};

struct Argument {
  std::string_view name;
  ArgumentKind kind = ArgumentKind::any;
  bool required = false;
};

struct Verb {
  std::string_view word;  // in a scenario and in `Simulator::act`: "econnector"
  std::span<const Argument> arguments{};
};

}  // namespace articulator::world
