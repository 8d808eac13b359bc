#include "replay/cluster/latest_instant.hpp"

#include "replay/log/line_reader.hpp"
#include "replay/log/log_event.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::replay::cluster {
namespace {

std::string line(const std::string& time, const std::string& data = "{}") {
  return R"({"specversion":"1.0","id":"a","source":"/practices/p-01/pms/open-dental",)"
         R"("type":"dental.pms.case.seated","subject":"LC-1","time":")" +
         time + R"(","data":)" + data + "}";
}

// As the readers of whole lines find it.
base::Instant truly_latest(const std::vector<std::string>& lines) {
  base::JsonParser parser;
  base::Instant latest;
  for (const std::string& each : lines)
    if (const auto event = read_log_event(each, parser)) latest = std::max(latest, event->at);
  return latest;
}

base::Instant found_latest(const std::vector<std::string>& lines) {
  LatestInstant latest;
  for (const std::string& each : lines)
    latest.look(each);
  return latest.value();
}

BOOST_AUTO_TEST_SUITE(latest_instant)

BOOST_AUTO_TEST_CASE(it_is_the_latest_of_the_sample_log_wherever_that_ends) {
  auto reader = LineReader::open(ARTICULATOR_SOURCE_DIR "/replay/samples/sample.ndjson");
  BOOST_REQUIRE(reader);
  std::vector<std::string> lines;
  while (const auto next = reader->next())
    lines.emplace_back(next->text);
  while (lines.size() > 10) {
    BOOST_TEST((found_latest(lines) == truly_latest(lines)));
    lines.resize(lines.size() - lines.size() / 7 - 1);
  }
}

BOOST_AUTO_TEST_CASE(only_events_count) {
  const std::vector<std::vector<std::string>> logs{
      {line("2024-10-21T14:00:00Z"), line("2025-10-21T14:00:00Z") + "x"},
      {line("2024-10-21T14:00:00Z"), R"({"time":"2025-01-01T00:00:00Z"})"},
      {line("2024-10-21T14:00:00Z"), line("2025-13-99T14:00:00Z")},
      {line("2024-10-21T14:00:00Z", R"({"time":"2026-01-01T00:00:00Z"})")},
      // The first of equal members is the one that is read; a time elsewhere is none.
      {R"({"data":{"time":"2027-01-01T00:00:00Z"},)" + line("2024-10-21T14:00:00Z").substr(1)},
      {R"({"time":"2023-01-01T00:00:00Z",)" + line("2024-10-21T14:00:00Z").substr(1)},
      {R"({"note":"\"time\":\"2027-01-01T00:00:00Z\"",)" + line("2024-10-21T14:00:00Z").substr(1)},
      {line("2024-10-21T09:00:00-05:00")},
      {"", "no JSON", "{"},
      {}};
  for (const auto& log : logs)
    BOOST_TEST((found_latest(log) == truly_latest(log)), (log.empty() ? "no line" : log.back()));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::replay::cluster
