#include "scenarios/runner/document.hpp"

#include "engine/base/json_writer.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace articulator::runner {
namespace {

using base::JsonKind;

// Counts lines while the parser reads. A line end counts only when something after it is read, so that a
// number, which the parser ends by reading one character too many, still has its own line.
struct Position {
  int line = 1;
  bool after_line_end = false;
};

class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, Position* position) : at_(at), position_(position) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    if (position_->after_line_end) ++position_->line;
    position_->after_line_end = *at_ == '\n';
    ++at_;
    return *this;
  }
  CountingIterator operator++(int) {
    const CountingIterator before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const CountingIterator& a, const CountingIterator& b) { return a.at_ == b.at_; }
  friend bool operator!=(const CountingIterator& a, const CountingIterator& b) { return !(a == b); }

 private:
  const char* at_;
  Position* position_;
};

// Builds the tree from the parser's events, and stops it at the first thing that is wrong.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  Builder(const std::string& file, const Position& position, Node& root)
      : file_(file), position_(position), root_(root) {}

  [[nodiscard]] const std::optional<base::Error>& error() const { return error_; }

  bool null() override { return value({}); }
  bool boolean(bool given) override {
    Node node;
    node.kind = JsonKind::boolean;
    node.boolean = given;
    return value(std::move(node));
  }
  bool number_integer(number_integer_t given) override {
    Node node;
    node.kind = JsonKind::integer;
    node.integer = given;
    return value(std::move(node));
  }
  bool number_unsigned(number_unsigned_t given) override {
    if (given > static_cast<number_unsigned_t>(INT64_MAX))
      return fail(position_.line, "this number is too large", "write one below 2^63");
    return number_integer(static_cast<number_integer_t>(given));
  }
  bool number_float(number_float_t /*given*/, const string_t& written) override {
    Node node;
    node.kind = JsonKind::decimal;
    node.text = written;
    return value(std::move(node));
  }
  bool string(string_t& given) override { return value(Node::of_text(std::move(given))); }
  bool binary(binary_t& /*given*/) override { return false; }

  bool start_object(std::size_t /*elements*/) override { return open(JsonKind::object); }
  bool start_array(std::size_t /*elements*/) override { return open(JsonKind::array); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& given) override {
    Node& object = *open_.back();
    const auto same = [&](const Member& member) { return member.key == given; };
    const auto first = std::find_if(object.members.begin(), object.members.end(), same);
    if (first != object.members.end())
      return fail(position_.line, fmt::format("the key \"{}\" stands here twice", given),
                  fmt::format("keep one (the first is in line {})", first->line));
    object.members.push_back({std::move(given), position_.line, {}});
    return true;
  }
  bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                   const nlohmann::json::exception& exception) override {
    // "[json.exception.parse_error.101] parse error at line 3, column 5: syntax error while parsing ...".
    std::string said = exception.what();
    const std::size_t colon = said.find(": ");
    if (colon != std::string::npos) said.erase(0, colon + 2);
    constexpr std::size_t said_max = 200;
    if (said.size() > said_max) said.resize(said_max);
    return fail(position_.line, "this is not JSON: " + said, "mend it");
  }

 private:
  bool fail(int line, std::string what, std::string to_do) {
    if (!error_) error_ = base::Error{fmt::format("{}:{}", file_, line), std::move(what), std::move(to_do)};
    return false;
  }

  Node* place(Node node) {
    node.line = position_.line;
    if (open_.empty()) {
      root_ = std::move(node);
      return &root_;
    }
    Node& parent = *open_.back();
    if (parent.is(JsonKind::array)) return &parent.elements.emplace_back(std::move(node));
    parent.members.back().value = std::move(node);
    return &parent.members.back().value;
  }

  bool value(Node node) {
    if (++values_ > document_values_max)
      return fail(position_.line, fmt::format("the file holds more than {} values", document_values_max),
                  "split it");
    place(std::move(node));
    return true;
  }

  bool open(JsonKind kind) {
    if (open_.size() >= document_depth_max)
      return fail(position_.line, fmt::format("the file is nested deeper than {} levels", document_depth_max),
                  "flatten it");
    if (++values_ > document_values_max) return value({});
    Node node;
    node.kind = kind;
    // Parents do not move while a child is open: only the innermost grows.
    open_.push_back(place(std::move(node)));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  const std::string& file_;
  const Position& position_;
  Node& root_;
  std::vector<Node*> open_;
  std::size_t values_ = 0;
  std::optional<base::Error> error_;
};

void write(base::JsonWriter& out, const Node& node) {
  switch (node.kind) {
    case JsonKind::null:
      out.null();
      return;
    case JsonKind::boolean:
      out.boolean(node.boolean);
      return;
    case JsonKind::integer:
      out.integer(node.integer);
      return;
    case JsonKind::decimal:
      out.raw(node.text);
      return;
    case JsonKind::text:
      out.text(node.text);
      return;
    case JsonKind::array:
      out.begin_array();
      for (const Node& element : node.elements)
        write(out, element);
      out.end_array();
      return;
    case JsonKind::object:
      out.begin_object();
      for (const Member& member : node.members) {
        out.key(member.key);
        write(out, member.value);
      }
      out.end_object();
      return;
  }
}

std::string unescaped(std::string_view token) {
  std::string out;
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1'))
      out += token[++i] == '0' ? '~' : '/';
    else
      out += token[i];
  }
  return out;
}

