#include "engine/advice/stance.hpp"

#include <algorithm>

namespace articulator::advice {
namespace {

using model::NoteField;

constexpr std::size_t foreign_reach = 5;  // tokens from the cue to what it is about
constexpr std::size_t deny_reach = 4;

// Fields whose words may be about another tooth; rush, photos and dates never are.
bool can_be_foreign(NoteField field) {
  return field == NoteField::tooth || field == NoteField::restoration || field == NoteField::material ||
         field == NoteField::shade || field == NoteField::margin;
}

bool boundary_between(const Reading& reading, std::size_t from, std::size_t to) {
  for (std::size_t at = from; at < to; ++at)
    if (ends_clause(reading.tokens[at]) || reading.is(at, ")") || reading.is(at, "but") ||
        reading.is(at, "->"))
      return true;
  return false;
}

// Another phrase stands between the cue and the mention, so the cue is about that: "no rush A2".
bool something_between(const Reading& reading, std::size_t from, std::size_t to) {
  const auto between = [&](std::size_t begin, std::size_t end) { return begin >= from && end <= to; };
  return std::any_of(reading.hits.begin(), reading.hits.end(),
                     [&](const Hit& hit) { return between(hit.begin, hit.end); }) ||
         std::any_of(reading.cues.begin(), reading.cues.end(), [&](const CueHit& cue) {
           return cue.cue != Cue::correct && between(cue.begin, cue.end);
         });
}

// "A2 temp", "PFM opposing": the cue may follow.
bool foreign_after(const Reading& reading, const Mention& mention) {
  static constexpr std::string_view after[] = {"temp",        "temps",     "opposing", "temporary",
                                               "provisional", "extracted", "missing"};
  const std::string& next = reading.text(mention.end);
  const bool verb = next == "is" || next == "are" || next == "was";
  const std::string& word = verb ? reading.text(mention.end + 1) : next;
  if (std::find(std::begin(after), std::end(after), word) == std::end(after)) return false;
  // "crown opposing 14": the cue is about what follows it.
  const std::size_t beyond = mention.end + (verb ? 2 : 1);
  const bool another_follows = beyond < reading.tokens.size() && !ends_clause(reading.tokens[beyond]);
  return verb || !another_follows;
}

}  // namespace

bool about_something_else(const Reading& reading, const Mention& mention) {
  if (!can_be_foreign(mention.field)) return false;
  for (const CueHit& cue : reading.cues) {
    if (cue.cue != Cue::foreign || cue.end > mention.begin || cue.end + foreign_reach <= mention.begin)
      continue;
    if (boundary_between(reading, cue.end, mention.begin)) continue;
    // "existing PFM, ..." and "opposing is PFM on 14": along the clause; but "temp on, crown 19" is another.
    const bool tooth_after_work =
        mention.field != NoteField::tooth &&
        std::any_of(reading.tokens.begin() + static_cast<std::ptrdiff_t>(cue.end),
                    reading.tokens.begin() + static_cast<std::ptrdiff_t>(mention.begin),
                    [](const Token& token) {
                      return token.text == "w/" || token.text == "with" || token.text == "for";
                    });
    if (!tooth_after_work) return true;
  }
  return foreign_after(reading, mention);
}

bool denied(const Reading& reading, const Mention& mention) {
  for (const CueHit& cue : reading.cues) {
    if (cue.cue != Cue::deny || cue.end > mention.begin || cue.end + deny_reach <= mention.begin) continue;
    if (boundary_between(reading, cue.end, mention.begin)) continue;
    if (something_between(reading, cue.end, mention.begin)) continue;
    return true;
  }
  return false;
}

std::vector<bool> taken_back(const Reading& reading, const std::vector<Mention>& mentions) {
  std::vector<bool> replaced(mentions.size(), false);
  const auto corrected_between = [&](const Mention& earlier, const Mention& later) {
    for (const CueHit& cue : reading.cues)
      if (cue.cue == Cue::correct && cue.begin >= earlier.end && cue.end <= later.begin) return true;
    // "A3 instead"
    if (reading.is(later.end, "instead") && !reading.is(later.end + 1, "of")) return true;
    // "change A2 to A3"
    return reading.is(later.begin - 1, "to") && later.begin == earlier.end + 1 &&
           std::any_of(reading.cues.begin(), reading.cues.end(), [&](const CueHit& cue) {
             return cue.cue == Cue::correct && cue.end <= earlier.begin && cue.end + 4 > earlier.begin;
           });
  };
  for (std::size_t later = 1; later < mentions.size(); ++later)
    for (std::size_t earlier = 0; earlier < later; ++earlier)
      if (mentions[earlier].field == mentions[later].field &&
          mentions[earlier].value != mentions[later].value &&
          corrected_between(mentions[earlier], mentions[later]))
        replaced[earlier] = true;
  return replaced;
}

}  // namespace articulator::advice
