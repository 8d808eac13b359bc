#include "engine/advice/mention.hpp"
#include "engine/model/tooth.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace articulator::advice {
namespace {

using model::NoteField;
using model::ToothNumber;

constexpr std::array<std::string_view, 9> tooth_words{"#",  "tooth", "teeth", "tth", "th",
                                                      "#s", "t#",    "fdi",   "no."};
constexpr std::array<std::string_view, 5> joints{"on", "for", "at", "of", "@"};
// After a number, these make it something else.
constexpr std::array<std::string_view, 34> units{
    "mm",    "wk", "wks",   "week", "weeks", "day", "days", "d",      "hr",    "hrs",    "hours", "unit",
    "units", "pm", "am",    "yo",   "y",     "yr",  "yrs",  "years",  "month", "months", "%",     "ncm",
    "pcs",   "pc", "times", "x",    "st",    "nd",  "rd",   "visits", "min",   "mins"};
constexpr int digits_joined_max = 8;  // teeth of a list

template <typename Words>
bool among(const Words& words, std::string_view text) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

// Reads lists and ranges of teeth from a place where a tooth is to be expected.
class ToothList {
 public:
  ToothList(const Reading& reading, std::size_t at, bool fdi, int confidence)
      : reading_(reading), at_(at), fdi_(fdi), confidence_(confidence) {}

  // Empty: no tooth stands there.
  std::vector<Mention> read() {
    fdi_ = fdi_ || has_unmistakable_fdi();
    while (static_cast<int>(found_.size()) < digits_joined_max * 2) {
      if (reading_.is(at_, "#") || reading_.is(at_, "#s")) ++at_;
      const auto tooth = tooth_at(at_);
      if (!tooth) break;
      add(*tooth, at_);
      ++at_;
      if (!extend_range() || !step_over_joint()) break;
    }
    return std::move(found_);
  }

  [[nodiscard]] std::size_t end() const { return at_; }

 private:
  [[nodiscard]] bool is_measure(std::size_t at) const {
    const auto& tokens = reading_.tokens;
    if (among(units, reading_.text(at + 1))) return true;
    // A date, a fraction, a phone number, an amount.
    if (reading_.is(at + 1, "/") && at + 2 < tokens.size() && is_number(tokens[at + 2]) &&
        !(at > 0 && reading_.is(at - 1, "#")))
      return true;
    if (at > 0 && (reading_.is(at - 1, "/") || reading_.is(at - 1, "$"))) return true;
    return reading_.is(at + 1, "-") && at + 2 < tokens.size() && tokens[at + 2].text.size() > 2 &&
           is_number(tokens[at + 2]);
  }

  [[nodiscard]] std::optional<ToothNumber> tooth_at(std::size_t at) const {
    if (at >= reading_.tokens.size()) return std::nullopt;
    const Token& token = reading_.tokens[at];
    if (is_number(token) && (token.text.size() > 2 || is_measure(at))) return std::nullopt;
    if (is_number(token))
      return fdi_ ? ToothNumber::from_fdi(token.text) : ToothNumber::from_universal(token.text);
    // A primary tooth is one letter, and only where a tooth was announced.
    const bool announced = at > 0 && among(tooth_words, reading_.text(at - 1));
    if (token.text.size() == 1 && announced && number_at(at + 1) < 0 && token.text[0] >= 'a' &&
        token.text[0] <= 't')
      return ToothNumber::from_universal(token.text);
    return std::nullopt;
  }

  [[nodiscard]] int number_at(std::size_t at) const {
    return at < reading_.tokens.size() ? number_of(reading_.tokens[at]) : -1;
  }

  // 33 to 48 are no teeth in Universal numbers.
  [[nodiscard]] bool has_unmistakable_fdi() const {
    for (std::size_t at = at_; at < reading_.tokens.size() && at < at_ + digits_joined_max; ++at) {
      const Token& token = reading_.tokens[at];
      const int number = number_of(token);
      if (number > 32 && number <= 48 && !is_measure(at) && ToothNumber::from_fdi(token.text)) return true;
      const std::string& text = token.text;
      if (number < 0 && text != "-" && text != "," && text != "&" && text != "and" && text != "#") break;
    }
    return false;
  }

  void add(ToothNumber tooth, std::size_t at) {
    found_.push_back({NoteField::tooth, tooth.universal(), at, at + 1, confidence_});
  }

  // "8-10", "3 to 5", "3-x-5". False: what follows is no part of the list.
  bool extend_range() {
    std::size_t next = at_;
    if (reading_.is(next, "-") && reading_.is(next + 1, "x") && reading_.is(next + 2, "-"))
      next += 3;
    else if (reading_.is(next, "-") || reading_.is(next, "thru") || reading_.is(next, "through") ||
             reading_.is(next, "to"))
      next += 1;
    else
      return true;
    if (reading_.is(next, "#")) ++next;
    const auto last = tooth_at(next);
    if (!last) return false;
    const std::size_t first_token = found_.back().begin;
    const auto first = fdi_ ? ToothNumber::from_fdi(reading_.text(first_token))
                            : ToothNumber::from_universal(reading_.text(first_token));
    if (!first || first->primary() != last->primary()) return false;
    for (int n = first->index() + 1; n < last->index() && !last->primary(); ++n)
      if (const auto between = ToothNumber::from_universal(std::to_string(n))) add(*between, first_token);
    add(*last, next);
    for (Mention& one : found_)
      if (one.begin == first_token) one.end = next + 1;
    at_ = next + 1;
    return true;
  }

