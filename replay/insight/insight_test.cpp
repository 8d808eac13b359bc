#include "replay/insight/insight.hpp"

#include "engine/base/json_reader.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <unistd.h>

namespace articulator::replay::insight {
namespace {

const std::string sample = std::string(ARTICULATOR_SOURCE_DIR) + "/replay/samples/sample.ndjson";

// A file for as long as the test runs.
class TemporaryLog {
 public:
  TemporaryLog(const std::string& name, const std::string& content)
      : path_((std::filesystem::temp_directory_path() /
               ("articulator_insight_" + std::to_string(getpid()) + "_" + name))
                  .string()) {
    std::ofstream(path_, std::ios::binary) << content;
  }
  ~TemporaryLog() { std::remove(path_.c_str()); }
  TemporaryLog(const TemporaryLog&) = delete;
  TemporaryLog& operator=(const TemporaryLog&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

Report of(const std::vector<std::string>& logs, int jobs = 1) {
  auto report = insight({logs, jobs});
  BOOST_REQUIRE_MESSAGE(report, (report ? "" : report.error().text()));
  return *std::move(report);
}

std::string line(const std::string& id, const std::string& type, const std::string& subject,
                 const std::string& time, const std::string& data) {
  return R"({"specversion":"1.0","id":")" + id + R"(","source":"/practices/p-01/any","type":"dental.)" +
         type + R"(","subject":")" + subject + R"(","time":")" + time + R"(","data":)" + data + "}\n";
}

const std::string ready =
    line("1", "pms.case.ready", "LC-1", "2024-10-21T14:00:00Z",
         R"({"patient":"PT-1","prescriber":{"id":"D-1","name":"Dr. Able","license":"1","signed":true},)"
         R"("lab":"glidewell","prescription":{"procedure":"crown","tooth":"19","material":"zirconia"},)"
         R"("notes":"","attachments":[]})");

BOOST_AUTO_TEST_SUITE(insight_of_logs)

BOOST_AUTO_TEST_CASE(the_sample_is_added_up_whole_with_its_damaged_lines_counted) {
  const Report report = of({sample});
  BOOST_CHECK_EQUAL(articulator::insight::whole(report.table).cases, 320);
  BOOST_CHECK_EQUAL(articulator::insight::whole(report.table).remade, 11);
  BOOST_CHECK_EQUAL(report.practices, 4);
  BOOST_CHECK_EQUAL(report.events, 8153);
  BOOST_CHECK_EQUAL(report.lines_refused.size(), 15U);
  BOOST_CHECK_EQUAL(report.duplicates, 39);
  BOOST_CHECK_EQUAL(report.unknown_types, 9);
}

BOOST_AUTO_TEST_CASE(the_figures_do_not_depend_on_the_number_of_threads) {
  const std::string one = report_json(of({sample}, 1));
  BOOST_CHECK_EQUAL(report_json(of({sample}, 2)), one);
  BOOST_CHECK_EQUAL(report_json(of({sample}, 5)), one);
}

BOOST_AUTO_TEST_CASE(a_log_split_by_practice_merges_to_the_figures_of_the_whole) {
  articulator::insight::Table merged;
  std::int64_t events = 0;
  for (const char* practice : {"p-003", "p-000", "p-002", "p-001"}) {
    std::ifstream in(sample, std::ios::binary);
    std::string content;
    for (std::string text; std::getline(in, text);)
      if (text.find(std::string("/practices/") + practice + "/") != std::string::npos) content += text + "\n";
    const TemporaryLog part(std::string("part_") + practice, content);
    const Report report = of({part.path()});
    articulator::insight::merge(merged, report.table);
    events += report.events;
  }
  const Report whole = of({sample});
  BOOST_CHECK(merged == whole.table);
  BOOST_CHECK_LE(events, whole.events);  // lines of no practice are in no part
}

BOOST_AUTO_TEST_CASE(a_log_split_in_time_reads_as_the_whole) {
  std::ifstream in(sample, std::ios::binary);
  std::string head;
  std::string tail;
  int lines = 0;
  for (std::string text; std::getline(in, text);)
    (++lines <= 4000 ? head : tail) += text + "\n";
  const TemporaryLog first("first", head);
  const TemporaryLog second("second", tail);
  const Report split = of({first.path(), second.path()}, 2);
  BOOST_CHECK(split.table == of({sample}).table);
}

BOOST_AUTO_TEST_CASE(statements_and_triage_in_the_log_are_counted) {
  const std::string statement =
      R"({"statement":"ST-1","lines":[{"line":1,"case":"LC-1","tracking":"T-1","cents":9900},)"
      R"({"line":2,"case":"","tracking":"","cents":1}]})";
  const TemporaryLog log("invoice",
                         ready +
                             line("2", "lab.order.acknowledged", "LC-1", "2024-10-21T15:00:00Z",
                                  R"({"tracking":"T-1","ship_by":""})") +
                             line("3", "lab.invoice", "", "2024-11-01T12:00:00Z", statement) +
                             line("4", "engine.invoice.line", "LC-1", "2024-11-01T12:00:01Z",
                                  R"({"statement":"ST-1","line":1,"result":"matched","case":"LC-1"})") +
                             line("5", "engine.remake.triaged", "LC-1", "2024-11-02T12:00:01Z",
                                  R"({"cause":"fit","route":"new_impression","confidence":0.9})"));
  const Report report = of({log.path()});
  const auto all = articulator::insight::whole(report.table);
  BOOST_CHECK_EQUAL(all.spend.cents, 9900);
  BOOST_CHECK_EQUAL(all.remake_causes.at("fit"), 1);
  BOOST_CHECK_EQUAL(report.invoice_results.at("matched"), 1);
  BOOST_CHECK(report.lines_refused.empty());
}

BOOST_AUTO_TEST_CASE(a_log_without_events_and_one_that_is_not_there_are_errors) {
  const TemporaryLog empty("empty", "nothing\n");
  BOOST_CHECK(!insight({{empty.path()}, 1}));
  BOOST_CHECK(!insight({{"/nowhere/log.ndjson"}, 1}));
}

BOOST_AUTO_TEST_CASE(a_log_that_stops_in_the_middle_of_a_line_is_added_up_to_there) {
  const TemporaryLog cut("cut", ready + R"({"specversion":"1.0","id":"2","sou)");
  const Report report = of({cut.path()});
  BOOST_REQUIRE_EQUAL(report.cut_off.size(), 1U);
  BOOST_CHECK_EQUAL(report.lines_refused.front().why, "the log ends in the middle of this line");
  BOOST_CHECK_EQUAL(articulator::insight::whole(report.table).cases, 1);
}

BOOST_AUTO_TEST_CASE(text_and_json_of_a_log_without_cases_are_whole) {
  const TemporaryLog quiet("quiet", line("1", "vendor.heartbeat", "", "2024-10-21T14:00:00Z", "{}"));
  const Report report = of({quiet.path()});
  BOOST_CHECK(report_text(report).find("0 cases") != std::string::npos);
  base::JsonParser parser;
  BOOST_CHECK(parser.parse(report_json(report)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::replay::insight
