// articulator generate: a production log of made-up practices.
#include "engine/base/calendar.hpp"
#include "replay/generate/generate.hpp"
#include "scenarios/runner/document.hpp"
#include "simulators/pms/vendor.hpp"
#include "tools/command_line.hpp"
#include "tools/commands.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <boost/program_options.hpp>

namespace articulator::tools {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

struct Arguments {
  replay::GenerateOptions what;
  std::string first;
  std::string labs;
  std::string out;
  std::string truth;
};

po::options_description visible_options(Arguments& into) {
  po::options_description options("Options");
  auto add = options.add_options();
  add("practices", po::value(&into.what.practices)->default_value(4)->value_name("N"),
      "how many; each makes some 2,500 cases a year, 25 lines a case");
  add("days", po::value(&into.what.days)->default_value(90)->value_name("D"),
      "how long cases come in; the log goes on until the last has ended");
  add("seed", po::value(&into.what.seed)->default_value(1)->value_name("N"), "same seed, same bytes");
  add("start", po::value(&into.first)->default_value("2024-10-07")->value_name("DATE"), "the first day");
  add("plant", po::value(&into.what.planted_per_mille)->default_value(0)->value_name("N"),
      "of a thousand cases, this many in which production does something else than the reference would");
  add("untidy", po::bool_switch(&into.what.untidy), "with damaged, repeated, unknown and stale lines");
  add("labs", po::value(&into.labs)->value_name("DIR"),
      "lab profiles, *.json; without: the ones of the scenarios");
  add("jobs", po::value(&into.what.jobs)->default_value(default_jobs())->value_name("N"),
      "threads; the bytes are the same for any number");
  add("truth", po::value(&into.truth)->value_name("FILE"), "what a replay must find in the log, as JSON");
  add("out,o", po::value(&into.out)->default_value("-")->value_name("LOG"), "- is standard output");
  add("help", "this text");
  return options;
}

int refuse(const std::string& what) {
  std::cerr << "articulator generate: " << what << '\n';
  return exit_usage;
}

std::string labs_folder(const std::string& given) {
  if (!given.empty()) return given;
  const std::string here = "scenarios/library/labs";
  std::error_code ignored;
  return fs::is_directory(here, ignored) ? here : ARTICULATOR_SOURCE_DIR "/" + here;
}

// Error text, or empty. By file name, so that the log does not depend on the folder's order.
std::string read_profiles(const std::string& folder, std::vector<std::string>& profiles) {
  std::error_code failed;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder, failed))
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  if (failed)
    return folder + ": the lab profiles cannot be read (" + failed.message() +
           "); name a folder of them with --labs";
  if (files.empty()) return folder + ": no lab profile, *.json, is there; name a folder of them with --labs";
  std::ranges::sort(files);
  for (const fs::path& path : files) {
    auto text = runner::read_file(path.string());
    if (!text) return text.error().text();
    profiles.push_back(std::move(*text));
  }
  return {};
}

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

int generate_with(Arguments& arguments) {
  const auto first = base::parse_date(arguments.first);
  if (!first) return refuse("--start " + first.error().text());
  arguments.what.first = *first;
  arguments.what.pms = simulators::pms_kinds();
  const std::string trouble = read_profiles(labs_folder(arguments.labs), arguments.what.profiles);
  if (!trouble.empty()) return refuse(trouble);
  const bool to_stdout = arguments.out == "-";
  const std::unique_ptr<std::FILE, CloseFile> file(to_stdout ? nullptr
                                                             : std::fopen(arguments.out.c_str(), "wb"));
  if (!to_stdout && !file)
    return refuse(arguments.out +
                  " cannot be written; name a file in a folder that exists and that you may write to");
  std::FILE* out = to_stdout ? stdout : file.get();
  bool is_written = true;
  const auto truth = replay::generate(arguments.what, [&](std::string_view line) {
    is_written = is_written && std::fwrite(line.data(), 1, line.size(), out) == line.size();
  });
  if (!truth) return refuse(truth.error().text());
  if (std::fflush(out) != 0 || !is_written)
    return refuse(arguments.out + " was not written to its end; is the disk full, or was a pipe closed?");
  if (!arguments.truth.empty()) {
    const std::string failed = write_result(arguments.truth, replay::truth_json(*truth));
    if (!failed.empty()) return refuse(failed);
  }
  if (!to_stdout)
    std::cout << arguments.out << ": " << truth->lines << " lines, " << truth->practices << " practices, "
              << truth->cases << " cases, " << truth->decisions << " decisions, " << truth->divergences.size()
              << " divergences planted\n";
  return exit_holds;
}

}  // namespace

int generate_command(int argc, const char* const* argv) {
  Arguments arguments;
  const po::options_description options = visible_options(arguments);
  const auto given = read_command_line(argc, argv, options, {}, "generate");
  if (!given) return refuse(given.error());
  if (given->contains("help")) {
    std::cout << "articulator generate -o LOG\n\nWrites a production log (NDJSON of CloudEvents) of made-up "
                 "practices, with "
                 "what production decided.\nExit status: 0 written, 2 it could not be.\n\n"
              << options;
    return exit_holds;
  }
  return generate_with(arguments);
}

}  // namespace articulator::tools
