#include "engine/connect/pms/open_dental/instructions.hpp"

#include "engine/connect/answer.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace articulator::connect::open_dental {
namespace {

constexpr std::size_t numbers_max = 52;  // every tooth there is
constexpr std::string_view rx_begin = "[Rx]";
constexpr std::string_view rx_end = "[/Rx]";
constexpr std::string_view lab_begin = "[Lab]";
constexpr std::string_view lab_end = "[/Lab]";

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front()))
    text.remove_prefix(1);
  while (!text.empty() && is_space(text.back()))
    text.remove_suffix(1);
  return text;
}

// Where a block stands: its tags included, and what is between them.
struct Place {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view inside;
};

std::optional<Place> find_block(std::string_view text, std::string_view begin, std::string_view end,
                                std::string_view other_begin) {
  const std::size_t at = text.find(begin);
  if (at == std::string_view::npos) return std::nullopt;
  const std::size_t from = at + begin.size();
  const std::size_t other = std::min(text.find(other_begin, from), text.size());
  const std::size_t to = text.find(end, from);
  if (to == std::string_view::npos || to > other) return Place{at, other, text.substr(from, other - from)};
  return Place{at, to + end.size(), text.substr(from, to - from)};
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Only %XX; unlike in a URL a '+' is a plus.
std::string decoded(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '%' && i + 2 < value.size()) {
      const int high = hex_digit(value[i + 1]);
      const int low = hex_digit(value[i + 2]);
      if (high >= 0 && low >= 0) {
        out += static_cast<char>(high * 16 + low);
        i += 2;
        continue;
      }
    }
    out += value[i];
  }
  return as_utf8(out);  // "%FF" is two bytes of text and none of UTF-8
}

std::string encoded(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (c == '%')
      out += "%25";
    else if (c == ';')
      out += "%3B";
    else if (c == '[')
      out += "%5B";
    else if (c == ']')
      out += "%5D";
    else
      out += c;
  }
  return out;
}

Block read_block(std::string_view inside) {
  Block block;
  while (!inside.empty()) {
    const std::size_t semicolon = std::min(inside.find(';'), inside.size());
    const std::string_view pair = inside.substr(0, semicolon);
    const std::size_t colon = pair.find(':');
    if (colon != std::string_view::npos) {
      const std::string_view key = trimmed(pair.substr(0, colon));
      if (!key.empty()) block.emplace(key, decoded(trimmed(pair.substr(colon + 1))));
    }
    inside.remove_prefix(std::min(semicolon + 1, inside.size()));
  }
  return block;
}

void append_pair(std::string& out, std::string_view key, std::string_view value) {
  if (value.empty()) return;
  if (!out.empty()) out += "; ";
  out += key;
  out += ": ";
  out += encoded(value);
}

// Takes the block out, and of the spaces around it all but one.
std::string cut(std::string_view text, const Place& place) {
  const std::string_view before = trimmed(text.substr(0, place.begin));
  const std::string_view after = trimmed(text.substr(place.end));
  std::string rest(before);
  if (!before.empty() && !after.empty()) rest += ' ';
  return rest += after;
}

}  // namespace

const std::string* Instructions::find(std::string_view key) const {
  const auto found = rx.find(key);
  return found == rx.end() ? nullptr : &found->second;
}

Instructions read_instructions(std::string_view text) {
  Instructions read;
  std::string rest(text);
  if (const auto lab = find_block(rest, lab_begin, lab_end, rx_begin)) {
    read.has_lab_block = true;
    rest = cut(rest, *lab);
  }
  if (const auto rx = find_block(rest, rx_begin, rx_end, lab_begin)) {
    read.rx = read_block(rx->inside);
    rest = cut(rest, *rx);
  }
  read.notes = trimmed(rest);
  return read;
}

std::vector<std::int64_t> read_numbers(std::string_view list) {
  std::vector<std::int64_t> numbers;
  while (!list.empty() && numbers.size() < numbers_max) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view item = trimmed(list.substr(0, comma));
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(item.data(), item.data() + item.size(), number);
    if (!item.empty() && error == std::errc{} && end == item.data() + item.size() && number > 0)
      numbers.push_back(number);
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return numbers;
}

std::string feedback_in(std::string_view text) {
  if (text.find("feedback") == std::string_view::npos) return {};
  const Instructions read = read_instructions(text);
  const std::string* said = read.find("feedback");
  return said == nullptr ? std::string() : *said;
}

std::string without_lab_block(std::string_view text) {
  const auto lab = find_block(text, lab_begin, lab_end, rx_begin);
  return lab ? cut(text, *lab) : std::string(trimmed(text));
}

std::string with_lab_block(std::string_view text, const model::StatusWrite& status) {
  std::string pairs;
  append_pair(pairs, "status", model::word(status.stage));
  append_pair(pairs, "tracking", status.tracking);
  append_pair(pairs, "ship_by", status.ship_by);
  append_pair(pairs, "carrier", status.carrier);
  append_pair(pairs, "carrier_tracking", status.carrier_tracking);
  if (status.delivery) append_pair(pairs, "delivery", base::format_instant(*status.delivery));
  std::string block(lab_begin);
  block += ' ' + pairs + ' ';
  block += lab_end;

  const auto lab = find_block(text, lab_begin, lab_end, rx_begin);
  if (!lab) {
    std::string out(text);
    if (!out.empty() && !is_space(out.back())) out += ' ';
    return out += block;
  }
  std::string out(text.substr(0, lab->begin));
  out += block;
  const std::string_view after = text.substr(lab->end);
  if (!after.empty() && !is_space(after.front())) out += ' ';
  return out += after;
}

}  // namespace articulator::connect::open_dental
