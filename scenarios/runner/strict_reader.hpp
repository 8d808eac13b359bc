// Strict reading of documents against tables of keys: the first thing wrong is kept, with file and line.
//
//   Complaints complaints("x.json");
//   if (check_keys(node, {world_keys()}, "world", complaints)) start = *instant_at(node, "start");
//   if (complaints.first()) return std::unexpected(*complaints.first());
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "scenarios/runner/document.hpp"
#include "scenarios/runner/vocabulary.hpp"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::runner {

class Complaints {
 public:
  explicit Complaints(std::string file) : file_(std::move(file)) {}

  void add(int line, std::string what, std::string to_do);
  // "the word "x" is not known here", with the nearest of `known`, or all of them.
  void unknown(int line, std::string_view what_kind, std::string_view written,
               const std::vector<std::string_view>& known);
  // Somebody else's error inside the value of that line.
  void inside(int line, const base::Error& error);

  [[nodiscard]] const std::optional<base::Error>& first() const { return first_; }

 private:
  std::string file_;
  std::optional<base::Error> first_;
};

// True: an object, all its keys in one of the tables and of their kinds, none missing. Else complains.
bool check_keys(const Node& node, std::initializer_list<std::span<const Key>> tables, std::string_view what,
                Complaints& complaints);

// True: one of the words. Else complains.
bool check_word(const Node* node, std::string_view what_kind, std::span<const std::string_view> known,
                Complaints& complaints);

// Members of an object that check_keys has passed; empty where absent.
std::string text_at(const Node& node, std::string_view key);
std::optional<std::int64_t> integer_at(const Node& node, std::string_view key);
bool boolean_at(const Node& node, std::string_view key);
std::optional<base::Duration> duration_at(const Node& node, std::string_view key);
std::optional<base::Instant> instant_at(const Node& node, std::string_view key);
std::vector<std::string> texts_at(const Node& node, std::string_view key);
std::string json_at(const Node& node, std::string_view key);

}  // namespace articulator::runner
