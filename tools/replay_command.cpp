// articulator replay LOG...: shadow replay of recorded logs.
#include "engine/base/calendar.hpp"
#include "engine/base/instant.hpp"
#include "replay/cluster/replay_parts.hpp"
#include "replay/saved/save.hpp"
#include "replay/shadow/baseline.hpp"
#include "replay/shadow/filter.hpp"
#include "replay/shadow/pattern.hpp"
#include "replay/shadow/replay.hpp"
#include "replay/shadow/report.hpp"
#include "replay/shadow/report_html.hpp"
#include "replay/shadow/timeline.hpp"
#include "scenarios/runner/document.hpp"
#include "tools/build_name.hpp"
#include "tools/command_line.hpp"
#include "tools/commands.hpp"
#include "tools/project_folder.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <iostream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/program_options.hpp>

namespace articulator::tools {
namespace {

namespace po = boost::program_options;

struct Arguments {
  std::vector<std::string> logs;
  std::string late;
  int jobs = 1;
  std::string json;
  std::string html;
  std::vector<std::string> only;
  std::string ignore;
  std::string baseline;
  bool follow = false;
  std::string cluster;
  std::string save;
};

po::options_description visible_options(Arguments& into) {
  po::options_description options("Options");
  auto add = options.add_options();
  add("late", po::value(&into.late)->default_value("5m")->value_name("D"),
      "how far apart in time two decisions may be and still agree: 90s, 5m, 1h30m");
  add("jobs", po::value(&into.jobs)->default_value(default_jobs())->value_name("N"),
      "threads; the result is the same for any number");
  add("json", po::value(&into.json)->value_name("FILE"),
      "write the whole result as JSON; - is standard output");
  add("follow", po::bool_switch(&into.follow),
      "go on reading where the log's end is, as it grows, until interrupted");
  add("html", po::value(&into.html)->value_name("FILE"),
      "write a page for people: what most divergences have in common, with the first cases as timelines");
  add("only", po::value(&into.only)->value_name("ID"),
      "count divergences of this rule only; may be given again");
  add("ignore", po::value(&into.ignore)->value_name("FILE"),
      "do not count what this file has a reason for: "
      "[{\"rule\",\"reason\",\"until\",\"practice\"?,\"lab\"?}]");
  add("baseline", po::value(&into.baseline)->value_name("FILE"),
      "the --json of an earlier replay: say what is new and what is gone, and fail for what is new only");
  add("save", po::value(&into.save)->value_name("DIR"),
      "write each divergence as a scenario that shows what the reference decided, or why there is none");
  add("cluster", po::value(&into.cluster)->value_name("URL"),
      "let the workers of a NATS JetStream cluster do it (nats://host:port, several separated by commas; see "
      "articulator worker); the log itself goes there packed, and is removed at the end");
  add("help", "this text");
  return options;
}

int refuse(const std::string& what) {
  std::cerr << "articulator replay: " << what << '\n';
  return exit_usage;
}

void print_help(const po::options_description& options) {
  std::cout << "articulator replay LOG...\n\n"
               "Replays recorded logs (NDJSON of CloudEvents, plain, gzip or zstd; - is standard input) "
               "through the\n"
               "reference engine, sends nothing, and says where production did something else. Several logs "
               "are read\n"
               "one after the other. An interrupt (Ctrl-C) ends the reading, and the result so far is told.\n"
               "Exit status: 0 no divergence, 1 divergences, 2 a log cannot be read, or not to its end, 3 no "
               "cluster, or "
               "no worker there.\n\n"
            << options;
}

std::string write_page(const replay::Options& options, const replay::Report& report,
                       const std::string& path) {
  const auto patterns = replay::patterns(report);
  const auto timelines = replay::read_timelines(options, replay::example_cases(report, patterns));
  if (!timelines) return timelines.error().text();
  return write_result(path, replay::report_html(report, patterns, *timelines));
}

// Error text, or empty. Standard output stays for the JSON alone where it goes there.
std::string print_report(const replay::Report& report, const std::string& json_path) {
  if (json_path != "-") std::cout << replay::report_text(report);
  return json_path.empty() ? "" : write_result(json_path, replay::report_json(report));
}

// Error text, or empty.
std::string save(const replay::Options& options, const replay::Report& report, const Arguments& arguments) {
  const auto library = runner::Library::read(in_project("scenarios/library"));
  if (!library) return library.error().text();
  const auto saved = replay::saved::save_divergences(options, report, **library, arguments.save);
  if (!saved) return saved.error().text();
  if (arguments.json == "-") return {};
  std::cout << saved->scenarios << " of " << report.divergences.size() << " divergences are scenarios in "
            << arguments.save << " now";
  if (saved->reasons > 0) std::cout << "; of " << saved->reasons << " a .txt there says why not";
  if (saved->left_out > 0) std::cout << "; " << saved->left_out << " further ones were left out";
  std::cout << '\n';
  return {};
}

// The report stands, as far as the log went; but who cut it off will want to know.
std::string cut_off_text(const replay::Report& report) {
  const replay::Place& place = report.cut_off.front();
  const auto refused = std::ranges::find(report.lines_refused, place, &replay::RefusedLine::place);
  return report.logs[place.log] + ":" + std::to_string(place.line) + ": " + refused->why +
         "; what came before was replayed, fetch the log once more for the rest";
}

base::Date today() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return {static_cast<std::int32_t>(std::chrono::floor<std::chrono::days>(now).count())};
}

// What the files named beside the log say.
struct Files {
  std::vector<replay::Ignore> ignores;
  std::optional<replay::Baseline> baseline;
};

base::Expected<Files> read_files(const Arguments& arguments) {
  Files files;
  const auto in_file = [](const std::string& path, base::Error error) {
    error.where = path + (error.where.empty() ? "" : " at " + error.where);
    return std::unexpected(std::move(error));
  };
  if (!arguments.ignore.empty()) {
    const auto text = runner::read_file(arguments.ignore);
    if (!text) return std::unexpected(text.error());
    auto ignores = replay::read_ignores(*text);
    if (!ignores) return in_file(arguments.ignore, ignores.error());
    files.ignores = *std::move(ignores);
  }
  if (!arguments.baseline.empty()) {
    const auto text = runner::read_file(arguments.baseline, base::JsonParser::size_max);
    if (!text) return std::unexpected(text.error());
    auto baseline = replay::read_baseline(*text);
    if (!baseline) return in_file(arguments.baseline, baseline.error());
    files.baseline = *std::move(baseline);
  }
  return files;
}

// Error text, or empty.
std::string cluster_of(const Arguments& arguments) {
  return arguments.cluster.empty() ? "" : replay::cluster::unknown_cluster(arguments.cluster);
}

replay::cluster::Result<replay::Report> replayed(const replay::Options& options, const std::string& cluster) {
  if (!cluster.empty()) {
    const auto build = build_name();
    if (!build) return std::unexpected(replay::cluster::Failure{build.error(), false});
    return replay::cluster::replay_on_cluster(options, cluster, *build);
  }
  auto report = replay::replay(options);
  if (!report) return std::unexpected(replay::cluster::Failure{std::move(report.error()), false});
  return *std::move(report);
}

int replay_with(const Arguments& arguments) {
  const auto late = base::parse_duration(arguments.late);
  if (!late) return refuse("--late " + late.error().text());
  if (arguments.follow && arguments.logs.size() > 1)
    return refuse("--follow takes one log; name the one that grows");
  if (arguments.jobs < 1 || arguments.jobs > replay::jobs_max)
    return refuse("--jobs must be 1 to " + std::to_string(replay::jobs_max));
  if (arguments.follow && !arguments.cluster.empty())
    return refuse("--follow and --cluster do not go together");
  if (const std::string unknown = cluster_of(arguments); !unknown.empty()) return refuse(unknown);
  auto files = read_files(arguments);
  if (!files) return refuse(files.error().text());
  const replay::Options options{
      arguments.logs, *late, arguments.jobs, {arguments.follow, &listen_for({SIGINT})}};
  auto report = replayed(options, arguments.cluster);
  if (!report)
    return refuse(report.error().error.text()), report.error().out_of_reach ? exit_unreachable : exit_usage;
  replay::filter(*report, {arguments.only, std::move(files->ignores), today()});
  std::string trouble = print_report(*report, arguments.json);
  if (trouble.empty() && !arguments.html.empty()) trouble = write_page(options, *report, arguments.html);
  if (trouble.empty() && !arguments.save.empty()) trouble = save(options, *report, arguments);
  if (!trouble.empty()) return refuse(trouble);
  if (!report->cut_off.empty()) return refuse(cut_off_text(*report));
  if (!files->baseline) return report->divergences.empty() ? exit_holds : exit_fails;
  const replay::BaselineChange change = replay::compared(*std::move(files->baseline), *report);
  if (arguments.json != "-") std::cout << replay::change_text(change, *report);
  return change.added.empty() ? exit_holds : exit_fails;
}

}  // namespace

int replay_command(int argc, const char* const* argv) {
  Arguments arguments;
  const po::options_description visible = visible_options(arguments);
  const auto read = read_logs_command_line(argc, argv, visible, arguments.logs, "replay");
  if (!read) return refuse(read.error());
  if (!*read) {
    print_help(visible);
    return exit_holds;
  }
  return replay_with(arguments);
}

}  // namespace articulator::tools
