#include "replay/scrub/scrub_line.hpp"

#include "engine/model/case_file.hpp"
#include "engine/model/tooth.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace articulator::replay {
namespace {

using base::JsonKind;
using base::JsonValue;

// Systems that a source may name; others' names may be anybody's.
constexpr std::array<std::string_view, 4> systems{"pms", "labs", "engine", "people"};

bool says_nothing(const LogEvent& event) {
  return std::holds_alternative<UnknownType>(event.what) || std::holds_alternative<PassedOver>(event.what);
}

// Names of people that the line has in their fields.
std::vector<std::string> names_in(JsonValue data) {
  std::vector<std::string> names;
  for (const std::string_view pointer : {"/prescriber/name", "/identity/name"})
    if (const auto value = data.at_pointer(pointer))
      if (const auto name = value->text()) names.emplace_back(*name);
  return names;
}

}  // namespace

std::string LineScrubber::source(std::string_view source) const {
  std::string out;
  std::size_t n = 0;
  for (std::size_t begin = 0; begin <= source.size(); ++n) {
    const std::size_t end = std::min(source.find('/', begin), source.size());
    const std::string_view part = source.substr(begin, end - begin);
    const bool is_known = std::ranges::find(systems, part) != systems.end() ||
                          std::ranges::find(pms_, part) != pms_.end() || (n == 1 && part == "practices");
    if (n > 0) out += '/';
    if (n == 2)
      out += pseudonyms_.id(part);
    else
      out += is_known ? std::string(part) : scrub_word(part, pseudonyms_);
    begin = end + 1;
  }
  return out;
}

std::string LineScrubber::scrub(std::string_view line, ScrubCounts& counts) {
  ++counts.lines;
  counts_ = &counts;
  out_.clear();
  const auto event = read_log_event(line, envelope_parser_);
  const auto document = parser_.parse(line);
  if (!event || !document) {
    ++counts.blanked;
    return {};
  }
  base::ObjectReader in(*document, "");
  const std::string type = in.text("type");
  const auto given = in.value("data");
  place_ = {base::local_time_of(event->at.ms_since_epoch).date, days_, event->case_id.text,
            given ? names_in(*given) : std::vector<std::string>(), false};
  base::JsonWriter json(out_);
  json_ = &json;
  const bool is_unknown = std::holds_alternative<UnknownType>(event->what);
  json.begin_object().member("specversion", "1.0").member("id", pseudonyms_.id(event->id));
  json.member("source", source(event->source));
  json.member("type", is_unknown ? "unknown." + pseudonyms_.hash(type).substr(0, 12) : type);
  if (!event->case_id.empty()) json.member("subject", pseudonyms_.id(event->case_id.text));
  json.member("time", event->at + base::days(days_)).key("data");
  if (given && given->is(JsonKind::object) && !says_nothing(*event))
    object(*given, {});
  else
    json.begin_object().end_object();
  json.end_object();
  return std::move(out_);
}

void LineScrubber::object(JsonValue value_given, std::string_view parent) {
  json_->begin_object();
  for (const auto& [name, member] : value_given.members()) {
    const auto treatment = treatment_of(parent, name);
    if (!treatment) {
      ++counts_->left_out;
      continue;
    }
    json_->key(name);
    value(member, parent, name, *treatment);
  }
  json_->end_object();
}

void LineScrubber::value(JsonValue given, std::string_view parent, std::string_view name,
                         Treatment treatment) {
  switch (given.kind()) {
    case JsonKind::null:
      json_->null();
      return;
    case JsonKind::boolean:
      json_->boolean(given.boolean().value_or(false));
      return;
    case JsonKind::integer:
    case JsonKind::decimal:
      // Where a text belongs a number is an error to whoever reads it, whichever number it is.
      if (treatment == Treatment::plain)
        json_->raw(given.dump());
      else
        json_->integer(0);
      return;
    case JsonKind::text:
      text(*given.text(), treatment);
      return;
    case JsonKind::array:
      json_->begin_array();
      for (const JsonValue element : given.elements())
        value(element, parent, name, treatment);
      json_->end_array();
      return;
    case JsonKind::object:
      break;
  }
  const bool by_names = treatment == Treatment::by_words || treatment == Treatment::by_teeth ||
                        treatment == Treatment::by_pointers;
  if (!by_names) return object(given, name);
  json_->begin_object();
  for (const auto& [key, member] : given.members()) {
    std::optional<Treatment> inner = Treatment::word;
    std::string made(key);
    if (treatment == Treatment::by_pointers) inner = treatment_at(key);
    if (treatment == Treatment::by_teeth && !model::ToothNumber::from_universal(key)) inner = std::nullopt;
    if (treatment == Treatment::by_words) made = scrub_word(key, pseudonyms_);
    if (!inner) {
      ++counts_->left_out;
      continue;
    }
    json_->key(made);
    const std::size_t last = key.rfind('/');
    value(member, {}, last == std::string_view::npos ? key : key.substr(last + 1), *inner);
  }
  json_->end_object();
}

// A pseudonym may happen to mean something ("CRN-820"): then codes become words, which never do.
std::string LineScrubber::kept_meaning(std::string_view text) {
  ++counts_->texts;
  std::string made = scrub_text(text, pseudonyms_, place_);
  if (same_meaning(text, made, place_.written)) return made;
  TextPlace wordy = place_;
  wordy.codes_as_words = true;
  std::string other = scrub_text(text, pseudonyms_, wordy);
  if (same_meaning(text, other, place_.written)) return other;
  ++counts_->texts_unlike;
  return made;
}

void LineScrubber::text(std::string_view text, Treatment treatment) {
  switch (treatment) {
    case Treatment::id:
      json_->text(scrub_id(text, pseudonyms_, place_.subject));
      return;
    case Treatment::person:
      json_->text(scrub_person(text, pseudonyms_));
      return;
    case Treatment::file_name:
      json_->text(scrub_file_name(text, pseudonyms_, place_));
      return;
    case Treatment::moved:
      if (const auto date = base::parse_date(text))
        json_->text(base::format_date(*date + days_));
      else if (const auto instant = base::parse_instant(text))
        json_->instant(*instant + base::days(days_));
      else
        json_->text(scrub_text(text, pseudonyms_, place_));
      return;
    case Treatment::hash:
      json_->text(text.empty() ? std::string() : pseudonyms_.hash(text));
      return;
    case Treatment::word:
      json_->text(scrub_word(text, pseudonyms_));
      return;
    case Treatment::kept:
      json_->text(base::TimeZone::find(text) || text.size() == 5 ? std::string(text)
                                                                 : scrub_word(text, pseudonyms_));
      return;
    case Treatment::text:
      json_->text(kept_meaning(text));
      return;
    case Treatment::plain:  // a number is wanted, and no text is one
    case Treatment::inside:
    case Treatment::by_words:
    case Treatment::by_teeth:
    case Treatment::by_pointers:
      json_->text("");
      return;
  }
}

}  // namespace articulator::replay
