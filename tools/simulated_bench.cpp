#include "tools/simulated_bench.hpp"

#include "scenarios/runner/bench.hpp"
#include "scenarios/runner/document.hpp"
#include "scenarios/runner/scenario_loader.hpp"

#include <utility>
#include <variant>

#include <fmt/format.h>

namespace articulator::tools {
namespace {

using runner::Scenario;

std::string practice_name(std::size_t index) {
  return fmt::format("p-{:02}", index + 1);
}

// The world to show, in the words of a scenario.
base::Expected<Scenario> scenario_of(const std::vector<std::string>& pms, const std::string& lab,
                                     base::Instant start, std::uint64_t seed,
                                     const runner::Library& library) {
  std::string practices;
  std::string steps;
  for (std::size_t i = 0; i < pms.size(); ++i) {
    const std::string practice = practice_name(i);
    if (i > 0)
      practices += fmt::format(R"({}{{"practice": "{}", "pms": "{}"}})", i > 1 ? "," : "", practice, pms[i]);
    for (const char* const one : {R"("case": "LC-1", "like": "crown-19-zirconia")",
                                  R"("case": "LC-2", "like": "crown-8-lithium-disilicate")"})
      steps += fmt::format(R"({}{{"at": "0m", "practice": "{}", "case_ready": {{{}}}}})",
                           steps.empty() ? "" : ",", practice, one);
  }
  const std::string text = fmt::format(
      R"({{"name": "on sockets", "shows": [],
           "world": {{"start": "{}", "seed": {}, "pms": "{}", "lab": "{}", "line": true, "practices": [{}]}},
           "steps": [{}]}})",
      base::format_instant(start), seed & INT64_MAX, pms.front(), lab, practices, steps);
  return runner::read_scenario(text, "simulate", library);
}

// In single quotes for a shell.
std::string in_single_quotes(std::string_view text) {
  std::string out = "'";
  for (const char c : text)
    c == '\'' ? out += "'\\''" : out += c;
  return out + "'";
}

// A whole order, of the prescription of the first office's first case.
base::Expected<std::string> small_order(const Scenario& scenario, const std::string& lab) {
  const auto& act = std::get<runner::Act>(scenario.steps.front().what);
  const auto document = runner::parse_document(act.arguments, "simulate");
  if (!document) return std::unexpected(document.error());
  const runner::Node* prescription = document->find("prescription");
  return in_single_quotes(fmt::format(
      R"({{"case_id":"LC-900","patient_id":"PT-900","dentist_id":"D-1","lab_partner":"{}",)"
      R"("prescription":{},"attachments":[{{"name":"prep.stl","kind":"scan.prep","bytes":12475500}},)"
      R"({{"name":"opposing.stl","kind":"scan.opposing","bytes":9120400}}],)"
      R"("validation_result":{{"status":"approved","checks_passed":[],"notes":""}}}})",
      lab, prescription ? runner::dump(*prescription) : "{}"));
}

void add(runner::BenchSimulator made, const std::string& order, SimulatedBench& bench) {
  SimulatedNode node{std::move(made.node.name), std::move(made.simulator), {}};
  if (made.guide)
    node.guide = [guide = std::move(made.guide), order](std::string_view url) { return guide(url, order); };
  bench.nodes.push_back(std::move(node));
}

}  // namespace

base::Expected<SimulatedBench> make_bench(const std::vector<std::string>& pms,
                                          const std::vector<std::string>& labs, base::Instant start,
                                          std::uint64_t seed, const runner::Library& library) {
  SimulatedBench bench;
  for (const std::string& lab : labs) {
    const bool first = bench.nodes.empty();
    const auto scenario = scenario_of(pms, lab, start, seed, library);
    if (!scenario) return std::unexpected(scenario.error());
    const auto order = small_order(*scenario, lab);
    if (!order) return std::unexpected(order.error());
    auto made = runner::make_simulators(*scenario, library);
    if (!made) return std::unexpected(made.error());
    // A scenario has one lab; of the other labs' the offices are the same ones.
    for (std::size_t i = first ? 0 : pms.size(); i < made->size(); ++i)
      add(std::move((*made)[i]), *order, bench);
    if (!first) continue;
    for (const runner::Step& step : scenario->steps)
      bench.acts.push_back(std::get<runner::Act>(step.what));
  }
  return bench;
}

}  // namespace articulator::tools
