#include "replay/log/feed.hpp"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

namespace articulator::replay {
namespace {

namespace fs = std::filesystem;

class LogFile {
 public:
  explicit LogFile(const std::string& text)
      : path_(fs::temp_directory_path() /
              fmt::format("articulator-feed-{}.ndjson", static_cast<const void*>(this))) {
    std::ofstream(path_, std::ios::binary) << text;
  }
  ~LogFile() { fs::remove(path_); }
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }
  void append(const std::string& text) const {
    std::ofstream(path_, std::ios::binary | std::ios::app) << text;
  }

 private:
  fs::path path_;
};

// Keeps the lines; does something on each.
class Kept : public LineSink {
 public:
  explicit Kept(std::size_t logs) : events_(logs) {}
  void feed(std::string_view line, Place place) override {
    lines.emplace_back(line);
    ++events_[place.log];
    if (on_line) on_line();
  }
  [[nodiscard]] const std::vector<std::int64_t>& events_of_log() const override { return events_; }

  std::vector<std::string> lines;
  std::function<void()> on_line;

 private:
  std::vector<std::int64_t> events_;
};

using Lines = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(feed)

BOOST_AUTO_TEST_CASE(a_line_that_was_not_read_to_its_end_is_left_out_where_reading_is_stopped) {
  const LogFile log("{\"a\":1}\n{\"b\":2}\n{\"half\":");
  const LogFile behind("{\"c\":3}\n");
  std::atomic<bool> stop = false;
  Kept kept(2);
  kept.on_line = [&] { stop = true; };
  const auto read = feed_lines({log.path(), behind.path()}, {&kept}, {false, &stop});
  BOOST_REQUIRE(read.has_value());
  BOOST_TEST(kept.lines == (Lines{"{\"a\":1}", "{\"b\":2}"}), boost::test_tools::per_element());
  BOOST_TEST(read->refused.empty());
  BOOST_TEST(read->unended.empty());
}

// Each line read brings the next one, and the third the end: no clock is asked.
BOOST_AUTO_TEST_CASE(a_followed_log_is_read_as_it_grows_until_reading_is_stopped) {
  const LogFile log("{\"n\":0}\n");
  std::atomic<bool> stop = false;
  Kept kept(1);
  kept.on_line = [&] {
    if (kept.lines.size() == 3)
      stop = true;
    else
      log.append(fmt::format("{{\"n\":{}}}\n", kept.lines.size()));
  };
  const auto read = feed_lines({log.path()}, {&kept}, {true, &stop});
  BOOST_REQUIRE(read.has_value());
  BOOST_TEST(kept.lines == (Lines{"{\"n\":0}", "{\"n\":1}", "{\"n\":2}"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::replay
