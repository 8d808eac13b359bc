// articulator insight LOG...: the figures of recorded logs.
#include "replay/insight/insight.hpp"
#include "replay/insight/page.hpp"
#include "replay/insight/report.hpp"
#include "tools/command_line.hpp"
#include "tools/commands.hpp"

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include <boost/program_options.hpp>

namespace articulator::tools {
namespace {

namespace po = boost::program_options;

struct Arguments {
  std::vector<std::string> logs;
  int jobs = 1;
  std::string json;
  std::string html;
};

po::options_description visible_options(Arguments& into) {
  po::options_description options("Options");
  auto add = options.add_options();
  add("json", po::value(&into.json)->value_name("FILE"), "write the figures as JSON; - is standard output");
  add("html", po::value(&into.html)->value_name("FILE"),
      "write the figures as one HTML page with charts; - is standard output");
  add("jobs", po::value(&into.jobs)->default_value(default_jobs())->value_name("N"),
      "threads; the result is the same for any number");
  add("help", "this text");
  return options;
}

int refuse(const std::string& what) {
  std::cerr << "articulator insight: " << what << '\n';
  return exit_usage;
}

void print_help(const po::options_description& options) {
  std::cout
      << "articulator insight LOG...\n\n"
         "Adds up what recorded logs (NDJSON of CloudEvents, plain, gzip or zstd; - is standard input) say:\n"
         "per lab, restoration, material, prescriber and month the cases, turnaround, on-time and remake\n"
         "rates with their 95 % intervals, cost per unit, and the lab's calls for missing information. "
         "Several\n"
         "logs are read one after the other. Exit status: 0 it was added up, 2 a log cannot be read, or not "
         "to\n"
         "its end.\n\n"
      << options;
}

// The figures stand, as far as the log went; but who cut it off will want to know.
std::string cut_off_text(const replay::insight::Report& report) {
  const replay::Place& place = report.cut_off.front();
  const auto refused = std::ranges::find(report.lines_refused, place, &replay::RefusedLine::place);
  return report.logs[place.log] + ":" + std::to_string(place.line) + ": " + refused->why +
         "; what came before was added up, fetch the log once more for the rest";
}

int insight_with(const Arguments& arguments) {
  if (arguments.jobs < 1 || arguments.jobs > replay::jobs_max)
    return refuse("--jobs must be 1 to " + std::to_string(replay::jobs_max));
  const auto report = replay::insight::insight({arguments.logs, arguments.jobs});
  if (!report) return refuse(report.error().text());
  if (arguments.json == "-" && arguments.html == "-")
    return refuse("--json and --html cannot both go to standard output; name a file for one of them");
  if (arguments.json != "-" && arguments.html != "-") std::cout << replay::insight::report_text(*report);
  if (!arguments.json.empty())
    if (const auto trouble = write_result(arguments.json, report_json(*report)); !trouble.empty())
      return refuse(trouble);
  if (!arguments.html.empty())
    if (const auto trouble = write_result(arguments.html, report_page(*report)); !trouble.empty())
      return refuse(trouble);
  if (!report->cut_off.empty()) return refuse(cut_off_text(*report));
  return exit_holds;
}

}  // namespace

int insight_command(int argc, const char* const* argv) {
  Arguments arguments;
  const po::options_description visible = visible_options(arguments);
  const auto read = read_logs_command_line(argc, argv, visible, arguments.logs, "insight");
  if (!read) return refuse(read.error());
  if (!*read) {
    print_help(visible);
    return exit_holds;
  }
  return insight_with(arguments);
}

}  // namespace articulator::tools
