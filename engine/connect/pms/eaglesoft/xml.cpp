#include "engine/connect/pms/eaglesoft/xml.hpp"

#include "engine/connect/answer.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

namespace articulator::connect::eaglesoft {
namespace {

constexpr std::string_view where = "XML";

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// Digits, with one point among them: what may stand in JSON as it is.
bool is_decimal(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  const std::string_view part = point < text.size() ? text.substr(point + 1) : "0";
  const auto digits = [](std::string_view all) {
    return !all.empty() && std::ranges::all_of(all, [](char c) { return c >= '0' && c <= '9'; });
  };
  return digits(whole) && digits(part) && (whole.size() == 1 || whole.front() != '0');
}

// In document order without recursion, as the document may be as deep as it likes until it is refused.
std::optional<base::Error> out_of_bounds(pugi::xml_node root) {
  std::size_t nodes = 0;
  int depth = 0;
  for (pugi::xml_node at = root.first_child(); at;) {
    if (at.type() == pugi::node_doctype)
      return base::Error{std::string(where), "has a document type, which no message needs", ""};
    if (++nodes > xml_nodes_max)
      return base::Error{std::string(where), fmt::format("has more than {} nodes", xml_nodes_max), ""};
    if (pugi::xml_node inside = at.first_child()) {
      if (++depth > xml_depth_max)
        return base::Error{std::string(where), fmt::format("is deeper than {} elements", xml_depth_max), ""};
      at = inside;
      continue;
    }
    while (at && !at.next_sibling()) {
      at = at.parent();
      --depth;
      if (at == root) return std::nullopt;
    }
    at = at.next_sibling();
  }
  return std::nullopt;
}

}  // namespace

base::Expected<std::unique_ptr<pugi::xml_document>> parse_xml(std::string_view text) {
  if (text.size() > xml_bytes_max)
    return base::failure(std::string(where),
                         fmt::format("is {} bytes, more than {}", text.size(), xml_bytes_max));
  const std::string utf8 = as_utf8(std::string(text));
  auto document = std::make_unique<pugi::xml_document>();
  const pugi::xml_parse_result parsed = document->load_buffer(
      utf8.data(), utf8.size(), pugi::parse_default | pugi::parse_doctype | pugi::parse_ws_pcdata_single,
      pugi::encoding_utf8);
  if (!parsed)
    return base::failure(std::string(where),
                         fmt::format("cannot be read at byte {}: {}", parsed.offset, parsed.description()));
  if (auto error = out_of_bounds(*document)) return std::unexpected(std::move(*error));
  return document;
}

std::string_view local_name(pugi::xml_node node) {
  std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child_of(pugi::xml_node node, std::string_view name) {
  for (const pugi::xml_node child : node.children())
    if (local_name(child) == name) return child;
  return {};
}

std::string text_of(pugi::xml_node node) {
  return node.text().get();
}

std::string XmlReader::text(std::string_view name) {
  const pugi::xml_node child = child_of(node_, name);
  if (!child) report(name, "is missing");
  return text_of(child);
}

std::string XmlReader::text_or(std::string_view name, std::string_view fallback) const {
  const pugi::xml_node child = child_of(node_, name);
  return child ? text_of(child) : std::string(fallback);
}

std::int64_t XmlReader::integer(std::string_view name, std::int64_t low, std::int64_t high) {
  if (!has(name)) return report(name, "is missing"), 0;
  return integer_or(name, 0, low, high);
}

std::int64_t XmlReader::integer_or(std::string_view name, std::int64_t fallback, std::int64_t low,
                                   std::int64_t high) {
  const pugi::xml_node child = child_of(node_, name);
  if (!child) return fallback;
  const std::string text = text_of(child);
  const auto value = whole_number(text);
  if (value && low <= *value && *value <= high) return *value;
  report(name,
         fmt::format("is \"{}\", no whole number from {} to {}", excerpt(text.substr(0, 40)), low, high));
  return fallback;
}

std::optional<bool> XmlReader::boolean(std::string_view name) {
  const pugi::xml_node child = child_of(node_, name);
  if (!child) return std::nullopt;
  const std::string text = text_of(child);
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  report(name, fmt::format("is \"{}\", neither true nor false", excerpt(text.substr(0, 40))));
  return std::nullopt;
}

std::optional<base::Instant> XmlReader::instant(std::string_view name) {
  const pugi::xml_node child = child_of(node_, name);
  if (!child) return std::nullopt;
  const auto read = base::parse_instant(text_of(child));
  if (read) return *read;
  report(name, read.error().what);
  return std::nullopt;
}

XmlReader XmlReader::child(std::string_view name) {
  const pugi::xml_node child = child_of(node_, name);
  if (!child) report(name, "is missing");
  return {child, fmt::format("{}/{}", path_, name)};
}

std::vector<XmlReader> XmlReader::children(std::string_view name) {
  std::vector<XmlReader> found;
  for (const pugi::xml_node child : node_.children()) {
    if (local_name(child) != name) continue;
    if (found.size() == xml_list_max) {
      report(name, fmt::format("is there more than {} times", xml_list_max));
      break;
    }
    found.emplace_back(child, fmt::format("{}/{}[{}]", path_, name, found.size() + 1));
  }
  return found;
}

void XmlReader::report(const std::optional<base::Error>& other) {
  if (!error_ && other) error_ = other;
}

void XmlReader::report(std::string_view name, std::string what) {
  if (!error_) error_ = base::Error{fmt::format("{}/{}", path_, name), std::move(what), ""};
}

void write_json(base::JsonWriter& out, pugi::xml_node node) {  // as deep as parse_xml lets it be
  const std::string_view type = node.attribute("Type").value();
  const std::string text = text_of(node);
  if (type == "Struct") {
    out.begin_object();
    for (const pugi::xml_node child : node.children())
      if (child.type() == pugi::node_element) write_json(out.key(snake_case(local_name(child))), child);
    out.end_object();
  } else if (type == "List") {
    out.begin_array();
    for (const pugi::xml_node child : node.children())
      if (child.type() == pugi::node_element) write_json(out, child);
    out.end_array();
  } else if (type == "Integer" && whole_number(text)) {
    out.integer(*whole_number(text));
  } else if (type == "Decimal" && is_decimal(text)) {
    out.raw(text);
  } else if (type == "Boolean" && (text == "true" || text == "false")) {
    out.boolean(text == "true");
  } else {
    out.text(text);
  }
}

std::string snake_case(std::string_view pascal_case) {
  std::string snake;
  for (const char c : pascal_case) {
    const bool is_capital = c >= 'A' && c <= 'Z';
    if (is_capital && !snake.empty()) snake += '_';
    snake += is_capital ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return snake;
}

std::string pascal_case(std::string_view snake_case) {
  std::string pascal;
  bool starts_word = true;
  for (const char c : snake_case) {
    if (c == '_') {
      starts_word = true;
      continue;
    }
    pascal += starts_word && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    starts_word = false;
  }
  return pascal;
}

}  // namespace articulator::connect::eaglesoft
