// articulator insight LOG...: the figures of recorded logs.
#include "replay/insight/insight.hpp"
#include "replay/insight/page.hpp"
#include "replay/insight/report.hpp"
#include "tools/command_line.hpp"
#include "tools/commands.hpp"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include <boost/program_options.hpp>

namespace articulator::tools {
namespace {

namespace po = boost::program_options;

constexpr int exit_holds = 0;
constexpr int exit_usage = 2;

struct Arguments {
  std::vector<std::string> logs;
  int jobs = 1;
  std::string json;
  std::string html;
};

po::options_description visible_options(Arguments& into) {
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  po::options_description options("Options");
  auto add = options.add_options();
  add("json", po::value(&into.json)->value_name("FILE"), "write the figures as JSON; - is standard output");
  add("html", po::value(&into.html)->value_name("FILE"),
      "write the figures as one HTML page with charts; - is standard output");
  add("jobs", po::value(&into.jobs)->default_value(cores > 0 ? cores : 1)->value_name("N"),
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

// Error text, or empty. Standard output is one of: the text for people, or what goes to "-".
std::string write_to(const std::string& path, const std::string& content) {
  if (path == "-") {
    std::cout << content;
    return std::cout.flush() ? "" : "standard output cannot be written to";
  }
  std::ofstream file(path, std::ios::binary);
  file << content;
  file.close();
  return file ? ""
              : path + " cannot be written; name a file in a folder that exists and that you may write to";
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
    if (const auto trouble = write_to(arguments.json, report_json(*report)); !trouble.empty())
      return refuse(trouble);
  if (!arguments.html.empty())
    if (const auto trouble = write_to(arguments.html, report_page(*report)); !trouble.empty())
      return refuse(trouble);
  if (!report->cut_off.empty()) return refuse(cut_off_text(*report));
  return exit_holds;
}

}  // namespace

int insight_command(int argc, const char* const* argv) {
  Arguments arguments;
  const po::options_description visible = visible_options(arguments);
  po::options_description all;
  all.add(visible).add_options()("log", po::value(&arguments.logs));
  po::positional_options_description positional;
  positional.add("log", -1);
  const auto given = read_command_line(argc, argv, all, positional, "insight");
  if (!given) return refuse(given.error());
  if (given->contains("help")) {
    print_help(visible);
    return exit_holds;
  }
  if (arguments.logs.empty())
    return refuse("no log was named; give one, for example replay/samples/sample.ndjson");
  return insight_with(arguments);
}

}  // namespace articulator::tools
