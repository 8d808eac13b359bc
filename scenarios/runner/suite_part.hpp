// A part of a suite on another machine: scenarios as texts on the way there, what came of them on the way
// back.
//
//   send(suite_part_text({texts, true}));                       // who asks; library_text(files) once
//   auto done = run_suite_part(*read_suite_part(bytes), library, told);        // over there
//   send(results_text(*done));
//   auto results = read_results(bytes, part);                   // and here
//
// A scenario travels as it was read, with the pair and the seed that it is run with, so that it needs no file
// over there and errors name its lines. It runs in process, by the same code as a suite here; so what comes
// back is what a suite here would give, its wall time excepted. With `journals` its journal comes, too.
#pragma once

#include "engine/base/error.hpp"
#include "scenarios/runner/library.hpp"
#include "scenarios/runner/report.hpp"
#include "scenarios/runner/scenario.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::runner {

struct ScenarioText {
  std::string file;
  std::string text;
  Pair pair;
  std::optional<std::uint64_t> seed;  // instead of its own
  friend bool operator==(const ScenarioText&, const ScenarioText&) = default;
};

// Error: as `read_scenario`.
base::Expected<Scenario> scenario_of(const ScenarioText& text, const Library& library);

struct SuitePart {
  std::vector<ScenarioText> scenarios;
  bool journals = false;
};

struct RunScenario {
  ScenarioResult result;
  std::string journal;  // its lines, each with its end
};

std::string library_text(const LibraryFiles& files);
base::Expected<LibraryFiles> read_library_text(std::string_view text);

std::string suite_part_text(const SuitePart& part);
base::Expected<SuitePart> read_suite_part(std::string_view text);

// `told` after each scenario; may be empty. Error: a scenario cannot be read.
base::Expected<std::vector<RunScenario>> run_suite_part(const SuitePart& part, const Library& library,
                                                        const std::function<void()>& told);

std::string results_text(const std::vector<RunScenario>& results);
// Error: damaged, or not what came of that part: one result a scenario, in their order.
base::Expected<std::vector<RunScenario>> read_results(std::string_view text, const SuitePart& part);

// One result alone.
std::string result_json(const ScenarioResult& result);
base::Expected<ScenarioResult> read_result(std::string_view json);

}  // namespace articulator::runner
