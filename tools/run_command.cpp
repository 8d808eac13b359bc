// articulator run [PATH...]: scenarios under virtual time, judged.
#include "replay/shadow/replay.hpp"
#include "scenarios/page/run_page.hpp"
#include "scenarios/page/sequence_diagram.hpp"
#include "scenarios/runner/engine_in_process.hpp"
#include "scenarios/runner/engine_remote.hpp"
#include "scenarios/runner/report.hpp"
#include "scenarios/runner/requirement_table.hpp"
#include "scenarios/runner/scenario_files.hpp"
#include "scenarios/runner/scenario_loader.hpp"
#include "scenarios/runner/suite.hpp"
#include "scenarios/runner/suite_part.hpp"
#include "scenarios/runner/summary_text.hpp"
#include "simulators/lab/vendor.hpp"
#include "simulators/pms/vendor.hpp"
#include "simulators/serve/client.hpp"
#include "tools/build_name.hpp"
#include "tools/command_line.hpp"
#include "tools/commands.hpp"
#include "tools/project_folder.hpp"
#include "tools/run_parts.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <boost/program_options.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace articulator::tools {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;
using runner::Scenario;
using runner::ScenarioResult;

struct Arguments {
  std::vector<std::string> paths;
  std::string requirement;
  std::optional<std::uint64_t> seed;
  int jobs = 1;
  std::string over = "process";
  std::string engine_url;
  std::string journal;
  std::string junit;
  std::string json;
  std::string html;
  std::string cluster;
  bool only_check = false;
  runner::Pair pair;
  bool matrix = false;
};

int refuse(const std::string& what, int status = exit_usage) {
  std::cerr << "articulator run: " << what << '\n';
  return status;
}

po::options_description visible_options(Arguments& into) {
  po::options_description options("Options");
  auto add = options.add_options();
  add("requirement", po::value(&into.requirement)->value_name("ID"), "only scenarios that show it");
  add("seed", po::value<std::uint64_t>()->value_name("N"), "instead of each scenario's own");
  add("jobs", po::value(&into.jobs)->default_value(default_jobs())->value_name("N"),
      "threads, one world each; the result is the same for any number");
  add("over", po::value(&into.over)->default_value("process")->value_name("process|sockets"),
      "how the reference engine is reached: in this process, or as a daemon over HTTP");
  add("engine", po::value(&into.engine_url)->value_name("URL"),
      "an engine of your own, which speaks the engine contract");
  add("pms", po::value(&into.pair.pms)->default_value(into.pair.pms)->value_name("NAME"),
      "of the scenarios that are about no PMS in particular");
  add("lab", po::value(&into.pair.lab)->default_value(into.pair.lab)->value_name("NAME"),
      "of the scenarios that are about no lab in particular");
  add("matrix", po::bool_switch(&into.matrix), "these over every PMS and lab that there is");
  add("journal", po::value(&into.journal)->value_name("F"),
      "write the journal, one CloudEvent a line; of several scenarios, into the folder F");
  add("junit", po::value(&into.junit)->value_name("F"),
      "write the result as JUnit's XML; - is standard output");
  add("json", po::value(&into.json)->value_name("F"), "write the result as JSON; - is standard output");
  add("html", po::value(&into.html)->value_name("F"),
      "write a page that shows what happened, with each failure where it was found");
  add("cluster", po::value(&into.cluster)->value_name("URL"),
      "let the workers of a NATS JetStream cluster do it (nats://host:port, several separated by commas; see "
      "articulator worker)");
  add("check", po::bool_switch(&into.only_check), "only read the scenarios, and say what is wrong with them");
  add("help", "this text");
  return options;
}

void print_help(const po::options_description& options) {
  std::cout << "articulator run [PATH...]\n\n"
               "Runs scenarios (files, or folders of them; else the whole library) against an engine, under "
               "virtual time,\nand judges each by what crossed the wire. Exit status: 0 all hold, 1 a check "
               "failed, 2 a scenario\ncannot be read, 3 the engine cannot be reached, or there is no "
               "cluster, or no worker.\n\n"
            << options;
}

