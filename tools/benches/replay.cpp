// Replay beside what reading alone costs: the same log of a million lines, one after the other, by bare
// simdjson and by nlohmann/json.
#include "replay/shadow/replay.hpp"

#include "replay/generate/generate.hpp"
#include "simulators/pms/vendor.hpp"
#include "tools/benches/bench.hpp"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <simdjson.h>

namespace articulator::bench {
namespace {

namespace fs = std::filesystem;

// About a million lines.
constexpr int practices = 40;
constexpr int days = 135;
constexpr std::size_t nlohmann_lines = 100'000;  // it is an order slower: a part will do

// The generated log, in a file that goes when the bench ends.
class Log {
 public:
  static std::optional<Log> make() {
    replay::GenerateOptions options;
    options.practices = practices;
    options.days = days;
    for (const char* lab : {"dentsply-sirona", "glidewell"}) {
      std::ifstream file(fmt::format("{}/scenarios/library/labs/{}.json", ARTICULATOR_SOURCE_DIR, lab));
      options.profiles.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    options.pms = simulators::pms_kinds();
    Log log;
    std::ofstream out(log.path_, std::ios::binary);
    const Stopwatch watch;
    const auto truth = replay::generate(options, [&](std::string_view line) {
      out.write(line.data(), static_cast<std::streamsize>(line.size()));
    });
    out.close();
    if (!truth || !out) {
      std::fprintf(stderr, "%s: %s\n", log.path_.c_str(),
                   truth ? "cannot be written" : truth.error().text().c_str());
      return std::nullopt;
    }
    log.lines_ = truth->lines;
    print_figure("generate",
                 fmt::format("{:.0f} lines/s", static_cast<double>(truth->lines) / watch.seconds()),
                 fmt::format("{} lines of {} practices, {} cases, {} MB, one thread", truth->lines,
                             truth->practices, truth->cases, fs::file_size(log.path_) / 1'000'000));
    return log;
  }
  Log(Log&& other) noexcept : path_(std::exchange(other.path_, {})), lines_(other.lines_) {}
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;
  Log& operator=(Log&&) = delete;
  ~Log() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove(path_, ignored);
  }

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::int64_t lines() const { return lines_; }
  [[nodiscard]] std::string text() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  Log() : path_((fs::temp_directory_path() / "articulator-bench-replay.ndjson").string()) {}

  std::string path_;
  std::int64_t lines_ = 0;
};

bool replay_with(const Log& log, int jobs) {
  replay::Options options;
  options.logs = {log.path()};
  options.jobs = jobs;
  const Stopwatch watch;
  const auto report = replay::replay(options);
  if (!report) {
    std::fprintf(stderr, "%s\n", report.error().text().c_str());
    return false;
  }
  print_figure(fmt::format("replay, {} {}", jobs, jobs == 1 ? "thread" : "threads"),
               fmt::format("{:.0f} events/s", static_cast<double>(report->events) / watch.seconds()),
               fmt::format("{} events, {} decisions taken and compared, {} divergences", report->events,
                           report->decisions, report->divergences.size()));
  return true;
}

// Two fields of each line, as a reader that decides nothing would take them.
void bare_simdjson(const Log& log) {
  const simdjson::padded_string text(log.text());
  simdjson::ondemand::parser parser;
  const Stopwatch watch;
  simdjson::ondemand::document_stream documents;
  std::size_t bytes = 0;
  std::int64_t lines = 0;
  if (parser.iterate_many(text, 1U << 20U).get(documents) == simdjson::SUCCESS) {
    for (auto document : documents) {
      std::string_view type;
      std::string_view time;
      if (document["type"].get(type) != simdjson::SUCCESS || document["time"].get(time) != simdjson::SUCCESS)
        break;
      bytes += type.size() + time.size();
      ++lines;
    }
  }
  print_figure("simdjson alone", fmt::format("{:.0f} lines/s", static_cast<double>(lines) / watch.seconds()),
               fmt::format("two fields of each line of the same log ({} bytes of them)", bytes));
}

void bare_nlohmann(const Log& log) {
  std::ifstream file(log.path(), std::ios::binary);
  std::vector<std::string> lines(nlohmann_lines);
  for (std::string& line : lines)
    std::getline(file, line);
  const Stopwatch watch;
  std::size_t members = 0;
  for (const std::string& line : lines)
    members += nlohmann::json::parse(line, nullptr, false).size();
  print_figure("nlohmann alone",
               fmt::format("{:.0f} lines/s", static_cast<double>(lines.size()) / watch.seconds()),
               fmt::format("parsing the first {} lines of the same log ({} members)", lines.size(), members));
}

}  // namespace

bool bench_replay() {
  const auto log = Log::make();
  if (!log || !replay_with(*log, 1) || !replay_with(*log, 2)) return false;
  bare_simdjson(*log);
  bare_nlohmann(*log);
  return true;
}

}  // namespace articulator::bench
