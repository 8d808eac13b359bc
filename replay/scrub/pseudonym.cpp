#include "replay/scrub/pseudonym.hpp"

#include "engine/advice/lexicon.hpp"
#include "engine/base/hash.hpp"
#include "engine/model/spelling.hpp"
#include "engine/quality/lexicon.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace articulator::replay {
namespace {

constexpr std::string_view vowels = "aeiou";
constexpr std::string_view consonants = "bcdfghjklmnpqrstvwxyz";
constexpr std::string_view digits = "0123456789";
constexpr int rounds = 10;

// The letters among which a letter stays, so that what could be read aloud still can. Empty: a sign, kept.
std::string_view alphabet_of(char lower) {
  for (const std::string_view alphabet : {vowels, consonants, digits})
    if (alphabet.find(lower) != std::string_view::npos) return alphabet;
  return {};
}

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

// One place of an id that changes: which letter of which alphabet.
struct Digit {
  std::string_view alphabet;
  std::size_t value = 0;
};

bool means_something(const std::string& word) {
  const std::vector<model::Token> tokens = model::tokens_of(word);
  return !advice::phrases_in(tokens).empty() || !advice::cues_in(tokens).empty() ||
         !quality::hits_in(tokens).empty();
}

std::string syllables(std::uint64_t bits) {
  static constexpr std::array<std::string_view, 16> first{"b", "d", "f", "g", "h", "k", "l", "m",
                                                          "n", "p", "r", "s", "t", "v", "w", "z"};
  std::string word;
  const int count = 3 + static_cast<int>(bits % 2);
  bits /= 2;
  for (int i = 0; i < count; ++i) {
    word += first[bits % first.size()];
    bits /= first.size();
    word += vowels[bits % vowels.size()];
    bits /= vowels.size();
  }
  return word;
}

std::string capitalised_like(std::string word, std::string_view text) {
  const bool all = text.size() > 1 && std::ranges::none_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
  if (all) std::ranges::transform(word, word.begin(), upper);
  if (!all && !text.empty() && is_upper(text.front())) word.front() = upper(word.front());
  return word;
}

std::string lower_cased(std::string_view text) {
  std::string lower;
  for (const char c : text)
    lower += model::lower_case(c);
  return lower;
}

}  // namespace

std::uint64_t Pseudonyms::bits(std::string_view purpose, std::string_view text) const {
  std::string message(purpose);
  message += '\0';
  message += text;
  const base::Sha256 digest = base::hmac_sha256(key_, message);
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < sizeof bits; ++i)
    bits = bits << 8U | digest[i];
  return bits;
}

// The places at even and odd positions take turns: each round adds to the ones what the key makes of the
// others.
std::string Pseudonyms::permuted(std::string_view text) const {
  std::vector<Digit> places;
  std::string form;  // what stays: two ids of different forms are never mixed up
  for (const char c : text) {
    const std::string_view alphabet = alphabet_of(model::lower_case(c));
    form += alphabet.empty() ? c : alphabet.front();
    if (!alphabet.empty()) places.push_back({alphabet, alphabet.find(model::lower_case(c))});
  }
  for (int round = 0; round < rounds; ++round) {
    const std::size_t turn = static_cast<std::size_t>(round) % 2;
    std::string others = fmt::format("id {} {}", round, form);
    for (std::size_t i = 1 - turn; i < places.size(); i += 2)
      others += fmt::format(" {}", places[i].value);
    base::Sha256 stream = base::hmac_sha256(key_, others);
    std::size_t used = 0;
    for (std::size_t i = turn; i < places.size(); i += 2) {
      if (used + 2 > stream.size()) {
        stream = base::sha256({reinterpret_cast<const char*>(stream.data()), stream.size()});
        used = 0;
      }
      const std::size_t add = std::size_t{stream[used]} << 8U | stream[used + 1];
      used += 2;
      places[i].value = (places[i].value + add) % places[i].alphabet.size();
    }
  }
  std::string out;
  auto place = places.begin();
  for (const char c : text) {
    if (alphabet_of(model::lower_case(c)).empty()) {
      out += c;
      continue;
    }
    const char made = place->alphabet[place->value];
    out += is_upper(c) ? upper(made) : made;
    ++place;
  }
  return out;
}

std::string Pseudonyms::id(std::string_view text) const {
  if (text.empty()) return {};
  std::string key(text);
  if (const auto known = ids_.find(key); known != ids_.end()) return known->second;
  const bool plain = std::ranges::all_of(text, [](char c) { return (c & '\x80') == 0; });
  std::string made = plain ? permuted(text) : "x" + hash(text).substr(0, 15);
  if (ids_.size() >= remembered_max) ids_.clear();
  ids_.emplace(std::move(key), made);
  return made;
}

std::string Pseudonyms::word(std::string_view text) const {
  const std::string lower = lower_cased(text);
  std::string made;
  for (int n = 0; made.empty() || made == lower || means_something(made); ++n)
    made = syllables(bits(fmt::format("word {}", n), lower));
  return capitalised_like(std::move(made), text);
}

std::string Pseudonyms::hash(std::string_view text) const {
  constexpr std::size_t length_max = 128;
  std::string message = "hash";
  message += '\0';
  message += lower_cased(text);
  std::string made = base::hex(base::hmac_sha256(key_, message));
  while (made.size() < std::min(text.size(), length_max))
    made += base::hex(base::sha256(made));
  made.resize(std::clamp<std::size_t>(text.size(), 16, length_max));
  return made;
}

std::string Pseudonyms::host(std::string_view text) const {
  return word(lower_cased(text)) + ".example";
}

std::string Pseudonyms::address(std::string_view text) const {
  const std::uint64_t made = bits("address", text);
  return fmt::format("10.{}.{}.{}", made & 0xFFU, made >> 8U & 0xFFU, made >> 16U & 0xFFU);
}

}  // namespace articulator::replay