// What is to be run, and for a cluster each as a text, too.
struct Loaded {
  std::vector<Scenario> scenarios;
  std::vector<runner::ScenarioText> texts;
};

// A scenario under each pair that it is to be run with. Error: the first thing wrong.
base::Expected<void> load_file(const std::string& file, const Arguments& arguments,
                               const runner::Library& library, Loaded& loaded) {
  const auto text = runner::read_file(file);
  if (!text) return std::unexpected(text.error());
  const std::vector<runner::Pair> pairs =
      arguments.matrix ? runner::all_pairs(library) : std::vector{arguments.pair};
  for (const runner::Pair& pair : pairs) {
    runner::ScenarioText one{file, *text, pair, arguments.seed};
    auto scenario = runner::scenario_of(one, library);
    if (!scenario) return std::unexpected(scenario.error());
    const auto& shows = scenario->shows;
    if (!arguments.requirement.empty() &&
        std::find(shows.begin(), shows.end(), arguments.requirement) == shows.end())
      return {};
    // What a world names, no pair changes: once is enough.
    const bool again = (!scenario->any_pms && pair.pms != pairs.front().pms) ||
                       (!scenario->any_lab && pair.lab != pairs.front().lab);
    if (again) continue;
    loaded.scenarios.push_back(std::move(*scenario));
    if (!arguments.cluster.empty()) loaded.texts.push_back(std::move(one));
  }
  return {};
}

// Loads what is to be run. Error: the first thing wrong.
base::Expected<Loaded> load(const Arguments& arguments, const runner::Library& library) {
  std::vector<std::string> paths = arguments.paths;
  if (paths.empty()) paths.push_back(in_project("scenarios/library"));
  const auto files = runner::scenario_files(paths);
  if (!files) return std::unexpected(files.error());
  Loaded loaded;
  for (const std::string& file : *files) {
    if (auto done = load_file(file, arguments, library, loaded); !done) return std::unexpected(done.error());
  }
  if (!loaded.scenarios.empty()) return loaded;
  const auto table = runner::read_requirements(in_project("scenarios/requirements.json"));
  if (!table) return std::unexpected(table.error());
  const runner::Requirement* row = runner::find_requirement(*table, arguments.requirement);
  if (!row)
    return base::failure("--requirement", "there is no requirement " + arguments.requirement,
                         "see scenarios/requirements.json");
  return base::failure("--requirement", "no scenario here shows " + arguments.requirement,
                       row->not_shown_because.empty() ? "name another folder" : row->not_shown_because);
}

// What tells a scenario's journals under different pairs apart.
std::string pair_of(const Scenario& scenario) {
  if (scenario.pair == runner::Pair()) return {};
  return "." + scenario.pair.pms + "." + scenario.pair.lab;
}

// Where journals go: to one file, or one file a scenario in a folder.
class Journals {
 public:
  // Error text, or empty.
  std::string open(const std::string& path, const std::vector<Scenario>& scenarios) {
    if (path.empty()) return {};
    const bool one = scenarios.size() == 1 && !fs::is_directory(path);
    std::error_code failed;
    if (!one) fs::create_directories(path, failed);
    for (const Scenario& scenario : scenarios) {
      const std::string name = one ? path
                                   : path + "/" + runner::area_of(scenario.file) + "-" +
                                         fs::path(scenario.file).stem().string() + pair_of(scenario) +
                                         ".ndjson";
      auto& file = files_.emplace_back(std::make_unique<std::ofstream>(name, std::ios::binary));
      if (!*file)
        return name + ": cannot be written; name a place that can (a folder, for several scenarios)";
    }
    return {};
  }
  [[nodiscard]] world::Journal::Sink sink(std::size_t index) const {
    if (files_.empty()) return {};
    std::ofstream& file = *files_[index];
    return [&file](std::string_view line) { file << line << '\n'; };
  }

