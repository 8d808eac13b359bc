#include "engine/quality/classify.hpp"

#include "engine/model/tokens.hpp"
#include "engine/quality/lexicon.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <tuple>

namespace articulator::quality {
namespace {

using Cause = model::RemakeCause;

constexpr std::size_t deny_reach = 5;     // tokens from the denying word to what it denies
constexpr std::size_t problem_reach = 4;  // from "no contact" to its "problem"
constexpr std::size_t words_shown = 6;

struct Note {
  std::string_view text;
  std::vector<model::Token> tokens;
  std::vector<Hit> hits;
  std::vector<bool> boundary;  // by token: what stands before and after are two matters
  std::vector<bool> sentence;  // by token: a sentence ends, or a "but" begins another matter

  [[nodiscard]] bool between(const std::vector<bool>& marks, std::size_t from, std::size_t to) const {
    return std::find(marks.begin() + static_cast<std::ptrdiff_t>(from),
                     marks.begin() + static_cast<std::ptrdiff_t>(std::max(from, to)),
                     true) != marks.begin() + static_cast<std::ptrdiff_t>(std::max(from, to));
  }
};

bool topic_covers(const Note& note, std::size_t token) {
  return std::any_of(note.hits.begin(), note.hits.end(), [&](const Hit& hit) {
    return is_topic(hit.sense) && hit.begin <= token && token < hit.end;
  });
}

// "shade, fit or contact problems": the comma only counts up.
bool comma_lists(const Note& note, std::size_t at) {
  return at > 0 && at + 1 < note.tokens.size() && topic_covers(note, at - 1) &&
         (topic_covers(note, at + 1) || topic_covers(note, at + 2));
}

void mark_boundaries(Note& note) {
  note.boundary.assign(note.tokens.size(), false);
  note.sentence.assign(note.tokens.size(), false);
  for (std::size_t at = 0; at < note.tokens.size(); ++at) {
    const model::Token& token = note.tokens[at];
    const bool apart = token.text == "-" && token.spaced_before;
    const bool aside =
        token.text == "(" || token.text == ")" || (token.text == "," && !comma_lists(note, at));
    note.sentence[at] = model::ends_sentence(token) || apart;
    note.boundary[at] = note.sentence[at] || aside;
  }
  for (const Hit& hit : note.hits)
    if (hit.sense == Sense::boundary) note.boundary[hit.begin] = note.sentence[hit.begin] = true;
}

Note read(std::string_view text) {
  Note note{text, model::tokens_of(text), {}, {}, {}};
  note.hits = hits_in(note.tokens);
  mark_boundaries(note);
  return note;
}

// A sign found in the note.
struct Found {
  const Sign* sign = nullptr;
  const Hit* first = nullptr;
  const Hit* second = nullptr;  // null: it stands alone
  std::size_t gap = 0;          // tokens between
  bool said = true;             // false: and denied

  [[nodiscard]] std::size_t begin() const {
    return second == nullptr ? first->begin : std::min(first->begin, second->begin);
  }
  [[nodiscard]] std::size_t end() const {
    return second == nullptr ? first->end : std::max(first->end, second->end);
  }
};

bool overlap(const Hit& a, const Hit& b) {
  return a.begin < b.end && b.begin < a.end;
}

std::optional<Found> pair_of(const Note& note, const Sign& sign, const Hit& first, const Hit& second) {
  if (overlap(first, second) || (sign.in_order && second.begin < first.begin)) return std::nullopt;
  const Hit& before = first.begin < second.begin ? first : second;
  const Hit& after = first.begin < second.begin ? second : first;
  const std::size_t gap = after.begin - before.end;
  const std::vector<bool>& apart = sign.far ? note.sentence : note.boundary;
  if (gap > (sign.far ? between_far_max : between_max) || note.between(apart, before.end, after.begin))
    return std::nullopt;
  return Found{&sign, &first, &second, gap};
}

// Strongest first, then what stands closest together, then what comes first.
std::vector<Found> candidates(const Note& note) {
  std::vector<Found> found;
  for (const Sign& sign : signs()) {
    for (std::size_t n = 0; n < note.hits.size(); ++n) {
      const Hit& first = note.hits[n];
      if (first.sense != sign.first) continue;
      if (!sign.second) {
        found.push_back({&sign, &first, nullptr, 0});
        continue;
      }
      for (std::size_t m = sign.first == *sign.second ? n + 1 : 0; m < note.hits.size(); ++m)
        if (note.hits[m].sense == *sign.second)
          if (auto pair = pair_of(note, sign, first, note.hits[m])) found.push_back(*pair);
    }
  }
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    return std::tuple(-a.sign->weight, a.gap, a.begin(), a.sign) <
           std::tuple(-b.sign->weight, b.gap, b.begin(), b.sign);
  });
  return found;
}

