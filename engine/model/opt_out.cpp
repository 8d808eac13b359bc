#include "engine/model/opt_out.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace articulator::model {
namespace {

struct Said {
  std::string_view word;  // letters only, lower case
  bool consent;
};

constexpr std::array<Said, 10> words{{{"stop", false},
                                      {"stopall", false},
                                      {"quit", false},
                                      {"end", false},
                                      {"revoke", false},
                                      {"optout", false},
                                      {"cancel", false},
                                      {"unsubscribe", false},
                                      {"start", true},
                                      {"unstop", true}}};

constexpr std::size_t length_max = 64;  // a longer message says something else

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// "  Stop. " is "Stop".
std::string_view without_edges(std::string_view text) {
  while (!text.empty() && !is_letter(text.front()) && static_cast<unsigned char>(text.front()) < 0x80)
    text.remove_prefix(1);
  while (!text.empty() && !is_letter(text.back()) && static_cast<unsigned char>(text.back()) < 0x80)
    text.remove_suffix(1);
  return text;
}

}  // namespace

std::optional<bool> consent_said(std::string_view text) {
  if (text.size() > length_max) return std::nullopt;
  std::string word;
  for (const char c : without_edges(text))
    word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (word == "opt out" || word == "opt-out") word = "optout";
  const auto* said = std::ranges::find(words, word, &Said::word);
  if (said == words.end()) return std::nullopt;
  return said->consent;
}

}  // namespace articulator::model
