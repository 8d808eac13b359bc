// articulator explore: generated worlds under generated faults, every invariant judged at every step; what
// fails is shrunk to the smallest world that still does, and kept as a scenario.
#include "engine/base/hash.hpp"
#include "engine/base/json_writer.hpp"
#include "property_tests/explore/bisect.hpp"
#include "property_tests/explore/exploration.hpp"
#include "property_tests/explore/shrink.hpp"
#include "property_tests/explore/world_generator.hpp"
#include "scenarios/runner/requirement_table.hpp"
#include "scenarios/runner/scenario_loader.hpp"
#include "scenarios/runner/scenario_run.hpp"
#include "scenarios/runner/scenario_writer.hpp"
#include "tools/build_name.hpp"
#include "tools/command_line.hpp"
#include "tools/commands.hpp"
#include "tools/explore_parts.hpp"
#include "tools/project_folder.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/program_options.hpp>
#include <fmt/format.h>
#include <unistd.h>

namespace articulator::tools {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kept_max = 10;  // failing worlds: what follows from the first few says nothing new

struct Arguments {
  std::uint64_t worlds = 1000;
  std::uint64_t seed = 1;
  std::optional<std::uint64_t> world;
  std::uint64_t minutes = 0;
  std::uint64_t shrink_seconds = 60;
  int jobs = 1;
  std::string save;
  std::string json;
  std::string shrink;
  std::string bisect;
  std::string cluster;
  bool print = false;
};

int refuse(const std::string& what, int status = exit_usage) {
  std::cerr << "articulator explore: " << what << '\n';
  return status;
}

po::options_description visible_options(Arguments& into) {
  po::options_description options("Options");
  auto add = options.add_options();
  add("worlds", po::value(&into.worlds)->default_value(into.worlds)->value_name("N"), "how many");
  add("seed", po::value(&into.seed)->default_value(into.seed)->value_name("N"), "of all that is drawn");
  add("world", po::value<std::uint64_t>()->value_name("N"), "this one alone, by its number");
  add("print", po::bool_switch(&into.print), "with --world: write it as a scenario, and do not run it");
  add("minutes", po::value(&into.minutes)->value_name("M"),
      "end after so many, however many worlds are done");
  add("jobs", po::value(&into.jobs)->default_value(default_jobs())->value_name("N"),
      "threads, one world each; the result is the same for any number");
  add("save", po::value(&into.save)->value_name("DIR"), "keep the worlds that fail as scenarios, shrunk");
  add("shrink-seconds", po::value(&into.shrink_seconds)->default_value(into.shrink_seconds)->value_name("S"),
      "how long to shrink each of them");
  add("shrink", po::value(&into.shrink)->value_name("FILE"),
      "explore nothing; shrink this scenario, which fails, further and in its place");
  add("bisect", po::value(&into.bisect)->value_name("FILE"),
      "explore nothing; say after which step of this scenario, which fails, it fails however it goes on");
  add("json", po::value(&into.json)->value_name("F"), "write the result as JSON; - is standard output");
  add("cluster", po::value(&into.cluster)->value_name("URL"),
      "let the workers of a NATS JetStream cluster do it (nats://host:port, several separated by commas; see "
      "articulator worker); what fails is shrunk here");
  add("help", "this text");
  return options;
}

void print_help(const po::options_description& options) {
  std::cout
      << "articulator explore\n\n"
         "Runs generated worlds (practices, cases, people, labs, and faults of all kinds in between) against "
         "the reference\nengine and judges all invariants at every step. A world that fails is shrunk to "
         "the smallest one that still does.\nAn interrupt ends it with the result so far. Exit status: 0 all "
         "hold, 1 a world fails, 2 usage, 3 no cluster, or no\nworker there.\n\n"
      << options;
}

// A world that failed, and what is known of it.
struct Found {
  std::uint64_t number = 0;
  runner::Scenario world;
  runner::Failure failure;
  std::string file;
};

explore::Fails fails_by(const runner::Library& library, const std::string& check) {
  return [&library, check](const runner::Scenario& world) {
    const auto engine = explore::reference_engine()();
    const auto result = explore::run_world(world, library, *engine, nullptr);
    return std::any_of(result.failures.begin(), result.failures.end(),
                       [&](const runner::Failure& one) { return one.check == check; });
  };
}

std::string failure_text(const runner::Failure& failure) {
  return fmt::format("  {}\n    expected  {}\n    found     {}\n    at        {}\n", failure.check,
                     failure.expected, failure.found, base::format_instant(failure.at));
}

std::string again(const Arguments& arguments, std::uint64_t number) {
  return fmt::format("tools/articulator explore --seed {} --world {}", arguments.seed, number);
}

// Shrinks as long as it may, writes after that, and says how small it became.
void shrink_to_file(const runner::Scenario& world, const std::string& check, const std::string& file,
                    const runner::Library& library, std::uint64_t seconds, std::ostream& out) {
  const auto deadline = Clock::now() + std::chrono::seconds(seconds);
  const explore::Shrunk small = explore::shrink(world, check, library, fails_by(library, check),
                                                [&] { return Clock::now() > deadline; });
  const std::string text = runner::write_scenario(small.world, library);
  const explore::WorldSize before = explore::size_of(world);
  const explore::WorldSize after = explore::size_of(small.world);
  out << fmt::format(
      "  shrunk from {} cases, {} faults and {} steps to {}, {} and {}, in {} runs{}\n", before.cases,
      before.faults, before.steps, after.cases, after.faults, after.steps, small.runs,
      small.minimal ? "; nothing more can be taken away" : "; the time was over: --shrink goes on");
  if (file.empty()) {
    out << text;
    return;
  }
  if (const std::string trouble = write_result(file, text); !trouble.empty()) out << "  " << trouble << '\n';
  out << "  kept as " << file << "\n    again: tools/articulator run " << file << '\n';
}

// What came of all worlds so far.
class Tally {
 public:
  explicit Tally(const Arguments& arguments) : arguments_(arguments) {}