// "margins and contacts": what is said of one is said of the other.
bool said_together(const Note& note, const Hit& a, const Hit& b) {
  const Hit& before = a.begin < b.begin ? a : b;
  const Hit& after = a.begin < b.begin ? b : a;
  constexpr std::array<std::string_view, 8> joints = {"and", "&", "/", "+", ",", "or", "both", "the"};
  for (std::size_t at = before.end; at < after.begin; ++at)
    if (std::find(joints.begin(), joints.end(), note.tokens[at].text) == joints.end() &&
        !topic_covers(note, at))
      return false;
  return before.end < after.begin;
}

bool same_words_of_another(const Note& note, const Found& one, const Found& taken) {
  if (taken.said && one.sign->cause && one.sign->cause == taken.sign->cause) return false;
  for (const Hit* mine : {one.first, one.second})
    for (const Hit* theirs : {taken.first, taken.second}) {
      if (mine == nullptr || theirs == nullptr || !overlap(*mine, *theirs)) continue;
      const bool shared =
          mine == one.second && theirs == taken.second && said_together(note, *one.first, *taken.first);
      if (!shared) return true;
    }
  return false;
}

bool carries_its_denial(const Sign& sign) {
  return sign.first == Sense::deny || sign.first == Sense::cannot || sign.second == Sense::deny ||
         sign.second == Sense::cannot;
}

// "not a shade problem", "no open margin", "occlusion was not a problem"; but not "not yellow enough".
bool denied(const Note& note, const Found& found) {
  if (found.end() < note.tokens.size() && note.tokens[found.end()].text == "enough") return false;
  for (const Hit& hit : note.hits) {
    if ((hit.sense != Sense::deny && hit.sense != Sense::cannot) || hit.begin >= found.end()) continue;
    if (overlap(hit, *found.first) || (found.second != nullptr && overlap(hit, *found.second))) continue;
    if (hit.begin >= found.begin()) return true;  // between its words
    // A word alone is what is said, and denied by what is about it: "no grey"; not by "no retention, loose".
    if (found.begin() < hit.end + deny_reach && !note.between(note.boundary, hit.end, found.begin()))
      return true;
  }
  return false;
}

// "no contact problem": it is the problem that there is none of.
bool no_problem(const Note& note, const Found& found) {
  if (!carries_its_denial(*found.sign)) return false;
  for (const Hit& hit : note.hits) {
    const bool near = hit.begin >= found.begin() && hit.begin <= found.end() + problem_reach;
    if (hit.sense == Sense::problem && near && !note.between(note.boundary, found.end(), hit.begin))
      return true;
  }
  return false;
}

using Strengths = std::array<int, model::remake_causes>;

// What each adds to what was said: two of 90 make 99.
void add(int& strength, int weight) {
  strength += (100 - strength) * weight / 100;
}

// Broken in a crushed box is the carrier's doing.
void give_the_carrier_its_due(Strengths& strengths) {
  constexpr int sure = 80;
  if (strengths[static_cast<std::size_t>(Cause::transit)] >= sure)
    strengths[static_cast<std::size_t>(Cause::fracture)] = 0;
}

std::vector<std::string> words_of(const Note& note, const std::vector<Found>& kept,
                                  std::optional<Cause> cause) {
  std::vector<const Hit*> hits;
  for (const Found& found : kept)
    if (!cause || found.sign->cause == cause)
      for (const Hit* hit : {found.first, found.second})
        if (hit != nullptr) hits.push_back(hit);
  std::sort(hits.begin(), hits.end(), [](const Hit* a, const Hit* b) { return a->begin < b->begin; });
  std::vector<std::string> words;
  for (const Hit* hit : hits) {
    const std::size_t from = note.tokens[hit->begin].offset;
    std::string text(note.text.substr(from, note.tokens[hit->end - 1].end - from));
    if (words.size() < words_shown && std::find(words.begin(), words.end(), text) == words.end())
      words.push_back(std::move(text));
  }
  return words;
}

}  // namespace

Complaint classify(std::string_view text) {
  const Note note = read(text);
  std::vector<Found> taken;
  std::vector<Found> kept;
  Strengths strengths{};
  for (const Found& found : candidates(note)) {
    if (std::any_of(taken.begin(), taken.end(),
                    [&](const Found& other) { return same_words_of_another(note, found, other); }))
      continue;
    taken.push_back(found);
    if (!found.sign->cause) continue;
    if (no_problem(note, found) || (!carries_its_denial(*found.sign) && denied(note, found))) {
      taken.back().said = false;
      continue;
    }
    kept.push_back(found);
    add(strengths[static_cast<std::size_t>(*found.sign->cause)], found.sign->weight);
  }
  give_the_carrier_its_due(strengths);
  const auto best = std::max_element(strengths.begin(), strengths.end());
  if (*best == 0) return {};
  int all = 0;
  for (const int strength : strengths)
    all += strength;
  Complaint complaint;
  complaint.confidence_percent = *best * *best / all;
  if (complaint.confidence_percent >= confidence_min_percent)
    complaint.cause = static_cast<Cause>(best - strengths.begin());
  complaint.words =
      words_of(note, kept, complaint.cause == Cause::unclear ? std::nullopt : std::optional(complaint.cause));
  return complaint;
}

}  // namespace articulator::quality
