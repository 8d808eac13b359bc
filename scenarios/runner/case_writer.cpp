#include "scenarios/runner/case_writer.hpp"

#include "scenarios/runner/fixture.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace articulator::runner {
namespace {

using base::JsonKind;

Node of_integer(std::int64_t value) {
  Node node;
  node.kind = JsonKind::integer;
  node.integer = value;
  return node;
}

Node make(JsonKind kind) {
  Node node;
  node.kind = kind;
  return node;
}

// RFC 6901, 3.
std::string escaped(std::string_view token) {
  std::string out;
  for (const char c : token)
    out += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return out;
}

// What turns one document into another: first what is set, in order, then what is taken away.
struct Changes {
  std::vector<Member> set;
  std::vector<std::string> removed;

  [[nodiscard]] std::size_t size() const { return set.size() + removed.size(); }
};

void differ(const Node& from, const Node& into, const std::string& at, Changes& changes);

// Where `into` is `from` less some elements: which ones, from the back, so that the places before them stay.
bool differ_by_less(const Node& from, const Node& into, const std::string& at, Changes& changes) {
  std::vector<std::string> removed;
  std::size_t next = into.elements.size();
  for (std::size_t i = from.elements.size(); i-- > 0;) {
    if (next > 0 && dump(from.elements[i]) == dump(into.elements[next - 1]))
      --next;
    else
      removed.push_back(fmt::format("{}/{}", at, i));
  }
  if (next > 0 || into.elements.empty()) return false;
  changes.removed.insert(changes.removed.end(), removed.begin(), removed.end());
  return true;
}

void differ_in_array(const Node& from, const Node& into, const std::string& at, Changes& changes) {
  if (into.elements.size() == from.elements.size()) {
    for (std::size_t i = 0; i < into.elements.size(); ++i)
      differ(from.elements[i], into.elements[i], fmt::format("{}/{}", at, i), changes);
  } else if (into.elements.size() > from.elements.size() || !differ_by_less(from, into, at, changes)) {
    changes.set.push_back({at, 0, into});
  }
}

void differ(const Node& from, const Node& into, const std::string& at, Changes& changes) {
  if (from.is(JsonKind::object) && into.is(JsonKind::object)) {
    for (const Member& member : into.members) {
      const std::string there = at + "/" + escaped(member.key);
      if (const Node* before = from.find(member.key))
        differ(*before, member.value, there, changes);
      else
        changes.set.push_back({there, 0, member.value});
    }
    for (const Member& member : from.members)
      if (!into.find(member.key)) changes.removed.push_back(at + "/" + escaped(member.key));
  } else if (from.is(JsonKind::array) && into.is(JsonKind::array)) {
    differ_in_array(from, into, at, changes);
  } else if (dump(from) != dump(into)) {
    changes.set.push_back({at, 0, into});
  }
}

std::string clock_text(std::int32_t ms_of_day) {
  return fmt::format("{:02}:{:02}", ms_of_day / 3'600'000, ms_of_day / 60'000 % 60);
}

// Days from the world's start in place of dates, so that they stay valid whenever the world begins.
void date_by_days(Changes& changes, const CasePlace& place) {
  const base::Date today = place.zone.local(place.start).date;
  std::vector<Member> dated;
  for (Member& member : changes.set) {
    if (member.key == "/prescription/due_date") {
      if (const auto due = base::parse_date(member.value.text)) {
        dated.push_back({"/prescription/due_in_days", 0, of_integer(*due - today)});
        continue;
      }
    }
    if (member.key == "/appointment/start") {
      if (const auto start = base::parse_instant(member.value.text)) {
        const base::LocalTime local = place.zone.local(*start);
        dated.push_back({"/appointment/in_days", 0, of_integer(local.date - today)});
        dated.push_back({"/appointment/at", 0, Node::of_text(clock_text(local.ms_of_day))});
        continue;
      }
    }
    dated.push_back(std::move(member));
  }
  changes.set = std::move(dated);
}

// The fixture as the loader begins with it.
std::optional<Node> beginning(std::string_view name, const Node& case_id, const CasePlace& place,
                              const Library& library) {
  Node begun = *library.fixture(name);
  address_to(begun, place.lab, library.lab(place.lab)->name);
  number_after(begun, case_id.text);
  if (!date_from(begun, place.start, place.zone)) return std::nullopt;
  begun.members.push_back({"case", 0, case_id});
  return begun;
}

// What the loader would make of it.
std::string applied(Node begun, const Changes& changes, const CasePlace& place) {
  for (const Member& member : changes.set)
    if (!set_at(begun, member.key, member.value)) return {};
  for (const std::string& pointer : changes.removed)
    if (!remove_at(begun, pointer)) return {};
  if (!date_from(begun, place.start, place.zone)) return {};
  return dump(begun);
}

Node written(const Node& case_id, std::string_view fixture, Changes changes) {
  Node node = make(JsonKind::object);
  node.members.push_back({"case", 0, case_id});
  node.members.push_back({"like", 0, Node::of_text(std::string(fixture))});
  if (!changes.set.empty()) {
    Node with = make(JsonKind::object);
    with.members = std::move(changes.set);
    node.members.push_back({"with", 0, std::move(with)});
  }
  if (!changes.removed.empty()) {
    Node without = make(JsonKind::array);
    for (std::string& pointer : changes.removed)
      without.elements.push_back(Node::of_text(std::move(pointer)));
    node.members.push_back({"without", 0, std::move(without)});
  }
  return node;
}

}  // namespace

Node shortest_case(const Node& data, const CasePlace& place, const Library& library) {
  const Node* case_id = data.find("case");
  if (!case_id) return data;
  const std::string whole = dump(data);
  std::optional<Node> best;
  std::size_t best_size = 0;
  for (const std::string_view name : library.fixture_names()) {
    const auto begun = beginning(name, *case_id, place, library);
    if (!begun) continue;
    Changes changes;
    differ(*begun, data, "", changes);
    if (best && changes.size() >= best_size) continue;
    Changes by_days = changes;
    date_by_days(by_days, place);
    for (Changes* one : {&by_days, &changes}) {
      if (applied(*begun, *one, place) != whole) continue;
      best_size = changes.size();
      best = written(*case_id, name, std::move(*one));
      break;
    }
  }
  return best ? std::move(*best) : data;
}

}  // namespace articulator::runner
