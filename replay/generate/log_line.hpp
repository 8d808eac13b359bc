// One line of a log in the making: a CloudEvent, and what production's decisions look like in it.
#pragma once

#include "engine/base/instant.hpp"
#include "engine/model/decision.hpp"
#include "engine/model/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace articulator::replay {

struct Envelope {
  std::string_view source;   // "/practices/p-0001/engine"
  std::string_view prefix;   // of the id: "en"
  std::int64_t number = 0;   // of the id
  std::string_view type;     // without "dental."
  std::string_view subject;  // empty: no case is meant
  base::Instant at;
};

// `data` is JSON. With a line feed at its end.
std::string log_line(const Envelope& envelope, std::string_view data);

// A decision as production writes it down. Empty: the log format has no line for it.
struct DecisionLine {
  std::string_view type;  // without "dental."
  std::string data;
};
std::optional<DecisionLine> decision_line(const model::Decision& decision);

}  // namespace articulator::replay
