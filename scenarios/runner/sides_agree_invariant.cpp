// STS-08: once both are up and quiet, the PMS shows for every case what the lab said last.
#include "scenarios/runner/check_facts.hpp"
#include "scenarios/runner/check_policy.hpp"
#include "scenarios/runner/check_stages.hpp"
#include "scenarios/runner/invariant.hpp"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace articulator::runner {
namespace {

struct Status {
  std::int64_t sequence = 0;
  std::string word;
  base::Instant at;
};

struct Sides {
  bool ordered = false;
  bool cancelled = false;             // by the practice: a row that may be gone cannot be written
  bool dead_letter = false;           // somebody was told
  std::optional<base::Instant> back;  // received at the practice: from here on the PMS knows by itself
  std::vector<Status> said;           // by the lab, of the latest order
  std::string shown;                  // in the PMS
};

using Words = std::map<std::string, std::string, std::less<>>;  // a lab's word -> stage

void read_words(const base::JsonValue& profile, Words& words) {
  const auto statuses = profile.find("statuses");
  if (!statuses) return;
  for (const base::JsonValue::Member& member : statuses->members())
    words[std::string(member.key)] = std::string(member.value.text().value_or(""));
}

// What an engine knows of a case by what it heard from the lab.
struct Known {
  int rank = 0;
  bool on_hold = false;
  std::string stage;  // for the PMS to show; empty: nothing yet
  friend auto operator<=>(const Known&, const Known&) = default;
};

// False: nothing that can be said with certainty.
bool hear(Known& known, const std::string& stage) {
  const std::optional<int> here = stage_rank(stage);
  if (stage == "on_hold") {
    known.on_hold = true;
    known.stage = stage;
  } else if (!here) {
    return false;
  } else if (known.on_hold || *here > known.rank) {
    known = {*here, false, stage};
  }
  return true;
}

// What the PMS may show after these statuses, as it is best known first; empty: nothing that can be said with
// certainty. All but the last word may have gone unheard where `evidence` says so, since who asks is told the
// last one only.
std::vector<std::string> wanted_stages(const std::vector<Status>& said, const Words& words,
                                       const Evidence& evidence) {
  std::multimap<std::int64_t, const Status*> in_sequence;
  for (const Status& status : said)
    in_sequence.emplace(status.sequence, &status);
  Known all{*stage_rank("submitted"), false, {}};
  std::set<Known> parts{all};
  for (auto at = in_sequence.begin(); at != in_sequence.end(); ++at) {
    const auto next_word = std::next(at);
    const bool may_be_missed =
        next_word != in_sequence.end() &&
        (evidence.words_unheard || next_word->second->at < at->second->at + evidence.asked_within);
    const auto stage = words.find(at->second->word);
    if (stage == words.end()) continue;  // an unknown word moves nothing
    if (!hear(all, stage->second)) return {};
    std::set<Known> next;
    for (Known part : parts) {
      if (may_be_missed) next.insert(part);
      hear(part, stage->second);
      next.insert(std::move(part));
    }
    parts = std::move(next);
  }
  if (all.stage.empty()) return {};
  std::vector<std::string> wanted{all.stage};
  for (const Known& part : parts)
    wanted.push_back(part.stage.empty() ? "submitted" : part.stage);
  return wanted;
}

struct World {
  std::map<CaseKey, Sides> cases;
  std::map<std::string, Words> words;  // by practice
  PolicyHistory policies;
};

World read_world(const Evidence& evidence) {
  World world;
  FactData data;
  for (const world::Entry& fact : evidence.facts) {
    world.policies.note(fact, data);
    if (fact.type == "lab.profile")
      read_words(data.of(fact), world.words[std::string(practice_of(fact.source))]);
    if (fact.subject.empty()) continue;
    Sides& sides = world.cases[key_of(fact)];
    if (fact.type == "lab.order.acknowledged") {
      sides.ordered = true;
      sides.said.clear();
    } else if (fact.type == "lab.case.status") {
      const base::JsonValue said = data.of(fact);
      const auto sequence = said.find("sequence");
      sides.said.push_back(
          {sequence ? sequence->integer().value_or(0) : 0, text_at(said, "/status"), fact.at});
    } else if (fact.type == "engine.pms.status") {
      sides.shown = data.text(fact, "/stage");
    } else if (fact.type == "pms.case.cancelled") {
      sides.cancelled = true;
    } else if (fact.type == "pms.case.received") {
      sides.back = fact.at;
    } else if (fact.type == "engine.dead_letter") {
      sides.dead_letter = true;
    }
  }
  return world;
}

}  // namespace

void check_sides_agree(const Evidence& evidence, std::vector<Failure>& failures) {
  if (!evidence.settled_until) return;
  World world = read_world(evidence);
  for (auto& [key, sides] : world.cases) {
    // Who only watches writes nothing (GOV-01).
    if (world.policies.phase_of(key) == "monitor") continue;
    if (!sides.ordered || sides.cancelled || sides.dead_letter || sides.said.empty() || sides.back) continue;
    const base::Instant last =
        std::max_element(sides.said.begin(), sides.said.end(), [](const Status& a, const Status& b) {
          return a.at < b.at;
        })->at;
    if (last > *evidence.settled_until) continue;
    const std::vector<std::string> wanted = wanted_stages(sides.said, world.words[key.first], evidence);
    if (wanted.empty() || std::ranges::find(wanted, sides.shown) != wanted.end()) continue;
    report(failures, "both sides agree: the PMS shows " + wanted.front() + " for " + name_of(key),
           "it shows " + (sides.shown.empty() ? "nothing" : sides.shown) + ", while the lab's last word is " +
               sides.said.back().word,
           last);
  }
}

}  // namespace articulator::runner
