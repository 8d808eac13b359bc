// articulator mutants: engines that are broken on purpose, and which scenario or invariant tells each of them
// from the reference engine (PBT-02).
#include "engine/base/json_writer.hpp"
#include "property_tests/mutants/hunt.hpp"
#include "property_tests/mutants/kills.hpp"
#include "property_tests/mutants/mutant_host.hpp"
#include "scenarios/runner/scenario_files.hpp"
#include "scenarios/runner/scenario_loader.hpp"
#include "scenarios/runner/scenario_writer.hpp"
#include "scenarios/runner/vocabulary.hpp"
#include "tools/command_line.hpp"
#include "tools/commands.hpp"
#include "tools/project_folder.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/program_options.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace articulator::tools {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using mutants::Caught;

struct Arguments {
  std::uint64_t worlds = 20;
  std::uint64_t seed = 1;
  std::uint64_t shrink_seconds = 0;
  int jobs = 1;
  std::string only;
  std::string json;
  std::string kills;
  std::string serve;
  std::string over = "process";
  int port = 0;
};

int refuse(const std::string& what, int status = exit_usage) {
  std::cerr << "articulator mutants: " << what << '\n';
  return status;
}

po::options_description visible_options(Arguments& into) {
  po::options_description options("Options");
  auto add = options.add_options();
  add("only", po::value(&into.only)->value_name("NAME"), "this one alone");
  add("worlds", po::value(&into.worlds)->default_value(into.worlds)->value_name("N"),
      "explored worlds with each, after the scenarios");
  add("seed", po::value(&into.seed)->default_value(into.seed)->value_name("N"), "of these worlds");
  add("shrink-seconds", po::value(&into.shrink_seconds)->default_value(into.shrink_seconds)->value_name("S"),
      "how long to shrink what catches each, a world or else a scenario, which must then have at most two "
      "cases and three faults; 0: not at all");
  add("jobs", po::value(&into.jobs)->default_value(default_jobs())->value_name("N"),
      "threads, one mutant each; the result is the same for any number");
  add("over", po::value(&into.over)->default_value(into.over)->value_name("process|sockets"),
      "sockets: each is certified as anybody's engine is, up to the first scenario by which it fails at the "
      "requirement that it breaks");
  add("kills", po::value(&into.kills)->value_name("F"),
      "write which scenario tells each at the requirement that it breaks, as scenarios/kills.json has it");
  add("serve", po::value(&into.serve)->value_name("NAME"),
      "serve this one on loopback, for articulator certify --engine or run --engine");
  add("port", po::value(&into.port)->default_value(0)->value_name("N"),
      "to serve it at; 0: one that is free");
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
    line += fmt::format("; shrunk to {} cases, {} faults, {} steps{}", one.size.cases, one.size.faults,
                        one.size.steps, one.minimal ? "" : " so far");
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
      w.member("shrunk_steps", static_cast<std::int64_t>(one.size.steps)).member("minimal", one.minimal);
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
  std::string large;
  for (const Caught& one : all) {
    if (arguments.json != "-") std::cout << line_of(one, arguments.worlds);
    if (!arguments.only.empty() && one.shrunk) std::cout << runner::write_scenario(one.smallest, **library);
    by_scenario += one.scenario.empty() ? 0 : 1;
    by_world += one.worlds_failed > 0 ? 1 : 0;
    if (options.shrink_time && !is_small(one))
      large += fmt::format("{}{}", large.empty() ? "" : ", ", one.mutant);
    uncaught += one.scenario.empty() && one.worlds_failed == 0 ? 1 : 0;
  }
  if (arguments.json != "-")
    std::cout << fmt::format("{} mutants: {} caught by a scenario, {} by exploring, {} by nothing\n",
                             all.size(), by_scenario, by_world, uncaught);
  if (arguments.json != "-" && options.shrink_time)
    std::cout << fmt::format("shrunk to more than {} cases or {} faults: {}\n", mutants::cases_needed_max,
                             mutants::faults_needed_max, large.empty() ? "none" : large);
  const std::string trouble =
      arguments.json.empty() ? "" : write_result(arguments.json, json_of(all, arguments.worlds));
  if (!trouble.empty()) return refuse(trouble);
  return uncaught > 0 || !large.empty() ? exit_fails : exit_holds;
}

// A scenario takes a second or so there.
constexpr std::size_t scenarios_over_sockets_max = 4;
constexpr std::string_view kill_table = "scenarios/kills.json";

std::string line_of(const mutants::Hunted& one) {
  std::string line = fmt::format("  {:<36} {}  ", one.mutant, one.requirement);
  if (one.scenario.empty()) return line + fmt::format("lives through {} scenarios\n", one.scenarios);
  line += fmt::format("{} ({})", one.scenario, one.check);
  if (!one.world.empty()) line += fmt::format("; {} ({})", one.world, one.world_check);
  if (!one.failed.empty()) line += fmt::format("; failed: {}", fmt::join(one.failed, " "));
  return line + fmt::format("; {} {}, {:.1f} s\n", one.scenarios,
                            one.scenarios == 1 ? "scenario" : "scenarios",
                            static_cast<double>(one.took.count()) / 1000);
}

