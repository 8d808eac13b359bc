#include "scenarios/runner/strict_reader.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace articulator::runner {
namespace {

using base::JsonKind;

constexpr std::size_t written_shown_max = 60;

std::string shortened(std::string_view text) {
  return text.size() <= written_shown_max ? std::string(text)
                                          : std::string(text.substr(0, written_shown_max)) + "...";
}

std::string listed(const std::vector<std::string_view>& words) {
  std::string list;
  for (const std::string_view one : words)
    list.append(list.empty() ? "" : ", ").append(one);
  return list;
}

bool all_texts(const Node& node) {
  return node.is(JsonKind::array) && std::all_of(node.elements.begin(), node.elements.end(),
                                                 [](const Node& e) { return e.is(JsonKind::text); });
}

bool is_of_kind(const Node& node, KeyKind kind) {
  switch (kind) {
    case KeyKind::text:
      return node.is(JsonKind::text);
    case KeyKind::integer:
      return node.is(JsonKind::integer) && node.integer >= 0;
    case KeyKind::boolean:
      return node.is(JsonKind::boolean);
    case KeyKind::duration:
      return node.is(JsonKind::text) && base::parse_duration(node.text).has_value();
    case KeyKind::instant:
      return node.is(JsonKind::text) && base::parse_instant(node.text).has_value();
    case KeyKind::texts:
      return all_texts(node);
    case KeyKind::array:
      return node.is(JsonKind::array);
    case KeyKind::object:
      return node.is(JsonKind::object);
    case KeyKind::any:
      break;
  }
  return true;
}

const Key* known_key(std::initializer_list<std::span<const Key>> tables, std::string_view name) {
  for (const auto& table : tables)
    if (const Key* key = find_key(table, name)) return key;
  return nullptr;
}

}  // namespace

void Complaints::add(int line, std::string what, std::string to_do) {
  if (!first_) first_ = base::Error{fmt::format("{}:{}", file_, line), std::move(what), std::move(to_do)};
}

void Complaints::unknown(int line, std::string_view what_kind, std::string_view written,
                         const std::vector<std::string_view>& known) {
  const auto meant = nearest(written, known);
  add(line, fmt::format("{} \"{}\" is not known here", what_kind, shortened(written)),
      meant ? fmt::format("did you mean \"{}\"?", *meant) : "known here: " + listed(known));
}

void Complaints::inside(int line, const base::Error& error) {
  add(line, error.where.empty() ? error.what : error.where + ": " + error.what, error.to_do);
}

bool check_keys(const Node& node, std::initializer_list<std::span<const Key>> tables, std::string_view what,
                Complaints& complaints) {
  if (!node.is(JsonKind::object)) {
    complaints.add(node.line, fmt::format("{} is an object", what), "write {...}");
    return false;
  }
  for (const Member& member : node.members) {
    const Key* key = known_key(tables, member.key);
    if (!key) {
      std::vector<std::string_view> known;
      for (const auto& table : tables)
        for (const Key& one : table)
          known.push_back(one.name);
      complaints.unknown(member.line, "key", member.key, known);
      return false;
    }
    if (!is_of_kind(member.value, key->kind)) {
      complaints.add(member.line, fmt::format("\"{}\" is {}", member.key, word(key->kind)),
                     fmt::format("correct \"{}\" in {}", member.key, what));
      return false;
    }
  }
  for (const auto& table : tables) {
    for (const Key& key : table) {
      if (!key.required || node.find(key.name)) continue;
      complaints.add(node.line, fmt::format("key \"{}\" is missing in {}", key.name, what),
                     fmt::format("add it: {}", word(key.kind)));
      return false;
    }
  }
  return true;
}

bool check_word(const Node* node, std::string_view what_kind, std::span<const std::string_view> known,
                Complaints& complaints) {
  if (!node || std::find(known.begin(), known.end(), node->text) != known.end()) return true;
  complaints.unknown(node->line, what_kind, node->text, {known.begin(), known.end()});
  return false;
}

std::string text_at(const Node& node, std::string_view key) {
  return node.text_or(key, "");
}

std::optional<std::int64_t> integer_at(const Node& node, std::string_view key) {
  const Node* found = node.find(key);
  return found ? std::optional(found->integer) : std::nullopt;
}

bool boolean_at(const Node& node, std::string_view key) {
  const Node* found = node.find(key);
  return found && found->boolean;
}

std::optional<base::Duration> duration_at(const Node& node, std::string_view key) {
  const Node* found = node.find(key);
  if (!found) return std::nullopt;
  const auto duration = base::parse_duration(found->text);
  return duration ? std::optional(*duration) : std::nullopt;
}

std::optional<base::Instant> instant_at(const Node& node, std::string_view key) {
  const Node* found = node.find(key);
  if (!found) return std::nullopt;
  const auto instant = base::parse_instant(found->text);
  return instant ? std::optional(*instant) : std::nullopt;
}

std::vector<std::string> texts_at(const Node& node, std::string_view key) {
  std::vector<std::string> texts;
  if (const Node* found = node.find(key))
    for (const Node& element : found->elements)
      texts.push_back(element.text);
  return texts;
}

std::string json_at(const Node& node, std::string_view key) {
  const Node* found = node.find(key);
  return found ? dump(*found) : std::string();
}

}  // namespace articulator::runner