  void note(const explore::Explored& one) {
    ++worlds_;
    messages_ += one.result.messages;
    virtual_time_ += one.result.virtual_time;
    coverage_.add(one.coverage);
    fingerprint_.update(one.result.fingerprint);
    twice_ += one.run_twice ? 1 : 0;
    failed_ += fails(one) ? 1 : 0;
  }
  static bool fails(const explore::Explored& one) {
    return one.result.verdict != runner::Verdict::passed || !one.differs.empty();
  }

  [[nodiscard]] std::uint64_t worlds() const { return worlds_; }
  [[nodiscard]] std::uint64_t failed() const { return failed_; }

  [[nodiscard]] std::string line() const {
    constexpr double ms_a_year = 365.25 * 86'400'000.0;
    return fmt::format("{} worlds, {:.1f} simulated years, {} faults, {} decisions, {} fail", worlds_,
                       static_cast<double>(virtual_time_.count()) / ms_a_year, coverage_.faults(),
                       coverage_.decisions(), failed_);
  }
  [[nodiscard]] std::string text(const std::vector<std::string>& rules, std::string_view speed) const {
    return fmt::format(
        "seed {}: {}\n{}  run twice         {}, all the same unless said\n  messages          {}\n{}  "
        "fingerprint       {}\n",
        arguments_.seed, line(), explore::coverage_text(coverage_, rules), twice_, messages_, speed,
        base::hex(fingerprint_.digest()));
  }
  [[nodiscard]] std::string json(const std::vector<std::string>& rules,
                                 const std::vector<Found>& found) const {
    std::string out;
    base::JsonWriter w(out);
    w.begin_object().member("seed", static_cast<std::int64_t>(arguments_.seed));
    w.member("worlds", static_cast<std::int64_t>(worlds_))
        .member("failed", static_cast<std::int64_t>(failed_));
    w.member("virtual_s", virtual_time_.count() / 1000)
        .member("messages", static_cast<std::int64_t>(messages_));
    w.member("faults", static_cast<std::int64_t>(coverage_.faults()));
    w.member("decisions", static_cast<std::int64_t>(coverage_.decisions()));
    w.member("fingerprint", base::hex(fingerprint_.digest()));
    w.key("failures").begin_array();
    for (const Found& one : found) {
      w.begin_object().member("world", static_cast<std::int64_t>(one.number));
      w.member("check", one.failure.check).member("expected", one.failure.expected);
      w.member("found", one.failure.found).member("at", one.failure.at);
      w.member("again", again(arguments_, one.number)).end_object();
    }
    w.end_array().key("coverage").raw(explore::coverage_json(coverage_, rules)).end_object();
    return out + "\n";
  }

