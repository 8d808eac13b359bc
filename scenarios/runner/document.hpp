// Document: a JSON text that a person wrote, kept with the line of every key, so that whoever reads it can
// say where something is wrong.
//
//   auto root = parse_document(text, "crown.json");     // Error: "crown.json:7: the key "at" stands here
//   twice" const Node* name = root->find("name"); set_at(*root, "/prescription/shade", Node::of_text("A2"));
//
// Comments (`//` and `/* */`) are allowed; a repeated key is an error. For scenarios and fixtures only: wire
// messages and logs go through engine/base/json_reader.hpp.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::runner {

// Far more than a readable scenario needs; past them a file is refused.
inline constexpr std::size_t document_bytes_max = 1024UL * 1024;
inline constexpr std::size_t document_depth_max = 24;
inline constexpr std::size_t document_values_max = 50'000;

struct Member;

struct Node {
  base::JsonKind kind = base::JsonKind::null;
  int line = 0;
  bool boolean = false;
  std::int64_t integer = 0;
  std::string text;  // of a text; of a decimal, as written
  std::vector<Node> elements;
  std::vector<Member> members;  // in the order written

  static Node of_text(std::string value);

  [[nodiscard]] bool is(base::JsonKind wanted) const { return kind == wanted; }
  [[nodiscard]] const Node* find(std::string_view key) const;  // of an object; null: no such member
  [[nodiscard]] std::string text_or(std::string_view key, std::string_view fallback) const;
};

struct Member {
  std::string key;
  int line = 0;
  Node value;
};

// `file` is how error texts name it. Error: not JSON, a repeated key, or past a bound; with file and line.
base::Expected<Node> parse_document(std::string_view text, const std::string& file);

// The bytes of a file, or of a pipe. Error: not there, not readable, or longer than `bytes_max`.
base::Expected<std::string> read_file(const std::string& path, std::size_t bytes_max = document_bytes_max);

// Both in one.
base::Expected<Node> read_document(const std::string& path);

// Minified JSON, members in order.
std::string dump(const Node& node);

// Puts `value` where the JSON pointer leads (RFC 6901), making objects on the way; `-` or the length appends
// to an array. Error: a pointer that cannot lead anywhere.
base::Expected<void> set_at(Node& root, std::string_view pointer, Node value);

// Takes the member or element away. Error: nothing is there.
base::Expected<void> remove_at(Node& root, std::string_view pointer);

}  // namespace articulator::runner
