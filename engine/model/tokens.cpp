#include "engine/model/tokens.hpp"

#include "engine/model/spelling.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace articulator::model {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_alnum(char c) {
  return is_digit(c) || is_letter(c);
}

// Signs of more than one byte, and words with a stroke. Longest first.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> signs{
    {{"w/o", "w/o"},
     {"W/O", "w/o"},
     {"w/", "w/"},
     {"W/", "w/"},
     {"-->", "->"},
     {"->", "->"},
     {"=>", "->"},
     {"\xE2\x86\x92", "->"},  // arrow
     {"\xE2\x80\x93", "-"},   // en dash
     {"\xE2\x80\x94", "-"},   // em dash
     {"\xE2\x80\x99", "'"},
     {">", ">"}}};

// A point inside of a word: of a decimal, of "e.max".
bool point_inside(std::string_view note, std::size_t begin, std::size_t at) {
  if (note[at] != '.' || at + 1 >= note.size() || !is_alnum(note[at + 1])) return false;
  if (is_digit(note[at - 1]) && is_digit(note[at + 1])) return true;
  return at - begin == 1 && is_letter(note[begin]) && is_letter(note[at + 1]);
}

std::size_t end_of_word(std::string_view note, std::size_t begin) {
  std::size_t at = begin;
  while (at < note.size()) {
    const bool apostrophe = note[at] == '\'' && at > begin && at + 1 < note.size() && is_letter(note[at + 1]);
    if (!is_alnum(note[at]) && !apostrophe && !(at > begin && point_inside(note, begin, at))) break;
    ++at;
  }
  return at;
}

}  // namespace

std::vector<Token> tokens_of(std::string_view note) {
  note = note.substr(0, note_bytes_max);
  std::vector<Token> tokens;
  bool spaced = true;
  for (std::size_t at = 0; at < note.size();) {
    if (note[at] == ' ' || note[at] == '\t' || note[at] == '\r') {
      spaced = true;
      ++at;
      continue;
    }
    const auto sign = std::find_if(signs.begin(), signs.end(),
                                   [&](const auto& one) { return note.substr(at).starts_with(one.first); });
    Token token;
    token.offset = at;
    token.spaced_before = std::exchange(spaced, false);
    if (sign != signs.end()) {
      token.text = sign->second;
      at += sign->first.size();
    } else {
      const std::size_t end = std::max(end_of_word(note, at), at + 1);
      for (; at < end; ++at)
        token.text += lower_case(note[at]);
    }
    token.end = at;
    tokens.push_back(std::move(token));
  }
  return tokens;
}

std::string_view take(std::string_view& rest, char end) {
  const std::size_t at = rest.find(end);
  const std::string_view part = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view{} : rest.substr(at + 1);
  return part;
}

bool is_number(const Token& token) {
  return !token.text.empty() && std::all_of(token.text.begin(), token.text.end(), is_digit);
}

int number_of(const Token& token) {
  if (!is_number(token) || token.text.size() > 4) return -1;
  int value = 0;
  for (const char c : token.text)
    value = value * 10 + (c - '0');
  return value;
}

bool ends_sentence(const Token& token) {
  return token.text == "." || token.text == ";" || token.text == "!" || token.text == "?" ||
         token.text == "\n";
}

bool ends_clause(const Token& token) {
  return ends_sentence(token) || token.text == ",";
}

}  // namespace articulator::model
