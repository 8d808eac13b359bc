#include "replay/log/log_event.hpp"

#include "replay/log/envelope.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

namespace articulator::replay {
namespace {

constexpr std::string_view type_prefix = "dental.";
constexpr std::string_view engine_prefix = "engine.";
constexpr std::string_view source_prefix = "/practices/";

// Named by the log format; no decision that is judged here follows from them.
constexpr std::array<std::string_view, 2> passed_over{"wire.request", "wire.response"};

// No case is meant by these, or theirs stands in the data.
constexpr std::array<std::string_view, 8> without_case{"world.policy",          "lab.profile",
                                                       "pms.patient.updated",   "pms.appointment.booked",
                                                       "pms.appointment.moved", "pms.appointment.cancelled",
                                                       "lab.invoice",           "engine.invoice.line"};

template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

// The lab of a source "/practices/{practice}/labs/{lab}".
std::string_view lab_of(std::string_view source, std::string_view practice) {
  constexpr std::string_view labs = "/labs/";
  if (practice.empty()) return {};  // it may be shorter than what a practice's begins with
  source.remove_prefix(source_prefix.size() + practice.size());
  return source.starts_with(labs) ? source.substr(labs.size()) : std::string_view();
}

// A message about a delay waits for staff who saw the alert (NTF-05); what they saw, a log does not say.
bool is_of_a_delay(const Decided& decided) {
  return decided.type == DecisionType::patient_notified && decided.key == "delayed";
}

base::Expected<void> read_production(std::string_view type, base::JsonValue data, LogEvent& event) {
  const auto decision = decision_type_of(type);
  if (!decision) return {};
  if (!judged(*decision)) {
    event.what.emplace<NotJudged>(*decision);
    return {};
  }
  auto& decided = event.what.emplace<Decided>();
  auto read = read_decided(*decision, data, decided);
  if (read && is_of_a_delay(decided)) event.what.emplace<NotJudged>(*decision);
  return read;
}

base::Expected<void> read_what(std::string_view type, base::JsonValue data, LogEvent& event) {
  if (type.starts_with(engine_prefix)) return read_production(type.substr(engine_prefix.size()), data, event);
  if (among(passed_over, type)) {
    event.what.emplace<PassedOver>();
    return {};
  }
  model::LabId lab(std::string(lab_of(event.source, event.practice.text)));
  model::Happening empty = model::CaseReceived();  // the first of the variant, a policy, is large
  auto& happened =
      event.what.emplace<model::Event>(event.at, event.case_id, std::move(lab), std::move(empty));
  auto known = model::read_happening(type, data, happened.happening);
  if (!known) return std::unexpected(std::move(known.error()));
  if (!*known) event.what.emplace<UnknownType>();
  return {};
}

bool case_is_meant(std::string_view type, const LogEvent& event) {
  return !among(without_case, type) &&
         (std::holds_alternative<model::Event>(event.what) || std::holds_alternative<Decided>(event.what));
}

std::string refusal(const base::Error& error) {
  return error.where.empty() ? error.what : error.where + " " + error.what;
}

base::Error inside_data(const base::Error& error) {
  return {"/data" + (error.where == "/" ? "" : error.where), error.what, {}};
}

// Whether it may stand inside an object and not be nested too deep: not more brackets than levels.
bool is_shallow(std::string_view json) {
  constexpr std::size_t levels_max = base::JsonParser::depth_max - 1;
  std::size_t opened = 0;
  for (std::size_t at = 0; at < json.size() && opened <= levels_max; at += 128) {
    unsigned char among_these = 0;  // a byte will do, and compilers take many at once
    for (const char c : json.substr(at, 128))
      among_these = static_cast<unsigned char>(among_these + ((c | ' ') == '{'));  // and '['
    opened += among_these;
  }
  return opened <= levels_max;
}

// `data`: null where the event has none.
base::Expected<void> read_inside(std::string_view type, base::JsonValue data, LogEvent& event) {
  event.what.emplace<UnknownType>();
  event.practice.text = practice_of(event.source);
  if (!type.starts_with(type_prefix)) return {};

  type.remove_prefix(type_prefix.size());
  std::optional<base::JsonParser> empty_parser;
  if (data.is(base::JsonKind::null))  // it is optional in CloudEvents, and some types need none
    data = empty_parser.emplace().parse("{}").value_or(base::JsonValue());
  if (const auto read = read_what(type, data, event); !read)
    return base::failure("", refusal(inside_data(read.error())));
  const bool says_nothing = std::holds_alternative<UnknownType>(event.what) ||
                            std::holds_alternative<PassedOver>(event.what);  // a run's wire messages, say
  if (says_nothing) return {};
  if (event.practice.empty())
    return base::failure("", "/source names no practice: \"/practices/{practice}/...\"");
  if (event.case_id.empty() && case_is_meant(type, event))
    return base::failure("", "/subject is missing; it must be the case");
  return {};
}

}  // namespace

std::string_view practice_of(std::string_view source) {
  if (!source.starts_with(source_prefix)) return {};
  source.remove_prefix(source_prefix.size());
  const std::size_t end = source.find('/');
  return end == std::string_view::npos ? std::string_view() : source.substr(0, end);
}

base::Expected<LogEvent> read_log_event(std::string_view line, base::JsonParser& parser) {
  base::Expected<LogEvent> event(std::in_place);
  if (const auto read = read_log_event(line, parser, *event); !read) event = std::unexpected(read.error());
  return event;
}

base::Expected<void> read_log_event(std::string_view line, base::JsonParser& parser, LogEvent& event) {
  if (const auto plain = plain_envelope(line)) {
    const auto at = base::parse_instant(plain->time);
    const auto data = parser.parse(plain->data);
    if (at && data && is_shallow(plain->data)) {
      event.id = plain->id;
      event.source = plain->source;
      event.case_id.text = plain->subject;
      event.at = *at;
      return read_inside(plain->type, *data, event);
    }
  }
  // Written in another way, or something is wrong: then this says what.
  const auto document = parser.parse(line);
  if (!document) return base::failure("", refusal(document.error()));
  base::ObjectReader in(*document, "");
  const std::string_view version = in.text_view("specversion");
  event.id = in.text_view("id");
  event.source = in.text_view("source");
  const std::string_view type = in.text_view("type");
  event.case_id.text = in.text_view_or("subject", "");
  event.at = in.instant("time");
  if (in.error()) return base::failure("", refusal(*in.error()));
  if (version != "1.0") return base::failure("", "/specversion is not \"1.0\"");
  return read_inside(type, in.value("data").value_or(base::JsonValue()), event);
}

std::string practice_of_line(std::string_view line, base::JsonParser& parser) {
  if (const auto source = plain_source(line)) return std::string(practice_of(*source));
  const auto document = parser.parse(line);
  if (!document || !document->is(base::JsonKind::object)) return {};
  const auto source = document->find("source");
  return source && source->text() ? std::string(practice_of(*source->text())) : std::string();
}

}  // namespace articulator::replay
