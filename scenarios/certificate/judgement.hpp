// Judgement: from what came of the scenarios to a verdict for each requirement and level of a profile. Pure,
// so that whoever checks a certificate comes to the same, or says where it does not.
//
//   const Judgement judgement = judge(profile, table, claims, runs);
//   judgement.levels.front().granted
//
// A requirement is
//   passed           every scenario that shows it was run and held, and no invariant that stands for it was
//                    broken in any run
//   failed           one did not hold, or such an invariant was broken
//   not applicable   the engine does not claim it, or only scenarios about systems other than these show it
//   not judged       nothing showed it: no scenario does, or those that do were left out or not come to
// Nothing is passed that was not exercised, and a level is granted only where all of its ids, and those of
// the levels before it, passed, and every generated world that it names held. Such a world is about no id of
// its own (it shows PBT-01, which is the harness's): it holds where no invariant broke, and an invariant that
// did fails the ids that it stands for, as it does anywhere.
#pragma once

#include "engine/base/words.hpp"
#include "scenarios/certificate/profile.hpp"
#include "scenarios/runner/report.hpp"
#include "scenarios/runner/requirement_table.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace articulator::certificate {

// Why a scenario was not run.
enum class LeftOut : std::uint8_t {
  no,            // it was
  other_system,  // it is about a PMS or lab that is not certified here
  unclaimed,     // it shows what the engine does not claim, too
  kills_engine,  // which can only be done to one in this process
  not_come_to    // the certification ended before
};
inline constexpr std::array<base::Word<LeftOut>, 5> left_out_words{{{LeftOut::no, "no"},
                                                                    {LeftOut::other_system, "other_system"},
                                                                    {LeftOut::unclaimed, "unclaimed"},
                                                                    {LeftOut::kills_engine, "kills_engine"},
                                                                    {LeftOut::not_come_to, "not_come_to"}}};

// A scenario of the profile, or a generated world, and what came of it.
struct Run {
  std::string id;      // area and name of its file: "validation/a-missing-shade"; "worlds/7-3"
  std::string digest;  // SHA-256 of its file, hex
  std::optional<WorldNumber> world{};
  std::string text{};  // of the file of a generated world
  LeftOut left_out = LeftOut::no;
  std::string because;            // why it was left out, a sentence without a full stop
  runner::ScenarioResult result;  // of one that was left out: name and shows only
  std::string transcript;         // SHA-256, hex
};

enum class IdVerdict : std::uint8_t { passed, failed, not_applicable, not_judged };
inline constexpr std::array<base::Word<IdVerdict>, 4> id_verdict_words{
    {{IdVerdict::passed, "passed"},
     {IdVerdict::failed, "failed"},
     {IdVerdict::not_applicable, "not applicable"},
     {IdVerdict::not_judged, "not judged"}}};

struct RequirementVerdict {
  std::string id;
  std::string text;  // the requirement's
  IdVerdict verdict = IdVerdict::not_judged;
  std::string why;                // of all but passed
  std::vector<std::size_t> runs;  // those that show it, or where an invariant for it was broken
};

struct WorldsVerdict {
  Worlds wanted;
  std::uint64_t held = 0;
  std::string why;  // not all did; empty: they did

  [[nodiscard]] bool all_held() const { return held == wanted.count; }
};

struct LevelVerdict {
  std::string name;
  std::string says;
  bool granted = false;
  std::vector<std::string> missing;  // its own ids that did not pass
  std::optional<WorldsVerdict> worlds{};
};

struct Judgement {
  std::vector<RequirementVerdict> requirements;  // in the profile's order
  std::vector<LevelVerdict> levels;

  [[nodiscard]] bool all_granted() const;
  [[nodiscard]] std::size_t count(IdVerdict verdict) const;
};

// `claims`: the ids that the engine claims; empty: it does not say, and so is judged by all of them.
using Claims = std::optional<std::vector<std::string>>;
bool is_claimed(const Claims& claims, const std::string& id);

// The failure by which a run that was made speaks against a requirement: of an invariant that stands for it,
// or else the first, where the run shows it. Null: it does not.
const runner::Failure* failure_against(const Run& run, const std::string& id);

Judgement judge(const Profile& profile, const std::vector<runner::Requirement>& table, const Claims& claims,
                const std::vector<Run>& runs);

}  // namespace articulator::certificate
