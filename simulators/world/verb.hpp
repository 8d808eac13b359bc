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

// When something of the simulator's is down after the verb: what it would have told meanwhile comes late.
enum class Down : std::uint8_t {
  never,
  if_false,  // if its boolean argument is
  always,
  no_more,        // it is up again
  untold_if_true  // up, but it tells nothing by itself if its boolean argument is
};

struct Verb {
  std::string_view word;  // in a scenario and in `Simulator::act`: "econnector"
  std::span<const Argument> arguments{};
  Down down = Down::never;
  std::string_view what{};  // is down: "key"; verbs of one simulator that name the same undo each other
};

}  // namespace articulator::world
