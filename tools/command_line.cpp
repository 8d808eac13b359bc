#include "tools/command_line.hpp"

#include "simulators/serve/client.hpp"

#include <csignal>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <thread>

#include <fmt/format.h>

namespace articulator::tools {

namespace po = boost::program_options;

namespace {

// The library reads "-3" as the number that is 3 short of 2^64. Empty: no option says such a thing.
std::string below_zero(const po::parsed_options& parsed, const po::options_description& options) {
  for (const po::option& given : parsed.options) {
    const po::option_description* known = options.find_nothrow(given.string_key, false);
    const auto* unsigned_value =
        known ? dynamic_cast<const po::typed_value<std::uint64_t>*>(known->semantic().get()) : nullptr;
    if (unsigned_value && !given.value.empty() && given.value.front().starts_with('-'))
      return fmt::format("--{} {}: is a whole number from 0 on", given.string_key, given.value.front());
  }
  return {};
}

sigset_t stop_signals() {
  sigset_t stops;
  sigemptyset(&stops);
  sigaddset(&stops, SIGINT);
  sigaddset(&stops, SIGTERM);
  return stops;
}

}  // namespace

void hold_stops() {
  const sigset_t stops = stop_signals();
  pthread_sigmask(SIG_BLOCK, &stops, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

void wait_for_stop() {
  const sigset_t stops = stop_signals();
  int signal = 0;
  sigwait(&stops, &signal);
}

const std::atomic<bool>& listen_for(std::initializer_list<int> signals) {
  static std::atomic<bool> heard = false;
  for (const int signal : signals)
    std::signal(signal, [](int which) {
      heard = true;
      std::signal(which, SIG_DFL);
    });
  return heard;
}

std::expected<po::variables_map, std::string> read_command_line(
    int argc, const char* const* argv, const po::options_description& options,
    const po::positional_options_description& positional, std::string_view subcommand) {
  try {
    po::variables_map given;
    const po::parsed_options parsed =
        po::command_line_parser(argc, argv).options(options).positional(positional).run();
    if (std::string wrong = below_zero(parsed, options); !wrong.empty())
      return std::unexpected(fmt::format("{}; see articulator {} --help", wrong, subcommand));
    po::store(parsed, given);
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

std::string write_result(const std::string& path, std::string_view text) {
  if (path.empty()) return {};
  if (path == "-") {
    std::cout << text;
    return std::cout.flush() ? "" : "standard output cannot be written to";
  }
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  return file ? ""
              : path + ": cannot be written; name a file in a folder that exists and that you may write to";
}

std::string unknown_url(std::string_view option, const std::string& url) {
  const auto split = serve::split_url(url.empty() ? "http://127.0.0.1" : url);
  return split ? "" : fmt::format("{} {}", option, split.error().text());
}

int default_jobs() {
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  return cores > 0 ? cores : 1;
}

}  // namespace articulator::tools
