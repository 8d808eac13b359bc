// A log that was made up is replayed with what was planted in it, and nothing besides.
#include "replay/generate/generate.hpp"

#include "replay/shadow/replay.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

namespace articulator::replay {
namespace {

namespace fs = std::filesystem;

std::string profile(const std::string& lab) {
  std::ifstream file(ARTICULATOR_SOURCE_DIR "/scenarios/library/labs/" + lab + ".json", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

GenerateOptions small(std::uint64_t seed) {
  GenerateOptions options;
  options.practices = 5;  // one of each zone
  options.days = 20;
  options.seed = seed;
  options.profiles = {profile("glidewell"), profile("dentsply-sirona")};
  options.pms = {"open-dental", "curve"};
  return options;
}

struct Made {
  std::string log;
  GeneratedTruth truth;
};

Made made(const GenerateOptions& options) {
  Made made;
  made.truth = generate(options, [&](std::string_view line) { made.log += line; }).value();
  return made;
}

// A log in a file of its own, gone at the end.
class LogFile {
 public:
  explicit LogFile(const std::string& text)
      : path_(fs::temp_directory_path() /
              fmt::format("articulator-generate-{}.ndjson", static_cast<const void*>(this))) {
    std::ofstream(path_, std::ios::binary) << text;
  }
  ~LogFile() { fs::remove(path_); }
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

std::vector<std::string> rows(const std::vector<PlantedDivergence>& planted) {
  std::vector<std::string> rows;
  for (const PlantedDivergence& one : planted)
    rows.push_back(one.kind + " " + one.type + " " + one.case_id + " " + one.practice);
  std::ranges::sort(rows);
  return rows;
}

std::vector<std::string> rows(const Report& report) {
  std::vector<std::string> rows;
  for (const Divergence& one : report.divergences)
    rows.push_back(fmt::format("{} dental.engine.{} {} {}", word(one.kind), word(one.type), one.case_id.text,
                               one.practice.text));
  std::ranges::sort(rows);
  return rows;
}

void check_replay_finds_the_truth(const GenerateOptions& options) {
  const Made log = made(options);
  const LogFile file(log.log);
  const Report report = replay({{file.path()}, base::minutes(5), 2}).value();
  const auto found = rows(report);
  const auto truth = rows(log.truth.divergences);
  BOOST_TEST(found == truth, boost::test_tools::per_element());
  BOOST_TEST(report.duplicates == log.truth.duplicates);
  BOOST_TEST(report.cases == log.truth.cases);
  std::vector<std::int64_t> refused;
  for (const RefusedLine& line : report.lines_refused)
    refused.push_back(line.place.line);
  BOOST_TEST(refused == log.truth.damaged_lines, boost::test_tools::per_element());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(generate_log)

BOOST_AUTO_TEST_CASE(the_same_seed_makes_the_same_bytes_and_another_one_others) {
  const Made once = made(small(1));
  BOOST_TEST((once.log == made(small(1)).log));
  BOOST_TEST((once.log != made(small(2)).log));
  BOOST_TEST(once.truth.lines == std::ranges::count(once.log, '\n'));
}

BOOST_AUTO_TEST_CASE(any_number_of_jobs_makes_the_same_bytes_and_the_same_truth) {
  GenerateOptions options = small(7);
  options.planted_per_mille = 100;
  options.untidy = true;
  const Made alone = made(options);
  for (const int jobs : {2, 5}) {
    options.jobs = jobs;
    const Made together = made(options);
    BOOST_TEST((together.log == alone.log));
    BOOST_TEST(truth_json(together.truth) == truth_json(alone.truth));
  }
}

BOOST_AUTO_TEST_CASE(a_log_without_a_divergence_is_replayed_without_one) {
  check_replay_finds_the_truth(small(3));
}

// 20 days from these on hold the hour that does not exist, the one that comes twice, and the year's end.
BOOST_AUTO_TEST_CASE(what_was_planted_is_found_with_its_kind_and_nothing_besides) {
  for (const char* first : {"2024-03-01", "2024-10-25", "2023-12-20"}) {
    GenerateOptions options = small(4);
    options.first = base::parse_date(first).value();
    options.planted_per_mille = 200;
    options.untidy = true;
    BOOST_TEST_CONTEXT(first) {
      check_replay_finds_the_truth(options);
    }
  }
}

BOOST_AUTO_TEST_CASE(every_kind_of_divergence_is_planted) {
  GenerateOptions options = small(5);
  options.planted_per_mille = 300;
  const Made log = made(options);
  for (const char* kind : {"missing", "extra", "different", "late"})
    BOOST_TEST(std::ranges::count(log.truth.divergences, kind, &PlantedDivergence::kind) > 0);
}

BOOST_AUTO_TEST_CASE(an_untidy_log_is_damaged_repeated_and_unknown_in_places) {
  GenerateOptions options = small(6);
  options.untidy = true;
  const Made log = made(options);
  BOOST_TEST(log.truth.damaged_lines.size() > 0);
  BOOST_TEST(log.truth.duplicates > 0);
  BOOST_TEST(log.truth.unknown_types > 0);
}

BOOST_AUTO_TEST_CASE(options_out_of_range_are_refused_with_a_sentence) {
  const auto refused = [](auto change) {
    GenerateOptions options = small(1);
    change(options);
    const auto result = generate(options, [](std::string_view) {});
    return result ? std::string() : result.error().text();
  };
  BOOST_TEST(refused([](GenerateOptions& options) { options.practices = 0; }) ==
             "practices must be 1 to 100000");
  BOOST_TEST(refused([](GenerateOptions& options) { options.days = 3661; }) == "days must be 1 to 3660");
  BOOST_TEST(refused([](GenerateOptions& options) { options.planted_per_mille = 1001; }) ==
             "planted cases in a thousand must be 0 to 1000");
  BOOST_TEST(refused([](GenerateOptions& options) { options.jobs = 0; }) == "jobs must be 1 to 256");
  BOOST_TEST(refused([](GenerateOptions& options) { options.profiles.clear(); }) ==
             "no lab profile was given; a log needs a lab");
  BOOST_TEST(refused([](GenerateOptions& options) { options.pms.clear(); }) ==
             "no practice management system was given; a log needs one");
  BOOST_TEST(!refused([](GenerateOptions& options) { options.profiles = {"{}"}; }).empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::replay