std::string json_of(const std::vector<mutants::Hunted>& all) {
  std::string out;
  base::JsonWriter w(out);
  w.begin_object().key("mutants").begin_array();
  for (const mutants::Hunted& one : all) {
    w.begin_object().member("mutant", one.mutant).member("requirement", one.requirement);
    w.member("scenario", one.scenario).member("check", one.check);
    w.member("world", one.world).member("world_check", one.world_check).key("failed").begin_array();
    for (const std::string& id : one.failed)
      w.text(id);
    w.end_array().member("scenarios", static_cast<std::int64_t>(one.scenarios));
    w.member("ms", one.took.count()).end_object();
  }
  w.end_array().end_object();
  return out + "\n";
}

// Which scenario tells each mutant at the requirement that it breaks.
int hunt_at_requirements(const Arguments& arguments) {
  const auto quarry = mutants::read_quarry(in_project("scenarios"));
  if (!quarry) return refuse(quarry.error().text());
  mutants::KillOptions options;
  options.jobs = arguments.jobs;
  options.only = arguments.only;
  std::string folder = (fs::temp_directory_path() / "articulator-mutants-XXXXXX").string();
  if (arguments.over == "sockets") {
    options.scenarios_max = scenarios_over_sockets_max;
    if (!mkdtemp(folder.data())) return refuse(folder + ": cannot be made; see the temporary folder");
    options.folder = folder;
    if (auto known = certificate::read_kill_table(in_project(std::string(kill_table))))
      options.known = *known;
  }
  if (arguments.json != "-")
    options.on_done = [](const mutants::Hunted& one) { std::cout << line_of(one) << std::flush; };
  const auto all = arguments.over == "sockets" ? mutants::hunt_over_sockets(*quarry, options)
                                               : mutants::derive_kills(*quarry, options);
  std::error_code ignored;
  if (!options.folder.empty()) fs::remove_all(folder, ignored);
  if (!all) return refuse(all.error().text(), exit_unreachable);
  const std::vector<certificate::Kill> kills = mutants::kills_of(*all);
  if (arguments.json != "-")
    std::cout << fmt::format("{} mutants: {} fail at the requirement that they break, {} live\n", all->size(),
                             kills.size(), all->size() - kills.size());
  for (const std::string& trouble :
       {write_result(arguments.kills, certificate::write_kill_table(kills)),
        arguments.json.empty() ? std::string() : write_result(arguments.json, json_of(*all))})
    if (!trouble.empty()) return refuse(trouble);
  return kills.size() < all->size() ? exit_fails : exit_holds;
}

int serve(const Arguments& arguments) {
  hold_stops();
  const auto host =
      mutants::MutantHost::start(*mutants::find_mutant(arguments.serve), "127.0.0.1", arguments.port);
  if (!host) return refuse(host.error().text(), exit_unreachable);
  std::cout << "listening on " << (*host)->url() << std::endl;
  wait_for_stop();
  return exit_holds;
}

// Error text, or empty.
std::string trouble_with(const Arguments& arguments) {
  if (arguments.jobs < 1 || arguments.jobs > jobs_max) return fmt::format("--jobs is 1 to {}", jobs_max);
  if (arguments.over != "process" && arguments.over != "sockets")
    return "--over is process or sockets, not " + arguments.over;
  constexpr int port_max = 65'535;
  if (arguments.port < 0 || arguments.port > port_max) return fmt::format("--port is 0 to {}", port_max);
  for (const auto& [option, name] :
       {std::pair("--only", arguments.only), std::pair("--serve", arguments.serve)}) {
    if (name.empty() || mutants::find_mutant(name)) continue;
    std::vector<std::string_view> known;
    for (const mutants::Mutant& one : mutants::mutants())
      known.push_back(one.name);
    const auto meant = runner::nearest(name, known);
    return fmt::format("{} {}: there is none of that name; {}", option, name,
                       meant ? fmt::format("did you mean {}?", *meant)
                             : "scenarios/kills.json has them all, each with the requirement that it breaks");
  }
  return {};
}

}  // namespace

int mutants_command(int argc, const char* const* argv) {
  Arguments arguments;
  const po::options_description visible = visible_options(arguments);
  const auto given = read_command_line(argc, argv, visible, {}, "mutants");
  if (!given) return refuse(given.error());
  if (given->contains("help")) {
    std::cout << "articulator mutants\n\nRuns engines that are broken on purpose over all scenarios and over "
                 "explored worlds, and says what\ncatches each. Exit status: 0 all are caught, and small "
                 "where they "
                 "were shrunk; 1 one is not; 2 usage;\n3 a port is taken.\n\n"
              << visible;
    return exit_holds;
  }
  if (const std::string trouble = trouble_with(arguments); !trouble.empty()) return refuse(trouble);
  if (!arguments.serve.empty()) return serve(arguments);
  if (!arguments.kills.empty() || arguments.over == "sockets") return hunt_at_requirements(arguments);
  return hunt_with(arguments);
}

}  // namespace articulator::tools
