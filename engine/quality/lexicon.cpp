#include "engine/quality/lexicon.hpp"

#include "engine/model/spelling.hpp"
#include "engine/quality/words.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace articulator::quality {
namespace {

constexpr std::size_t near_letters_min = 6;

std::size_t match_at(const std::vector<model::Token>& tokens, std::size_t at, std::string_view row) {
  std::size_t n = 0;
  while (!row.empty()) {
    const std::size_t space = row.find(' ');
    if (at + n >= tokens.size() || tokens[at + n].text != row.substr(0, space)) return 0;
    ++n;
    row = space == std::string_view::npos ? std::string_view{} : row.substr(space + 1);
  }
  return n;
}

using ByFirst = std::array<std::vector<const Word*>, 256>;

const std::vector<const Word*>& words_like(const model::Token& token) {
  static const ByFirst index = [] {
    ByFirst made;
    for (const std::span<const Word> part : {topic_words(), fault_words(), meaning_words()})
      for (const Word& word : part)
        made[static_cast<unsigned char>(word.words.front())].push_back(&word);
    return made;
  }();
  return index[static_cast<unsigned char>(token.text.front())];
}

// All senses of the longest words that begin here.
std::size_t add_exact(const std::vector<model::Token>& tokens, std::size_t at, std::vector<Hit>& hits) {
  std::size_t longest = 0;
  const std::size_t before = hits.size();
  for (const Word* word : words_like(tokens[at])) {
    const std::size_t n = match_at(tokens, at, word->words);
    if (n == 0 || n < longest) continue;
    if (n > longest) hits.resize(before);
    longest = n;
    hits.push_back({at, at + n, word->sense});
  }
  return longest;
}

// The first letter is hardly ever the wrong one: "right" is no "tight".
void add_nearly(const std::vector<model::Token>& tokens, std::size_t at, std::vector<Hit>& hits) {
  const std::string& text = tokens[at].text;
  if (text.size() + 1 < near_letters_min) return;
  std::string_view meant;
  for (const Word* word : words_like(tokens[at])) {
    const bool long_enough = std::max(word->words.size(), text.size()) >= near_letters_min;
    const bool one_word = word->words.find(' ') == std::string_view::npos;
    if (!long_enough || !one_word || !model::one_slip_apart(text, word->words)) continue;
    if (!meant.empty() && meant != word->words) continue;
    meant = word->words;
    hits.push_back({at, at + 1, word->sense});
  }
}

bool is_shade_code(std::string_view text) {
  const bool classical = text.size() >= 2 && text[0] >= 'a' && text[0] <= 'd' && text[1] >= '1' &&
                         text[1] <= '4' && (text.size() == 2 || text.substr(2) == ".5");
  const bool bleach = text.size() == 3 && text.starts_with("bl") && text[2] >= '1' && text[2] <= '4';
  const bool three_d = text.size() == 3 && text[0] >= '0' && text[0] <= '5' && text[1] == 'm';
  return classical || bleach || three_d;
}

void add_numbers(const std::vector<model::Token>& tokens, std::size_t at, std::vector<Hit>& hits) {
  if (is_shade_code(tokens[at].text)) hits.push_back({at, at + 1, Sense::shade_code});
  const auto number_at = [&](std::size_t n) { return n < tokens.size() && model::is_number(tokens[n]); };
  if (tokens[at].text == "#" && number_at(at + 1)) hits.push_back({at, at + 2, Sense::tooth_number});
  if (number_at(at) && at + 2 < tokens.size() && tokens[at + 1].text == "not") {
    const std::size_t second = tokens[at + 2].text == "#" ? at + 3 : at + 2;
    if (number_at(second)) hits.push_back({at, second + 1, Sense::number_not_number});
  }
}

}  // namespace

std::vector<Hit> hits_in(const std::vector<model::Token>& tokens) {
  std::vector<Hit> hits;
  for (std::size_t at = 0; at < tokens.size();) {
    add_numbers(tokens, at, hits);
    const std::size_t longest = add_exact(tokens, at, hits);
    if (longest == 0) add_nearly(tokens, at, hits);
    at += std::max<std::size_t>(longest, 1);
  }
  return hits;
}

bool is_topic(Sense sense) {
  return sense <= Sense::material;
}

}  // namespace articulator::quality