 private:
  std::vector<std::unique_ptr<std::ofstream>> files_;
};

// What is told of each scenario on the page, if one is wanted: its journal as long as it runs, then the
// diagram.
class Diagrams {
 public:
  Diagrams(bool wanted, std::size_t scenarios) : wanted_(wanted), texts_(scenarios) {}
  // `other`: who gets the lines besides; may be empty.
  [[nodiscard]] world::Journal::Sink sink(std::size_t index, world::Journal::Sink other) {
    if (!wanted_) return other;
    return [&text = texts_[index], other = std::move(other)](std::string_view line) {
      text.append(line).push_back('\n');
      if (other) other(line);
    };
  }
  void done(std::size_t index, const ScenarioResult& result) {
    if (!wanted_) return;
    std::string& text = texts_[index];
    text = page::sequence_diagram(text, result.failures, page::diagram_of(result.verdict));
  }
  [[nodiscard]] const std::vector<std::string>& all() const { return texts_; }

 private:
  bool wanted_;
  std::vector<std::string> texts_;
};

// How the engine is reached. Error: see RemoteEngine.
base::Expected<std::unique_ptr<runner::EngineBinding>> make_engine(const Arguments& arguments) {
  using Made = base::Expected<std::unique_ptr<runner::EngineBinding>>;
  if (arguments.engine_url.empty() && arguments.over == "process")
    return std::unique_ptr<runner::EngineBinding>(std::make_unique<runner::InProcessEngine>());
  auto engine = arguments.engine_url.empty() ? runner::RemoteEngine::launch("/proc/self/exe")
                                             : runner::RemoteEngine::reach(arguments.engine_url);
  return engine ? Made(std::move(*engine)) : Made(std::unexpected(engine.error()));
}

std::string again_options(const Arguments& arguments) {
  if (!arguments.engine_url.empty()) return "--engine " + arguments.engine_url;
  return arguments.over == "sockets" ? "--over sockets" : "";
}

std::string how(const Arguments& arguments) {
  if (!arguments.engine_url.empty()) return "engine at " + arguments.engine_url;
  return arguments.over == "sockets" ? "over sockets" : "in process";
}

