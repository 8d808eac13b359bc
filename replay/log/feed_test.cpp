#include "replay/log/feed.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>
#include <string>
#include <string_view>
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

std::string_view source_of(std::string_view line) {
  return line.substr(line.find("/practices/"));
}

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

BOOST_AUTO_TEST_CASE(with_several_sinks_the_lines_of_a_practice_come_to_one_together_and_in_their_order) {
  constexpr int practices = 5;
  constexpr int lines_each = 40;
  std::string text;
  for (int n = 0; n < practices * lines_each; ++n)
    text += fmt::format("{{\"specversion\":\"1.0\",\"id\":\"{}\",\"source\":\"/practices/p-{}/engine\"}}\n",
                        1000 + n, n % practices);
  const LogFile log(text);
  Kept one(1);
  Kept other(1);
  BOOST_REQUIRE(feed_lines({log.path()}, {&one, &other}).has_value());
  BOOST_TEST(one.lines.size() + other.lines.size() == practices * lines_each);
  std::set<std::string> seen;
  for (const Kept* sink : {&one, &other}) {
    BOOST_REQUIRE(sink->lines.size() % lines_each == 0U);
    for (std::size_t first = 0; first < sink->lines.size(); first += lines_each) {
      const std::string practice(source_of(sink->lines[first]));
      BOOST_TEST(seen.insert(practice).second);
      const auto begin = sink->lines.begin() + static_cast<std::ptrdiff_t>(first);
      BOOST_TEST(std::is_sorted(begin, begin + lines_each));
      BOOST_TEST(
          std::all_of(begin, begin + lines_each, [&](const auto& l) { return source_of(l) == practice; }));
    }
  }
  BOOST_TEST(seen.size() == practices * 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::replay