 private:
  const Arguments& arguments_;
  std::uint64_t worlds_ = 0;
  std::uint64_t failed_ = 0;
  std::uint64_t twice_ = 0;
  std::uint64_t messages_ = 0;
  base::Duration virtual_time_{0};
  explore::Coverage coverage_;
  base::Sha256Stream fingerprint_;
};

// The ids of the rules that validation has.
// The checks of a prescription. What holds of validation as a whole is a finding's code nowhere.
std::vector<std::string> rules_known() {
  constexpr std::array<std::string_view, 3> of_all{"VAL-30", "VAL-31", "VAL-32"};
  std::vector<std::string> ids;
  const auto table = runner::read_requirements(in_project("scenarios/requirements.json"));
  if (!table) return ids;
  for (const runner::Requirement& one : *table)
    if (one.id.starts_with("VAL-") && std::ranges::find(of_all, one.id) == of_all.end())
      ids.push_back(one.id);
  return ids;
}

runner::Failure failure_of(const explore::Explored& one) {
  if (!one.differs.empty())
    return {"two runs of a world write the same journal", one.differs, {}, {}, "determinism"};
  return one.result.failures.front();
}

// Here, or on a cluster; told of each world in order.
replay::cluster::Result<void> explore_anywhere(
    const explore::ExploreOptions& options, const runner::Library& library,
    const runner::LibraryFiles& library_files, const std::string& cluster,
    const std::function<bool(const explore::Explored& one)>& on_world) {
  if (cluster.empty()) {
    explore::explore(options, library, on_world);
    return {};
  }
  auto build = of_the_part(build_name());
  if (!build) return std::unexpected(build.error());
  return explore_on_cluster(options, library_files, {cluster, *std::move(build)}, on_world);
}

int explore_with(const Arguments& arguments, const runner::Library& library,
                 const runner::LibraryFiles& library_files) {
  explore::ExploreOptions options;
  options.seed = arguments.seed;
  options.worlds = arguments.world ? 1 : arguments.worlds;
  options.first = arguments.world.value_or(1);
  options.jobs = arguments.jobs;
  const auto begun = Clock::now();
  const std::atomic<bool>& interrupted = listen_for({SIGINT});
  options.out_of_time = [&, until = begun + std::chrono::minutes(arguments.minutes)] {
    return interrupted || (arguments.minutes > 0 && Clock::now() > until);
  };
  const bool quiet = arguments.json == "-";
  const bool terminal = isatty(STDERR_FILENO) != 0;
  Tally tally(arguments);
  std::vector<Found> found;
  const auto on_world = [&](const explore::Explored& one) {
    tally.note(one);
    constexpr std::uint64_t shown_every = 50;
    if (terminal && tally.worlds() % shown_every == 0)
      std::cerr << "\r\033[K  " << tally.line() << std::flush;
    if (!Tally::fails(one) || found.size() >= kept_max) return true;
    found.push_back(
        {one.number, explore::generate_world(arguments.seed, one.number, library), failure_of(one), {}});
    if (!quiet)
      std::cout << (terminal ? "\r\033[K" : "") << "world " << one.number << " fails\n"
                << failure_text(found.back().failure) << "    again     " << again(arguments, one.number)
                << '\n'
                << std::flush;
    return true;
  };
  const auto explored = explore_anywhere(options, library, library_files, arguments.cluster, on_world);
  if (terminal) std::cerr << "\r\033[K";
  if (!explored)
    return refuse(explored.error().error.text(),
                  explored.error().out_of_reach ? exit_unreachable : exit_usage);
  if (interrupted) std::cerr << "interrupted; what came of the worlds so far:\n";
  const double seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  if (!quiet)
    std::cout << tally.text(rules_known(), fmt::format("  speed             {:.0f} worlds a minute\n",
                                                       static_cast<double>(tally.worlds()) * 60 / seconds));
  std::error_code ignored;
  if (!arguments.save.empty()) fs::create_directories(arguments.save, ignored);
  for (Found& one : found) {
    if (interrupted || (arguments.save.empty() && !arguments.world)) break;
    if (one.failure.check == "determinism") continue;
    if (!arguments.save.empty())
      one.file =
          fmt::format("{}/{}-{}-{}.json", arguments.save, one.failure.check, arguments.seed, one.number);
    if (!quiet) std::cout << "world " << one.number << '\n';
    std::ostream& out = quiet ? std::cerr : std::cout;
    shrink_to_file(one.world, one.failure.check, one.file, library, arguments.shrink_seconds, out);
  }
  const std::string trouble =
      arguments.json.empty() ? "" : write_result(arguments.json, tally.json(rules_known(), found));
  if (!trouble.empty()) return refuse(trouble);
  return tally.failed() > 0 ? exit_fails : exit_holds;
}

// Why a scenario fails; empty, after saying so: it holds.
std::optional<runner::Failure> failure_of_file(const runner::Scenario& world,
                                               const runner::Library& library) {
  const auto engine = explore::reference_engine()();
  const auto result = explore::run_world(world, library, *engine, nullptr);
  if (!result.failures.empty()) return result.failures.front();
  std::cout << world.file << " holds\n";
  return std::nullopt;
}

int bisect_file(const Arguments& arguments, const runner::Library& library) {
  const auto world = runner::load_scenario(arguments.bisect, library);
  if (!world) return refuse(world.error().text());
  const auto failure = failure_of_file(*world, library);
  if (!failure) return exit_holds;
  constexpr std::uint64_t ends = 12;
  std::cout << failure_text(*failure);
  const auto turning = explore::bisect(*world, ends, library, fails_by(library, failure->check));
  if (!turning) {
    std::cout << "  even after its last step some ends hold: it depends on what comes then\n";
  } else if (turning->steps == 0) {
    std::cout << fmt::format("  it fails whatever happens: {} of {} ends without any of its steps\n", ends,
                             ends);
  } else {
    std::cout << fmt::format(
        "  inevitable after step {}: {}\n  {} of {} ends fail from there on, {} before it\n", turning->steps,
        runner::write_step(world->steps[turning->steps - 1], *world, library), ends, ends,
        ends - turning->passed);
  }
  return exit_fails;
}

int shrink_file(const Arguments& arguments, const runner::Library& library) {
  const auto world = runner::load_scenario(arguments.shrink, library);
  if (!world) return refuse(world.error().text());
  const auto failure = failure_of_file(*world, library);
  if (!failure) return exit_holds;
  std::cout << failure_text(*failure);
  shrink_to_file(*world, failure->check, arguments.shrink, library, arguments.shrink_seconds, std::cout);
  return exit_fails;
}

// Error text, or empty.
std::string trouble_with(const Arguments& arguments) {
  if (arguments.jobs < 1 || arguments.jobs > jobs_max) return fmt::format("--jobs is 1 to {}", jobs_max);
  if (arguments.worlds == 0) return "--worlds is at least 1";
  if (arguments.cluster.empty()) return {};
  if (const std::string unknown = replay::cluster::unknown_cluster(arguments.cluster); !unknown.empty())
    return unknown;
  for (const auto& [option, given] :
       {std::pair{"--shrink", !arguments.shrink.empty()}, std::pair{"--bisect", !arguments.bisect.empty()},
        std::pair{"--print", arguments.print}})
    if (given)
      return fmt::format("{} and --cluster do not go together; one machine does it, leave --cluster away",
                         option);
  if (arguments.worlds > cluster_worlds_max)
    return fmt::format("--worlds with --cluster is at most {}; explore the rest by another --seed",
                       cluster_worlds_max);
  return {};
}

}  // namespace

int explore_command(int argc, const char* const* argv) {
  Arguments arguments;
  const po::options_description visible = visible_options(arguments);
  const auto given = read_command_line(argc, argv, visible, {}, "explore");
  if (!given) return refuse(given.error());
  if (given->contains("help")) {
    print_help(visible);
    return exit_holds;
  }
  if (given->contains("world")) arguments.world = given->at("world").as<std::uint64_t>();
  if (const std::string trouble = trouble_with(arguments); !trouble.empty()) return refuse(trouble);
  const auto library_files = runner::read_library_files(in_project("scenarios/library"));
  if (!library_files) return refuse(library_files.error().text());
  const auto library = runner::Library::of(*library_files);
  if (!library) return refuse(library.error().text());
  if (!arguments.bisect.empty()) return bisect_file(arguments, **library);
  if (!arguments.shrink.empty()) return shrink_file(arguments, **library);
  if (arguments.print && arguments.world) {
    std::cout << runner::write_scenario(explore::generate_world(arguments.seed, *arguments.world, **library),
                                        **library);
    return exit_holds;
  }
  return explore_with(arguments, **library, *library_files);
}

}  // namespace articulator::tools
