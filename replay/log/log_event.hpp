// LogEvent: one line of a log, typed (DESIGN, "Log format").
//
//   base::JsonParser parser;
//   auto event = read_log_event(line.text, parser);     // Error: why the line is refused
//   if (auto* happened = std::get_if<model::Event>(&event->what)) practice.apply(*happened, decisions);
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/model/event.hpp"
#include "engine/model/ids.hpp"
#include "replay/log/decided.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace articulator::replay {

struct UnknownType {};  // a type that the log format does not name
struct PassedOver {};  // named there, but nothing follows from it here: wire messages, statements of invoices
struct NotJudged {
  DecisionType type = DecisionType::dead_letter;
};  // production's, of a kind not decided here

struct LogEvent {
  std::string id;
  std::string source;          // whole
  model::PracticeId practice;  // out of the source; empty only where nothing follows from the line
  model::CaseId case_id;       // the subject; may be empty
  base::Instant at;
  std::variant<UnknownType, PassedOver, NotJudged, model::Event, Decided> what;
};

// Error: not a CloudEvent 1.0, a source that names no practice, no subject where a case is meant, or data
// that does not fit its type.
base::Expected<LogEvent> read_log_event(std::string_view line, base::JsonParser& parser);
// The same in place, for whoever reads many lines: `event` may be of an earlier line, and keeps its memory.
base::Expected<void> read_log_event(std::string_view line, base::JsonParser& parser, LogEvent& event);

// The practice of a source "/practices/{practice}/...". Empty: it names none.
std::string_view practice_of(std::string_view source);

// The practice of a line without reading it whole, exactly as `read_log_event` finds it: so that the lines of
// a practice can be dealt to one reader. Empty: none, or the line is no JSON object.
std::string practice_of_line(std::string_view line, base::JsonParser& parser);

}  // namespace articulator::replay
