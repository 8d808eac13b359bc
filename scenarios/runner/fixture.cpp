#include "scenarios/runner/fixture.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

namespace articulator::runner {
namespace {

using base::JsonKind;

Node* object_at(Node& data, std::string_view key) {
  for (Member& member : data.members)
    if (member.key == key && member.value.is(JsonKind::object)) return &member.value;
  return nullptr;
}

// Takes a member out of an object; empty: it has none.
std::optional<Node> taken(Node& object, std::string_view key) {
  const auto found = std::find_if(object.members.begin(), object.members.end(),
                                  [&](const Member& member) { return member.key == key; });
  if (found == object.members.end()) return std::nullopt;
  Node value = std::move(found->value);
  object.members.erase(found);
  return value;
}

void put(Node& object, std::string key, std::string text) {
  const int line = object.line;
  Node value = Node::of_text(std::move(text));
  value.line = line;
  for (Member& member : object.members) {
    if (member.key != key) continue;
    member.value = std::move(value);
    return;
  }
  object.members.push_back({std::move(key), line, std::move(value)});
}

// "10:30" in milliseconds.
std::optional<std::int32_t> time_of_day(std::string_view text) {
  constexpr std::size_t length = 5;
  if (text.size() != length || text[2] != ':') return std::nullopt;
  int hour = 0;
  int minute = 0;
  const auto hours = std::from_chars(text.data(), text.data() + 2, hour);
  const auto minutes = std::from_chars(text.data() + 3, text.data() + length, minute);
  if (hours.ptr != text.data() + 2 || minutes.ptr != text.data() + length || hour > 23 || minute > 59)
    return std::nullopt;
  return (hour * 60 + minute) * 60'000;
}

constexpr std::int64_t days_max = 3650;

}  // namespace

void number_after(Node& data, std::string_view case_id) {
  const std::size_t dash = case_id.rfind('-');
  const std::string number(dash == std::string_view::npos ? case_id : case_id.substr(dash + 1));
  if (Node* patient = object_at(data, "patient")) put(*patient, "id", "PT-" + number);
  if (Node* appointment = object_at(data, "appointment")) put(*appointment, "id", "A-" + number);
}

void address_to(Node& data, const std::string& lab, const std::string& lab_name) {
  put(data, "lab", lab);
  put(data, "lab_name", lab_name);
}

base::Expected<void> date_from(Node& data, base::Instant start, const base::TimeZone& zone) {
  const base::Date today = zone.local(start).date;
  if (Node* prescription = object_at(data, "prescription")) {
    if (const auto days = taken(*prescription, "due_in_days")) {
      if (!days->is(JsonKind::integer) || days->integer < -days_max || days->integer > days_max)
        return base::failure("/prescription/due_in_days", "a whole number of days is wanted here",
                             "write 21, say");
      put(*prescription, "due_date", base::format_date(today + static_cast<int>(days->integer)));
    }
  }
  if (Node* appointment = object_at(data, "appointment")) {
    const auto days = taken(*appointment, "in_days");
    const auto at = taken(*appointment, "at");
    if (days) {
      const auto time = time_of_day(at ? at->text : "10:00");
      if (!days->is(JsonKind::integer) || days->integer < -days_max || days->integer > days_max || !time)
        return base::failure("/appointment",
                             "in_days is a whole number of days and at a time such as \"10:30\"",
                             "correct them");
      const base::LocalTime local{today + static_cast<int>(days->integer), *time};
      put(*appointment, "start", base::format_instant(zone.instant(local)));
    }
  }
  return {};
}

}  // namespace articulator::runner