base::Expected<std::vector<std::string>> tokens_of(std::string_view pointer) {
  if (pointer.empty() || pointer.front() != '/')
    return base::failure(std::string(pointer), "this is no JSON pointer",
                         "write one such as /prescription/shade");
  std::vector<std::string> tokens;
  std::size_t from = 1;
  for (;;) {
    const std::size_t slash = pointer.find('/', from);
    tokens.push_back(unescaped(pointer.substr(from, slash == std::string_view::npos ? slash : slash - from)));
    if (slash == std::string_view::npos) return tokens;
    from = slash + 1;
  }
}

std::optional<std::size_t> index_of(const std::string& token, std::size_t size) {
  if (token == "-") return size;
  std::size_t index = 0;
  const auto parsed = std::from_chars(token.data(), token.data() + token.size(), index);
  if (parsed.ec != std::errc() || parsed.ptr != token.data() + token.size()) return std::nullopt;
  return index;
}

Node* child(Node& node, const std::string& token) {
  if (node.is(JsonKind::object)) {
    const auto found = std::find_if(node.members.begin(), node.members.end(),
                                    [&](const Member& member) { return member.key == token; });
    return found == node.members.end() ? nullptr : &found->value;
  }
  if (!node.is(JsonKind::array)) return nullptr;
  const auto index = index_of(token, node.elements.size());
  return index && *index < node.elements.size() ? &node.elements[*index] : nullptr;
}

}  // namespace

Node Node::of_text(std::string value) {
  Node node;
  node.kind = JsonKind::text;
  node.text = std::move(value);
  return node;
}

const Node* Node::find(std::string_view key) const {
  for (const Member& member : members)
    if (member.key == key) return &member.value;
  return nullptr;
}

std::string Node::text_or(std::string_view key, std::string_view fallback) const {
  const Node* found = find(key);
  return found && found->is(JsonKind::text) ? found->text : std::string(fallback);
}

base::Expected<Node> parse_document(std::string_view text, const std::string& file) {
  if (text.size() > document_bytes_max)
    return base::failure(file,
                         fmt::format("the file has {} bytes, more than {}", text.size(), document_bytes_max),
                         "split it");
  Position position;
  Node root;
  Builder builder(file, position, root);
  const CountingIterator begin(text.data(), &position);
  const CountingIterator end(text.data() + text.size(), &position);
  constexpr bool strict = true;
  constexpr bool ignore_comments = true;
  const bool read = nlohmann::json::sax_parse(begin, end, &builder, nlohmann::json::input_format_t::json,
                                              strict, ignore_comments);
  if (builder.error()) return std::unexpected(*builder.error());
  if (!read) return base::failure(file, "this is not JSON", "mend it");
  return root;
}

base::Expected<std::string> read_file(const std::string& path, std::size_t bytes_max) {
  constexpr std::size_t piece = 64UL * 1024;
  std::ifstream in(path, std::ios::binary);
  std::string text;
  while (in && text.size() <= bytes_max) {
    const std::size_t before = text.size();
    text.resize(before + piece);
    in.read(text.data() + before, static_cast<std::streamsize>(piece));
    text.resize(before + static_cast<std::size_t>(in.gcount()));
  }
  if (!in.is_open() || in.bad())
    return base::failure(path, fmt::format("cannot be read ({})", std::strerror(errno)),
                         "give the path of a file that exists");
  if (text.size() > bytes_max)
    return base::failure(path, fmt::format("the file has more than {} bytes", bytes_max), "split it");
  return text;
}

base::Expected<Node> read_document(const std::string& path) {
  const auto text = read_file(path);
  if (!text) return std::unexpected(text.error());
  return parse_document(*text, path);
}

std::string dump(const Node& node) {
  std::string out;
  base::JsonWriter writer(out);
  write(writer, node);
  return out;
}

base::Expected<void> set_at(Node& root, std::string_view pointer, Node value) {
  auto tokens = tokens_of(pointer);
  if (!tokens) return std::unexpected(tokens.error());
  const std::string last = std::move(tokens->back());
  tokens->pop_back();
  Node* at = &root;
  for (const std::string& token : *tokens) {
    Node* next = child(*at, token);
    if (!next && at->is(JsonKind::object)) {
      Node object;
      object.kind = JsonKind::object;
      at->members.push_back({token, value.line, std::move(object)});
      next = &at->members.back().value;
    }
    if (!next) return base::failure(std::string(pointer), "this pointer leads to nothing", "correct it");
    at = next;
  }
  if (Node* found = child(*at, last)) {
    *found = std::move(value);
  } else if (at->is(JsonKind::object)) {
    const int line = value.line;
    at->members.push_back({last, line, std::move(value)});
  } else if (at->is(JsonKind::array) && index_of(last, at->elements.size()) == at->elements.size()) {
    at->elements.push_back(std::move(value));
  } else {
    return base::failure(std::string(pointer), "this pointer leads to nothing", "correct it");
  }
  return {};
}

base::Expected<void> remove_at(Node& root, std::string_view pointer) {
  auto tokens = tokens_of(pointer);
  if (!tokens) return std::unexpected(tokens.error());
  const std::string last = std::move(tokens->back());
  tokens->pop_back();
  Node* at = &root;
  for (const std::string& token : *tokens) {
    at = child(*at, token);
    if (!at) break;
  }
  if (!at || !child(*at, last))
    return base::failure(std::string(pointer), "there is nothing at this pointer",
                         "correct it, or leave it out");
  if (at->is(JsonKind::object))
    std::erase_if(at->members, [&](const Member& member) { return member.key == last; });
  else
    at->elements.erase(at->elements.begin() +
                       static_cast<std::ptrdiff_t>(*index_of(last, at->elements.size())));
  return {};
}

}  // namespace articulator::runner