// A line that moves, on a terminal only.
class Progress {
 public:
  explicit Progress(std::size_t total) : total_(total), shown_(isatty(STDERR_FILENO) != 0) {}
  ~Progress() {
    if (shown_) std::cerr << "\r\033[K" << std::flush;
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void done(const ScenarioResult& result) {
    ++done_;
    if (shown_)
      std::cerr << fmt::format("\r\033[K  {} of {}: {}", done_, total_, result.name.substr(0, 60))
                << std::flush;
  }

 private:
  std::size_t total_;
  std::size_t done_ = 0;
  bool shown_;
};

// The log that comes with the project, replayed, in one line; empty where there is none.
std::string replayed_log(int jobs) {
  const std::string log = "replay/samples/sample.ndjson";
  std::error_code ignored;
  if (!fs::exists(in_project(log), ignored)) return {};
  const auto report = replay::replay({{in_project(log)}, base::minutes(5), jobs});
  if (!report) return "  replay        " + report.error().text() + "\n";
  return fmt::format(
      "  replay        {}: {} events of {} cases, {} of {} decisions as the reference engine's; {} "
      "divergences\n",
      log, report->events, report->cases, report->agreed, report->decisions, report->divergences.size());
}

// What of the scenarios an engine claims: an id that it does not claim is not applicable, never passed. Empty
// where the engine does not say.
base::Expected<std::optional<std::vector<std::string>>> claimed_by(const Arguments& arguments) {
  if (arguments.engine_url.empty()) return std::optional<std::vector<std::string>>();
  const auto engine = runner::RemoteEngine::reach(arguments.engine_url);
  if (!engine) return std::unexpected(engine.error());
  return (*engine)->capabilities().requirements;
}

// The first id that a scenario shows and the engine does not claim; empty: it claims them all.
std::string unclaimed_id(const Scenario& scenario, const std::optional<std::vector<std::string>>& claimed) {
  if (claimed)
    for (const std::string& id : scenario.shows)
      if (!runner::is_of_harness(id) && std::find(claimed->begin(), claimed->end(), id) == claimed->end())
        return id;
  return {};
}

// Takes the scenarios out that the engine does not claim to pass, and says so.
void leave_out_unclaimed(std::vector<Scenario>& scenarios,
                         const std::optional<std::vector<std::string>>& claimed) {
  std::set<std::string> unclaimed;
  const auto removed = std::erase_if(scenarios, [&](const Scenario& scenario) {
    const std::string id = unclaimed_id(scenario, claimed);
    if (!id.empty()) unclaimed.insert(id);
    return !id.empty();
  });
  if (removed == 0) return;
  std::string list;
  for (const std::string& id : unclaimed)
    list += (list.empty() ? "" : ", ") + id;
  std::cerr << fmt::format(
      "articulator run: {} scenarios are not applicable, since the engine does not claim {}\n", removed,
      list);
}

int status_of(const std::vector<ScenarioResult>& results) {
  const auto is = [&](auto fits) { return std::any_of(results.begin(), results.end(), fits); };
  if (is([](const ScenarioResult& one) { return one.engine_unreachable; })) return exit_unreachable;
  return is([](const ScenarioResult& one) { return one.verdict != runner::Verdict::passed; }) ? exit_fails
                                                                                              : exit_holds;
}

using Results = std::vector<ScenarioResult>;

// What is left to do where no results came: the status, its reason said.
std::expected<Results, int> run_here(const Arguments& arguments, const std::vector<Scenario>& scenarios,
                                     const runner::Library& library, runner::SuiteOptions options) {
  // An engine elsewhere is one engine: it cannot be in two worlds at once.
  options.jobs = arguments.engine_url.empty() ? arguments.jobs : 1;
  options.make_engine = [&] { return make_engine(arguments); };
  options.again_options = again_options(arguments);
  auto results = runner::run_suite(scenarios, library, options);
  if (!results) return std::unexpected(refuse(results.error().text(), exit_unreachable));
  return *std::move(results);
}

std::expected<Results, int> run_there(const Arguments& arguments,
                                      const std::vector<runner::ScenarioText>& texts,
                                      const runner::LibraryFiles& library,
                                      const runner::SuiteOptions& options) {
  const auto build = build_name();
  if (!build) return std::unexpected(refuse(build.error().text()));
  const std::atomic<bool>& interrupted = listen_for({SIGINT});
  const bool journals = !arguments.journal.empty() || !arguments.html.empty();
  auto results =
      run_on_cluster(texts, library, {arguments.cluster, *build},
                     {journals, options.journal_of, options.on_done, [&] { return interrupted.load(); }});
  if (!results)
    return std::unexpected(
        refuse(results.error().error.text(), results.error().out_of_reach ? exit_unreachable : exit_usage));
  if (!*results) return std::unexpected(refuse("interrupted before all scenarios were done"));
  return **std::move(results);
}

int run_with(const Arguments& arguments) {
  const auto library_files = runner::read_library_files(in_project("scenarios/library"));
  if (!library_files) return refuse(library_files.error().text());
  const auto library = runner::Library::of(*library_files);
  if (!library) return refuse(library.error().text());
  auto loaded = load(arguments, **library);
  if (!loaded) return refuse(loaded.error().text());
  auto& [scenarios, texts] = *loaded;
  if (arguments.only_check) {
    std::cout << fmt::format("{} scenarios can be read\n", scenarios.size());
    return exit_holds;
  }
  const auto claimed = claimed_by(arguments);
  if (!claimed) return refuse(claimed.error().text(), exit_unreachable);
  leave_out_unclaimed(scenarios, *claimed);
  if (scenarios.empty())
    return refuse("the engine claims none of what these scenarios show; see its GET /v1/capabilities");
  Journals journals;
  if (const std::string trouble = journals.open(arguments.journal, scenarios); !trouble.empty())
    return refuse(trouble);

  Diagrams diagrams(!arguments.html.empty(), scenarios.size());
  Progress progress(scenarios.size());
  runner::SuiteOptions options;
  options.on_done = [&](std::size_t index, const ScenarioResult& result) {
    diagrams.done(index, result);
    progress.done(result);
  };
  options.journal_of = [&](std::size_t index) { return diagrams.sink(index, journals.sink(index)); };
  const auto begun = std::chrono::steady_clock::now();
  const auto results = arguments.cluster.empty() ? run_here(arguments, scenarios, **library, options)
                                                 : run_there(arguments, texts, *library_files, options);
  if (!results) return results.error();
  const auto took = std::chrono::duration_cast<base::Duration>(std::chrono::steady_clock::now() - begun);

  const runner::Summary summary = runner::summarise(*results, took);
  const bool text_wanted = arguments.json != "-" && arguments.junit != "-" && arguments.html != "-";
  if (text_wanted) {
    std::cout << runner::summary_text(summary, *results,
                                      {isatty(STDOUT_FILENO) != 0, how(arguments), arguments.matrix});
    if (arguments.paths.empty() && arguments.requirement.empty() && !arguments.matrix)
      std::cout << replayed_log(arguments.jobs);
  }
  const std::string html =
      arguments.html.empty() ? "" : page::run_page(summary, *results, diagrams.all(), how(arguments));
  for (const std::string& trouble : {write_result(arguments.html, html),
                                     write_result(arguments.json, runner::report_json(summary, *results)),
                                     write_result(arguments.junit, runner::report_junit(summary, *results))})
    if (!trouble.empty()) return refuse(trouble);
  return status_of(*results);
}

// Error text, or empty.
std::string trouble_with(const Arguments& arguments) {
  if (arguments.jobs < 1 || arguments.jobs > jobs_max) return fmt::format("--jobs is 1 to {}", jobs_max);
  if (arguments.over != "process" && arguments.over != "sockets")
    return "--over is process or sockets, not " + arguments.over;
  for (const std::string& trouble : {unknown_name("--pms", arguments.pair.pms, simulators::pms_vendors()),
                                     unknown_name("--lab", arguments.pair.lab, simulators::lab_vendors())})
    if (!trouble.empty()) return trouble;
  if (const std::string trouble = unknown_url("--engine", arguments.engine_url); !trouble.empty())
    return trouble;
  if (arguments.json == "-" && arguments.junit == "-")
    return "--json and --junit cannot both be standard output";
  if (arguments.cluster.empty()) return {};
  if (!arguments.engine_url.empty() || arguments.over != "process")
    return fmt::format(
        "{} and --cluster do not go together; the workers run the reference engine in process, leave one "
        "away",
        arguments.engine_url.empty() ? "--over" : "--engine");
  if (arguments.only_check)
    return "--check and --cluster do not go together; reading is done here, leave --cluster away";
  return replay::cluster::unknown_cluster(arguments.cluster);
}

}  // namespace

int run_command(int argc, const char* const* argv) {
  Arguments arguments;
  const po::options_description visible = visible_options(arguments);
  po::options_description all;
  all.add(visible).add_options()("path", po::value(&arguments.paths));
  po::positional_options_description positional;
  positional.add("path", -1);
  const auto given = read_command_line(argc, argv, all, positional, "run");
  if (!given) return refuse(given.error());
  if (given->contains("help")) {
    print_help(visible);
    return exit_holds;
  }
  if (given->contains("seed")) arguments.seed = given->at("seed").as<std::uint64_t>();
  const std::string trouble = trouble_with(arguments);
  return trouble.empty() ? run_with(arguments) : refuse(trouble);
}

}  // namespace articulator::tools
