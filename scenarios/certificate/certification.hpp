// Certification: runs the scenarios of a plan against an engine over HTTP, in lockstep or at a rate, and
// keeps of each the journal and the transcript of what the engine said.
//
//   Plan plan = make_plan(...).value();
//   certify(plan, library, {.engine_urls = {url}, .folder = out}).value();
//   judge(profile, table, claims, plan.runs);
//
// What counts is not what the run showed but what comes out of its transcript when it is told again, which
// anybody can repeat (verification.hpp); where the two differ, the scenario ends in an error.
//
// An engine that hangs, answers garbage or floods ends one scenario, not the certification; so does
// one that goes on calling after it has said that it is idle; one that is gone three scenarios in a row ends
// the certification, and what was not come to is not judged.
//
// Several instances of one engine share the scenarios between them: each scenario begins with a new bench
// description, so it does not matter which of them has it.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "scenarios/certificate/plan.hpp"
#include "scenarios/runner/library.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::certificate {

struct CertificationOptions {
  std::vector<std::string> engine_urls;  // at least one
  std::string folder;                    // gets journals/, transcripts/, a file a scenario, and worlds/
  bool resume = false;                   // what transcripts/ has of an earlier run is taken as it is
  base::Duration answer_timeout = base::seconds(30);  // of one request of the harness, with all that follows
  base::Duration run_timeout = base::minutes(10);     // of a scenario
  std::uint32_t rate = 0;          // so many times as fast as the wall clock; 0: in lockstep
  std::size_t calls_max = 20'000;  // that an engine may make between two requests
  // Told before each scenario, one at a time; may be empty.
  std::function<void(const Run& run, std::size_t done, std::size_t total)> on_run{};
  // Asked after each scenario, one at a time: true ends the certification. May be empty.
  std::function<bool(const std::vector<Run>& runs)> enough{};
};

// Fills `plan.runs`. Error: the engine cannot be reached at all, or a file cannot be written.
base::Expected<void> certify(Plan& plan, const runner::Library& library, const CertificationOptions& options);

// What a run comes to by its transcript. Error: the transcript is none.
struct ToldAgain {
  runner::ScenarioResult result;
  std::string journal;       // NDJSON
  bool time_flowed = false;  // by itself, so it was no lockstep
};
base::Expected<ToldAgain> tell_again(const runner::Scenario& scenario, const runner::Library& library,
                                     std::string_view transcript);

std::string journal_path(const std::string& folder, const Run& run);
std::string transcript_path(const std::string& folder, const Run& run);

}  // namespace articulator::certificate