  // ", " "&" "and" "+" "/" before another tooth. False: there is none.
  bool step_over_joint() {
    std::size_t next = at_;
    if (reading_.is(next, ",")) ++next;
    if (next == at_ || reading_.is(next, "and"))
      if (reading_.is(next, "&") || reading_.is(next, "and") || reading_.is(next, "+") ||
          reading_.is(next, "/"))
        ++next;
    if (next == at_) return false;
    if (reading_.is(next, "#")) ++next;
    if (!tooth_at(next)) return false;
    // "crown 19, 2 wks": the unit was seen; "19, 30": a list.
    at_ = next;
    return true;
  }

  const Reading& reading_;
  std::size_t at_;
  bool fdi_;
  int confidence_;
  std::vector<Mention> found_;
};

// "UL6", "LR 7": Palmer's quadrants, from the patient's side.
std::optional<std::pair<ToothNumber, std::size_t>> palmer_at(const Reading& reading, std::size_t at) {
  constexpr std::array<std::string_view, 4> quadrants{"ur", "ul", "ll", "lr"};
  const std::string_view text = reading.text(at);
  for (std::size_t n = 0; n < quadrants.size(); ++n) {
    if (!text.starts_with(quadrants[n])) continue;
    const bool apart = text.size() == 2;
    const std::string_view digit = apart ? std::string_view(reading.text(at + 1)) : text.substr(2);
    if (digit.size() != 1 || digit[0] < '1' || digit[0] > '8') continue;
    if (apart && among(units, reading.text(at + 2))) continue;
    const auto tooth = ToothNumber::from_fdi(std::to_string(n + 1) + std::string(digit));
    if (tooth) return std::pair(*tooth, at + (apart ? 2 : 1));
  }
  return std::nullopt;
}

bool is_work(const Hit& hit) {
  return hit.phrase->field == NoteField::restoration || hit.phrase->field == NoteField::material;
}

bool work_begins_at(const Reading& reading, std::size_t at) {
  return std::any_of(reading.hits.begin(), reading.hits.end(),
                     [at](const Hit& hit) { return hit.begin == at && is_work(hit); });
}

bool work_ends_at(const Reading& reading, std::size_t at) {
  return std::any_of(reading.hits.begin(), reading.hits.end(), [at](const Hit& hit) {
    return hit.end == at && hit.phrase->field == NoteField::restoration;
  });
}

// A bare number is a tooth where work stands beside it: "crn 19", "crown for 30", "19 zr crn".
bool comes_after_work(const Reading& reading, std::size_t at) {
  if (at > 0 && work_ends_at(reading, at)) return true;
  return at > 1 && among(joints, reading.text(at - 1)) && work_ends_at(reading, at - 1);
}

// "tooth 18 not 19", "not 19, 18".
bool comes_after_denied_tooth(const Reading& reading, std::size_t at, const std::vector<Mention>& so_far) {
  if (at == 0 || so_far.empty()) return false;
  const bool turned = reading.is(at - 1, "not") || reading.is(at - 1, "->") || reading.is(at - 1, "is") ||
                      reading.is(at - 1, "do") || reading.is(at - 1, "to") ||
                      (at > 1 && reading.is(at - 1, ",") && reading.is(at - 3, "not"));
  return turned && so_far.back().end + 6 >= at;
}

}  // namespace

std::vector<Mention> teeth_in(const Reading& reading) {
  std::vector<Mention> found;
  bool fdi = false;
  for (std::size_t at = 0; at < reading.tokens.size(); ++at)
    fdi = fdi || reading.is(at, "fdi") || reading.is(at, "iso");
  for (std::size_t at = 0; at < reading.tokens.size();) {
    if (const auto palmer = palmer_at(reading, at)) {
      found.push_back({NoteField::tooth, palmer->first.universal(), at, palmer->second, 950});
      at = palmer->second;
      continue;
    }
    const bool announced = at > 0 && among(tooth_words, reading.text(at - 1));
    const bool beside_work = comes_after_work(reading, at) || comes_after_denied_tooth(reading, at, found);
    ToothList list(reading, at, fdi, announced ? 970 : 920);
    std::vector<Mention> teeth = list.read();
    if (!teeth.empty() && (announced || beside_work || work_begins_at(reading, list.end()))) {
      found.insert(found.end(), teeth.begin(), teeth.end());
      at = list.end();
    } else {
      ++at;
    }
  }
  return found;
}

}  // namespace articulator::advice
