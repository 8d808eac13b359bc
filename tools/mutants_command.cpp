// articulator mutants: engines that are broken on purpose, and which scenario or invariant tells each of them
// from the reference engine (PBT-02).
#include "engine/base/json_writer.hpp"
#include "property_tests/mutants/hunt.hpp"
#include "scenarios/runner/scenario_files.hpp"
#include "scenarios/runner/scenario_loader.hpp"
#include "scenarios/runner/scenario_writer.hpp"
#include "tools/command_line.hpp"
#include "tools/commands.hpp"
#include "tools/project_folder.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

#include <boost/program_options.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace articulator::tools {
namespace {

namespace po = boost::program_options;
using Clock = std::chrono::steady_clock;
using mutants::Caught;

struct Arguments {
  std::uint64_t worlds = 20;
  std::uint64_t seed = 1;
  std::uint64_t shrink_seconds = 0;
  int jobs = 1;
  std::string only;
  std::string json;
};

int refuse(const std::string& what) {
  std::cerr << "articulator mutants: " << what << '\n';
  return exit_usage;
}

po::options_description visible_options(Arguments& into) {
  po::options_description options("Options");
  auto add = options.add_options();
  add("only", po::value(&into.only)->value_name("NAME"), "this one alone");
  add("worlds", po::value(&into.worlds)->default_value(into.worlds)->value_name("N"),
      "explored worlds with each, after the scenarios");
  add("seed", po::value(&into.seed)->default_value(into.seed)->value_name("N"), "of these worlds");
  add("shrink-seconds", po::value(&into.shrink_seconds)->default_value(into.shrink_seconds)->value_name("S"),
      "how long to shrink the first world that fails with each; 0: not at all");
  add("jobs", po::value(&into.jobs)->default_value(default_jobs())->value_name("N"),
      "threads, one mutant each; the result is the same for any number");
  add("json", po::value(&into.json)->value_name("F"), "write the result as JSON; - is standard output");
  add("help", "this text");
  return options;
}

std::string line_of(const Caught& one, std::uint64_t worlds) {
  const std::string by =
      one.scenario.empty() ? "no scenario" : one.scenario.substr(one.scenario.rfind('/') + 1);
  std::string line = fmt::format("  {:<36} {}  {}", one.mutant, one.requirement, by);
  if (!one.check.empty()) line += fmt::format(" ({})", one.check);
  if (worlds > 0) line += fmt::format("; {} of {} worlds", one.worlds_failed, worlds);
  if (!one.world_checks.empty()) line += fmt::format(" ({})", fmt::join(one.world_checks, ", "));
  if (one.shrunk)
    line += fmt::format("; shrunk to {} cases, {} faults, {} steps", one.size.cases, one.size.faults,
                        one.size.steps);
  return line + "\n";
}

std::string json_of(const std::vector<Caught>& all, std::uint64_t worlds) {
  std::string out;
  base::JsonWriter w(out);
  w.begin_object().member("worlds", static_cast<std::int64_t>(worlds)).key("mutants").begin_array();
  for (const Caught& one : all) {
    w.begin_object().member("mutant", one.mutant).member("requirement", one.requirement);
    w.member("caught", !one.scenario.empty() || one.worlds_failed > 0);
    w.member("scenario", one.scenario).member("check", one.check);
    w.member("worlds_failed", static_cast<std::int64_t>(one.worlds_failed));
    w.key("world_checks").begin_array();
    for (const std::string& check : one.world_checks)
      w.text(check);
    w.end_array();
    if (one.shrunk) {
      w.member("shrunk_cases", static_cast<std::int64_t>(one.size.cases));
      w.member("shrunk_faults", static_cast<std::int64_t>(one.size.faults));
    }
    w.end_object();
  }
  w.end_array().end_object();
  return out + "\n";
}

int hunt_with(const Arguments& arguments) {
  const auto library = runner::Library::read(in_project("scenarios/library"));
  if (!library) return refuse(library.error().text());
  const auto files = runner::scenario_files({in_project("scenarios/library")});
  if (!files) return refuse(files.error().text());
  std::vector<runner::Scenario> scenarios;
  for (const std::string& file : *files) {
    auto scenario = runner::load_scenario(file, **library);
    if (!scenario) return refuse(scenario.error().text());
    scenarios.push_back(std::move(*scenario));
  }
  mutants::HuntOptions options;
  options.seed = arguments.seed;
  options.worlds = arguments.worlds;
  options.jobs = arguments.jobs;
  options.only = arguments.only;
  if (arguments.shrink_seconds > 0)
    options.shrink_time = [&] {
      return [until = Clock::now() + std::chrono::seconds(arguments.shrink_seconds)] {
        return Clock::now() > until;
      };
    };
  const std::vector<Caught> all = mutants::hunt(scenarios, **library, options);
  std::size_t by_scenario = 0;
  std::size_t by_world = 0;
  std::size_t uncaught = 0;
  for (const Caught& one : all) {
    if (arguments.json != "-") std::cout << line_of(one, arguments.worlds);
    if (!arguments.only.empty() && one.shrunk) std::cout << runner::write_scenario(one.smallest, **library);
    by_scenario += one.scenario.empty() ? 0 : 1;
    by_world += one.worlds_failed > 0 ? 1 : 0;
    uncaught += one.scenario.empty() && one.worlds_failed == 0 ? 1 : 0;
  }
  if (arguments.json != "-")
    std::cout << fmt::format("{} mutants: {} caught by a scenario, {} by exploring, {} by nothing\n",
                             all.size(), by_scenario, by_world, uncaught);
  const std::string trouble =
      arguments.json.empty() ? "" : write_result(arguments.json, json_of(all, arguments.worlds));
  if (!trouble.empty()) return refuse(trouble);
  return uncaught > 0 ? exit_fails : exit_holds;
}

}  // namespace

int mutants_command(int argc, const char* const* argv) {
  Arguments arguments;
  const po::options_description visible = visible_options(arguments);
  const auto given = read_command_line(argc, argv, visible, {}, "mutants");
  if (!given) return refuse(given.error());
  if (given->contains("help")) {
    std::cout
        << "articulator mutants\n\nRuns engines that are broken on purpose over all scenarios and over "
           "explored worlds, and says what\ncatches each. Exit status: 0 all are caught, 1 one is not, 2 "
           "usage.\n\n"
        << visible;
    return exit_holds;
  }
  if (arguments.jobs < 1 || arguments.jobs > jobs_max)
    return refuse(fmt::format("--jobs is 1 to {}", jobs_max));
  if (!arguments.only.empty() && !mutants::find_mutant(arguments.only)) {
    std::string known;
    for (const mutants::Mutant& one : mutants::mutants())
      known += fmt::format("{}{}", known.empty() ? "" : ", ", one.name);
    return refuse(fmt::format("--only {}: there is none of that name; there is {}", arguments.only, known));
  }
  return hunt_with(arguments);
}

}  // namespace articulator::tools
