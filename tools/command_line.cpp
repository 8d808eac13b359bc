#include "tools/command_line.hpp"

#include <fstream>
#include <iostream>
#include <thread>

#include <fmt/format.h>

namespace articulator::tools {

namespace po = boost::program_options;

std::expected<po::variables_map, std::string> read_command_line(
    int argc, const char* const* argv, const po::options_description& options,
    const po::positional_options_description& positional, std::string_view subcommand) {
  try {
    po::variables_map given;
    po::store(po::command_line_parser(argc, argv).options(options).positional(positional).run(), given);
    if (!given.contains("help")) po::notify(given);
    return given;
  } catch (const po::error& error) {
    return std::unexpected(fmt::format("{}; see articulator {} --help", error.what(), subcommand));
  }
}

std::expected<bool, std::string> read_logs_command_line(int argc, const char* const* argv,
                                                        const po::options_description& options,
                                                        std::vector<std::string>& logs,
                                                        std::string_view subcommand) {
  po::options_description all;
  all.add(options).add_options()("log", po::value(&logs));
  po::positional_options_description positional;
  positional.add("log", -1);
  const auto given = read_command_line(argc, argv, all, positional, subcommand);
  if (!given) return std::unexpected(given.error());
  if (given->contains("help")) return false;
  if (logs.empty())
    return std::unexpected("no log was named; give one, for example replay/samples/sample.ndjson");
  return true;
}

std::string write_result(const std::string& path, const std::string& text) {
  if (path == "-") {
    std::cout << text;
    return std::cout.flush() ? "" : "standard output cannot be written to";
  }
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  return file ? ""
              : path + " cannot be written; name a file in a folder that exists and that you may write to";
}

int default_jobs() {
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  return cores > 0 ? cores : 1;
}

}  // namespace articulator::tools
