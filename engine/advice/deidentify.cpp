#include "engine/advice/deidentify.hpp"

#include "engine/advice/lexicon.hpp"
#include "engine/model/shade.hpp"
#include "engine/model/tokens.hpp"

#include <algorithm>
#include <array>

namespace articulator::advice {
namespace {

// Plain words that say nothing of who. No word that is also a usual name or place.
constexpr std::string_view plain_words[] = {"a",
                                            "above",
                                            "add",
                                            "after",
                                            "all",
                                            "allergic",
                                            "also",
                                            "an",
                                            "and",
                                            "anterior",
                                            "any",
                                            "are",
                                            "as",
                                            "at",
                                            "attached",
                                            "back",
                                            "be",
                                            "before",
                                            "bite",
                                            "black",
                                            "body",
                                            "both",
                                            "buccal",
                                            "but",
                                            "by",
                                            "call",
                                            "can",
                                            "case",
                                            "ceramic",
                                            "cervical",
                                            "characterization",
                                            "check",
                                            "clear",
                                            "close",
                                            "closed",
                                            "color",
                                            "contour",
                                            "cusp",
                                            "custom",
                                            "dark",
                                            "darker",
                                            "days",
                                            "deep",
                                            "deliver",
                                            "delivery",
                                            "design",
                                            "diastema",
                                            "die",
                                            "do",
                                            "doctor",
                                            "dr",
                                            "due",
                                            "edge",
                                            "embrasure",
                                            "embrasures",
                                            "facial",
                                            "final",
                                            "fit",
                                            "fissures",
                                            "for",
                                            "from",
                                            "full",
                                            "gap",
                                            "gingival",
                                            "glaze",
                                            "good",
                                            "hard",
                                            "has",
                                            "heavy",
                                            "high",
                                            "if",
                                            "implant",
                                            "impression",
                                            "in",
                                            "incisal",
                                            "incisor",
                                            "is",
                                            "it",
                                            "keep",
                                            "lab",
                                            "last",
                                            "left",
                                            "length",
                                            "less",
                                            "light",
                                            "lighter",
                                            "lingual",
                                            "long",
                                            "longer",
                                            "low",
                                            "lower",
                                            "make",
                                            "mandibular",
                                            "margin",
                                            "margins",
                                            "max",
                                            "maxillary",
                                            "mesial",
                                            "metal",
                                            "min",
                                            "mm",
                                            "molar",
                                            "more",
                                            "morning",
                                            "natural",
                                            "need",
                                            "needed",
                                            "needs",
                                            "new",
                                            "nickel",
                                            "noble",
                                            "occlusal",
                                            "occlusion",
                                            "of",
                                            "ok",
                                            "on",
                                            "only",
                                            "open",
                                            "opaque",
                                            "or",
                                            "original",
                                            "out",
                                            "ovate",
                                            "pain",
                                            "palatal",
                                            "patient",
                                            "per",
                                            "photo",
                                            "photos",
                                            "pics",
                                            "please",
                                            "pls",
                                            "point",
                                            "polish",
                                            "pontic",
                                            "posterior",
                                            "premolar",
                                            "prep",
                                            "prepped",
                                            "pt",
                                            "quad",
                                            "question",
                                            "questions",
                                            "reduce",
                                            "reduced",
                                            "remake",
                                            "retainer",
                                            "return",
                                            "ridge",
                                            "right",
                                            "same",
                                            "scan",
                                            "scans",
                                            "seat",
                                            "see",
                                            "send",
                                            "set",
                                            "shade",
                                            "shades",
                                            "shape",
                                            "short",
                                            "shorter",
                                            "side",
                                            "slight",
                                            "slightly",
                                            "smooth",
                                            "soft",
                                            "stain",
                                            "stump",
                                            "subging",
                                            "surface",
                                            "tech",
                                            "texture",
                                            "thanks",
                                            "that",
                                            "the",
                                            "them",
                                            "thick",
                                            "thin",
                                            "this",
                                            "tight",
                                            "time",
                                            "to",
                                            "today",
                                            "tomorrow",
                                            "too",
                                            "tooth",
                                            "teeth",
                                            "translucency",
                                            "translucent",
                                            "try",
                                            "two",
                                            "units",
                                            "unit",
                                            "upper",
                                            "use",
                                            "value",
                                            "very",
                                            "visit",
                                            "visits",
                                            "want",
                                            "wants",
                                            "was",
                                            "we",
                                            "week",
                                            "weeks",
                                            "wide",
                                            "will",
                                            "with",
                                            "wk",
                                            "wks",
                                            "x",
                                            "yellow",
                                            "you"};

// After these stands a name, whatever word it is.
constexpr std::array<std::string_view, 8> titles{"mr", "mrs", "ms", "miss", "dr", "doctor", "name", "aka"};

constexpr std::string_view hidden_word = "[..]";
constexpr std::string_view hidden_number = "[number]";
constexpr std::string_view hidden_date = "[date]";
constexpr std::string_view hidden_address = "[address]";

bool is_word(const Token& token) {
  const char first = token.text.front();
  return (first >= 'a' && first <= 'z') || (first & '\x80') != 0;
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool of_address(const Token& token) {
  return token.text == "@" || token.text == "http" || token.text == "https" || token.text == "www" ||
         token.text.starts_with("www.");
}

// The run of tokens without white space around `at` has an '@' or is a web address.
std::size_t address_end(const std::vector<Token>& tokens, std::size_t at) {
  std::size_t end = at + 1;
  bool address = of_address(tokens[at]);
  while (end < tokens.size() && !tokens[end].spaced_before && tokens[end].text != "\n") {
    address = address || of_address(tokens[end]);
    ++end;
  }
  return address ? end : at;
}

// "11/4", "10-21-2024", "Nov" "4th": numbers joined by strokes, but not the ranges and lists of teeth.
std::size_t date_end(const std::vector<Token>& tokens, std::size_t at) {
  const auto joined = [&](std::size_t n, std::string_view sign) {
    return n + 1 < tokens.size() && tokens[n].text == sign && is_number(tokens[n + 1]);
  };
  if (!is_number(tokens[at]) || tokens[at].text.size() == 3) return at;  // three: a phone number
  for (const std::string_view sign : {"/", "-"}) {
    if (!joined(at + 1, sign)) continue;
    const bool three = joined(at + 3, sign);
    if (three) return at + 5;
    if (sign == "/") return at + 3;
  }
  return at;
}

bool passes(const Token& token, const std::vector<CueHit>& cues, const std::vector<Hit>& hits,
            std::size_t at) {
  const auto covers = [at](const auto& hit) { return hit.begin <= at && at < hit.end; };
  if (std::any_of(hits.begin(), hits.end(), [&](const Hit& hit) { return covers(hit) && !hit.misspelt; }))
    return true;
  if (std::any_of(cues.begin(), cues.end(), covers)) return true;
  if (model::parse_shade(token.text)) return true;
  if (token.text == "w/" || token.text == "w/o" || token.text == "->") return true;
  return is_plain_word(token.text);
}

bool short_number(const Token& token) {
  return std::count_if(token.text.begin(), token.text.end(), [](char c) { return c >= '0' && c <= '9'; }) <=
         2;
}

std::vector<std::string> parts_of(const std::vector<std::string>& names) {
  std::vector<std::string> parts;
  for (const std::string& name : names)
    for (const Token& token : tokens_of(name))
      if (is_word(token) && token.text.size() > 1) parts.push_back(token.text);
  return parts;
}

}  // namespace

bool is_plain_word(std::string_view folded) {
  return std::find(std::begin(plain_words), std::end(plain_words), folded) != std::end(plain_words);
}

bool is_title(std::string_view folded) {
  return std::find(titles.begin(), titles.end(), folded) != titles.end();
}

std::string deidentify(std::string_view note, const std::vector<std::string>& names) {
  const std::vector<Token> tokens = tokens_of(note);
  const std::vector<Hit> hits = phrases_in(tokens);
  const std::vector<CueHit> cues = cues_in(tokens);
  const std::vector<std::string> known = parts_of(names);
  const auto after_title = [&](std::size_t at) {
    const std::size_t back = at >= 2 && tokens[at - 1].text == "." ? 2 : 1;
    return at >= back && is_title(tokens[at - back].text);
  };
  std::string out;
  for (std::size_t at = 0; at < tokens.size();) {
    const Token& token = tokens[at];
    if (token.spaced_before && !out.empty()) out += ' ';
    if (const std::size_t end = address_end(tokens, at); end > at && (at == 0 || token.spaced_before)) {
      out += hidden_address;
      at = end;
    } else if (const std::size_t past = date_end(tokens, at); past > at) {
      out += hidden_date;
      at = past;
    } else {
      const bool named = std::find(known.begin(), known.end(), token.text) != known.end();
      if (is_word(token))
        out += !named && !after_title(at) && passes(token, cues, hits, at)
                   ? note.substr(token.offset, token.end - token.offset)
                   : hidden_word;
      else if (has_digit(token.text))
        out += short_number(token) || model::parse_shade(token.text) ? std::string_view(token.text)
                                                                     : hidden_number;
      else
        out += token.text;
      ++at;
    }
  }
  return out;
}

}  // namespace articulator::advice
