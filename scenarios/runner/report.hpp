// What came of a run, scenario by scenario, and how it is written down.
#pragma once

#include "engine/base/words.hpp"
#include "scenarios/runner/check_failure.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace articulator::runner {

enum class Verdict : std::uint8_t {
  passed,
  failed,  // a check did not hold
  error    // it could not be judged: a step that cannot be done, an engine that does not answer
};
inline constexpr std::array<base::Word<Verdict>, 3> verdict_words{
    {{Verdict::passed, "passed"}, {Verdict::failed, "failed"}, {Verdict::error, "error"}}};

struct ScenarioResult {
  std::string name;
  std::string file;
  std::string pms;  // of the first practice
  std::string lab;
  std::vector<std::string> shows;
  Verdict verdict = Verdict::passed;
  std::string fingerprint;  // of the journal
  std::vector<Failure> failures;
  base::Duration virtual_time{0};
  base::Duration wall_time{0};
  std::uint64_t messages = 0;
  bool engine_unreachable = false;  // the engine did not even take its bench
};

struct Summary {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t errors = 0;
  base::Duration virtual_time{0};
  base::Duration wall_time{0};
  std::uint64_t messages = 0;
  std::string fingerprint;  // over all scenarios, in order
};
// `wall_time`: of the whole run, as measured by the caller.
Summary summarise(const std::vector<ScenarioResult>& results, base::Duration wall_time);

// The shape of `run --json` (DESIGN.md, "The command").
std::string report_json(const Summary& summary, const std::vector<ScenarioResult>& results);

// JUnit's XML: one suite, a test case a scenario, by area.
std::string report_junit(const Summary& summary, const std::vector<ScenarioResult>& results);

// The area of a scenario: the folder that its file stands in.
std::string area_of(const std::string& file);

}  // namespace articulator::runner
