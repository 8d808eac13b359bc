#include "simulators/pms/open_dental/instructions.hpp"

#include <algorithm>

namespace articulator::simulators::open_dental {
namespace {

constexpr std::string_view reserved = "%;[]";
constexpr std::string_view lab_opens = "[Lab]";
constexpr std::string_view lab_closes = "[/Lab]";

std::string encode(std::string_view value) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : value) {
    if (reserved.find(c) == std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::string decode(std::string_view value) {
  std::string out;
  out.reserve(value.size());
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool escape = value[i] == '%' && i + 2 < value.size() && hex_digit(value[i + 1]) >= 0 &&
                        hex_digit(value[i + 2]) >= 0;
    out += escape ? static_cast<char>(hex_digit(value[i + 1]) * 16 + hex_digit(value[i + 2])) : value[i];
    if (escape) i += 2;
  }
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ')
    text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ')
    text.remove_suffix(1);
  return text;
}

Block parse_block(std::string_view inside) {
  Block block;
  while (!inside.empty()) {
    const std::size_t semicolon = inside.find(';');
    const std::string_view entry = trimmed(inside.substr(0, semicolon));
    const std::size_t colon = entry.find(':');
    if (colon != std::string_view::npos)
      block.entries.emplace_back(trimmed(entry.substr(0, colon)), decode(trimmed(entry.substr(colon + 1))));
    inside = semicolon == std::string_view::npos ? std::string_view{} : inside.substr(semicolon + 1);
  }
  return block;
}

struct Place {
  std::size_t from = 0;  // of what opens it
  std::size_t end = 0;   // behind what closes it
  std::string_view inside{};
};

// The last such block: values cannot hold brackets, free text before it can.
std::optional<Place> find_block(std::string_view text, std::string_view open, std::string_view close) {
  const std::size_t from = text.rfind(open);
  if (from == std::string_view::npos) return std::nullopt;
  const std::size_t inside = from + open.size();
  const std::size_t to = text.find(close, inside);
  if (to == std::string_view::npos) return std::nullopt;
  return Place{from, to + close.size(), text.substr(inside, to - inside)};
}

std::optional<Block> take_block(std::string& text, std::string_view open, std::string_view close) {
  const auto place = find_block(text, open, close);
  if (!place) return std::nullopt;
  Block block = parse_block(place->inside);
  text = std::string(trimmed(std::string_view(text).substr(0, place->from))) + text.substr(place->end);
  return block;
}

void append_block(std::string& out, const std::optional<Block>& block, std::string_view open,
                  std::string_view close) {
  if (!block) return;
  if (!out.empty()) out += ' ';
  out += open;
  bool first = true;
  for (const auto& [key, value] : block->entries) {
    out += first ? " " : "; ";
    first = false;
    out += key;
    out += ": ";
    out += encode(value);
  }
  out += ' ';
  out += close;
}

}  // namespace

const std::string* Block::find(std::string_view key) const {
  for (const auto& [name, value] : entries)
    if (name == key) return &value;
  return nullptr;
}

void Block::set(std::string_view key, std::string value) {
  for (auto& [name, old] : entries) {
    if (name != key) continue;
    old = std::move(value);
    return;
  }
  entries.emplace_back(key, std::move(value));
}

void Block::remove(std::string_view key) {
  std::erase_if(entries, [key](const auto& entry) { return entry.first == key; });
}

Instructions parse_instructions(std::string_view text) {
  std::string rest(text);
  Instructions parsed;
  parsed.lab = take_block(rest, lab_opens, lab_closes);
  parsed.rx = take_block(rest, "[Rx]", "[/Rx]");
  parsed.notes = trimmed(rest);
  return parsed;
}

std::optional<Block> lab_block(std::string_view text) {
  const auto place = find_block(text, lab_opens, lab_closes);
  return place ? std::optional(parse_block(place->inside)) : std::nullopt;
}

std::string format_instructions(const Instructions& instructions) {
  std::string out = on_one_line(instructions.notes);
  append_block(out, instructions.rx, "[Rx]", "[/Rx]");
  append_block(out, instructions.lab, lab_opens, lab_closes);
  return on_one_line(out);
}

std::string on_one_line(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    out += text[i] == '\r' || text[i] == '\n' ? ' ' : text[i];
  }
  return out;
}

}  // namespace articulator::simulators::open_dental
