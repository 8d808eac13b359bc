#include "replay/shadow/replay.hpp"

#include "replay/shadow/shard.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <unistd.h>

namespace articulator::replay {
namespace {

std::string line(const std::string& id, const std::string& system, const std::string& type,
                 const std::string& time, const std::string& data = "{}",
                 const std::string& practice = "p-01") {
  return R"({"specversion":"1.0","id":")" + id + R"(","source":"/practices/)" + practice + "/" + system +
         R"(","type":"dental.)" + type + R"(","subject":"LC-1","time":"2024-10-21T)" + time +
         R"(Z","data":)" + data + "}";
}

const std::string status_words =
    R"({"lab":"glidewell","name":"Glidewell","time_zone":"America/Los_Angeles","cutoff":"15:00",)"
    R"("working_days":["mon","tue","wed","thu","fri"],"holidays":[],"transit_working_days":2,"tracking_prefix":"G",)"
    R"("channels":["api"],"email":"cases@glidewell.example","shade_guides":["vita_classical"],)"
    R"("attachments":{"name":"{case}","accept":["stl"],"max_bytes":1000000},"products":[],)"
    R"("statuses":{"Case Received":"received","In Design":"in_design","Shipped":"shipped"}})";

const std::string ready_case =
    R"({"patient":"PT-1","prescriber":{"id":"D-1","name":"Dr. Abel","license":"1","signed":true},)"
    R"("lab":"glidewell","prescription":{"procedure":"crown","tooth":"19"},"notes":"","attachments":[]})";

std::string status(const std::string& id, const std::string& word, int sequence, const std::string& time) {
  return line(id, "labs/glidewell", "lab.case.status", time,
              R"({"tracking":"T","status":")" + word + R"(","sequence":)" + std::to_string(sequence) + "}");
}
std::string written(const std::string& id, const std::string& stage, const std::string& time) {
  return line(id, "engine", "engine.pms.status", time, R"({"stage":")" + stage + R"("})");
}

// A case that is at the lab, with production agreeing so far.
std::vector<std::string> at_the_lab() {
  return {line("l", "labs/glidewell", "lab.profile", "14:00:00", status_words),
          line("r", "pms/curve", "pms.case.ready", "14:00:01", ready_case),
          line("a", "labs/glidewell", "lab.order.acknowledged", "14:30:00",
               R"({"tracking":"T","ship_by":"2024-11-01"})"),
          written("s", "submitted", "14:31:00"),
          line("n", "engine", "engine.pms.note", "14:31:00", R"({"text":"Tracking T"})")};
}

Report shadow(const std::vector<std::string>& lines, base::Duration late_after = base::minutes(5)) {
  Shard shard(late_after, 1);
  std::int64_t number = 0;
  for (const std::string& one : lines)
    shard.feed(one, {0, ++number});
  Report report = shard.finish(shard.clock(), false);
  report.logs = {"a log"};
  return report;
}

// What diverges beyond the validation and the review that production left out: "kind type line".
std::string diverging(const std::vector<std::string>& more, base::Duration late_after = base::minutes(5)) {
  std::vector<std::string> lines = at_the_lab();
  lines.insert(lines.end(), more.begin(), more.end());
  std::string text;
  for (const Divergence& one : shadow(lines, late_after).divergences) {
    if (one.type == DecisionType::rx_validated || one.type == DecisionType::review_opened) continue;
    text += (text.empty() ? "" : ", ") + std::string(word(one.kind)) + " " + std::string(word(one.type)) +
            " " + std::to_string(one.place.line);
  }
  return text;
}

// A log in a file that goes away with the test.
class LogFile {
 public:
  explicit LogFile(const std::string& text)
      : path_(std::filesystem::temp_directory_path() / ("articulator-replay-" + std::to_string(getpid()) +
                                                        "-" + std::to_string(++count_) + ".ndjson")) {
    std::ofstream(path_, std::ios::binary) << text;
  }
  ~LogFile() { std::filesystem::remove(path_); }
  LogFile(const LogFile&) = delete;
  LogFile& operator=(const LogFile&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  static inline int count_ = 0;
  std::filesystem::path path_;
};

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& one : lines)
    text += one + "\n";
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(replay_of_a_log)

BOOST_AUTO_TEST_CASE(an_acknowledgement_says_that_production_sent_the_order) {
  BOOST_TEST(diverging({}) == "");
  BOOST_TEST(diverging({status("1", "Case Received", 1, "15:00:00"), written("2", "received", "15:01:00")}) ==
             "");
}

BOOST_AUTO_TEST_CASE(the_order_of_the_file_is_the_order_of_arrival) {
  // In Design arrives first; what happened before it arrives late, with a lower sequence, and moves nothing.
  BOOST_TEST(diverging({status("1", "In Design", 2, "16:00:00"), written("2", "in_design", "16:01:00"),
                        status("3", "Case Received", 1, "15:00:00")}) == "");
  // A late line with news takes effect when it arrives, and bears its own instant.
  BOOST_TEST(diverging({status("1", "Case Received", 1, "16:00:00"), written("2", "received", "16:01:00"),
                        status("3", "In Design", 2, "15:59:00"), written("4", "in_design", "16:02:00")}) ==
             "");
}

BOOST_AUTO_TEST_CASE(the_tolerance_is_the_users) {
  const std::vector<std::string> lines = {status("1", "Case Received", 1, "15:00:00"),
                                          written("2", "received", "15:07:00")};
  BOOST_TEST(diverging(lines) == "late pms.status 7");
  BOOST_TEST(diverging(lines, base::minutes(7)) == "");
}

BOOST_AUTO_TEST_CASE(a_models_doubt_is_a_fact_and_what_people_decide_on_it_is_about_it) {
  const auto decided = [](const std::string& id, const std::string& review, const std::string& rest,
                          const std::string& time) {
    return line(id, "people", "people.review.decided", time,
                R"({"review":")" + review + R"(","by":"D-1","role":"dentist",)" + rest + "}");
  };
  std::vector<std::string> lines = at_the_lab();
  lines.resize(2);
  lines.push_back(line("1", "engine", "engine.review.opened", "15:00:00",
                       R"({"review":"LC-1-r2","reasons":["AIM-02"]})"));
  lines.push_back(decided("2", "LC-1-r2", R"("decision":"reject")", "15:01:00"));
  // The review of the findings is open as it was.
  lines.push_back(
      decided("3", "LC-1-r1", R"("decision":"correct","changes":{"/prescription/shade":"A2"})", "15:02:00"));
  std::string text;
  for (const Divergence& one : shadow(lines).divergences)
    text += std::string(word(one.kind)) + " " + std::string(word(one.type)) + " " +
            std::to_string(one.place.line) + "; ";
  BOOST_TEST(
      text ==
      "missing rx.validated 2; missing review.opened 2; missing rx.validated 5; missing review.opened 5; ");
}

BOOST_AUTO_TEST_CASE(a_repeat_is_counted_and_dropped) {
  std::vector<std::string> lines = at_the_lab();
  lines.push_back(lines[3]);
  lines.push_back(lines[2]);
  const Report report = shadow(lines);
  BOOST_TEST(report.duplicates == 2);
  BOOST_TEST(report.events == 5);
  BOOST_TEST(report.decisions == 2);
  BOOST_TEST(report.agreed == 2);
}

BOOST_AUTO_TEST_CASE(the_same_id_of_another_source_is_no_repeat) {
  BOOST_TEST(shadow({line("1", "pms/curve", "pms.case.received", "14:00:00"),
                     line("1", "pms/curve", "pms.case.received", "14:00:00", "{}", "p-02"),
                     line("1", "pms/dentrix", "pms.case.received", "14:00:00")})
                 .duplicates == 0);
}

BOOST_AUTO_TEST_CASE(a_damaged_line_is_refused_with_its_number_and_stops_nothing) {
  std::vector<std::string> lines = at_the_lab();
  lines.insert(lines.begin() + 1, lines[2].substr(0, 70));
  lines.emplace_back("\xff\xfe");
  const Report report = shadow(lines);
  BOOST_REQUIRE(report.lines_refused.size() == 2U);
  BOOST_TEST(report.lines_refused[0].place.line == 2);
  BOOST_TEST(report.lines_refused[1].place.line == 7);
  BOOST_TEST(report.agreed == 2);
  BOOST_TEST(report.duplicates == 0);  // the damaged copy did not use up the id
}

BOOST_AUTO_TEST_CASE(what_is_not_decided_here_is_neither_agreed_nor_divergent) {
  const Report report =
      shadow({line("1", "engine", "engine.slots.proposed", "14:00:00", R"({"appointment":"A"})"),
              line("2", "engine", "engine.dead_letter", "14:00:00"),
              line("3", "engine", "engine.dead_letter", "14:00:00"),
              line("4", "labs/glidewell", "lab.invoice", "14:00:00"),
              line("5", "engine", "engine.horoscope", "14:00:00")});
  BOOST_TEST(report.not_judged[static_cast<std::size_t>(DecisionType::dead_letter)] == 2);
  BOOST_TEST(report.not_judged[static_cast<std::size_t>(DecisionType::slots_proposed)] == 1);
  BOOST_TEST(report.decisions == 3);
  BOOST_TEST(report.agreed == 0);
  BOOST_TEST(report.divergences.empty());
  BOOST_TEST(report.unknown_types == 1);
  BOOST_TEST(report_json(report).find(R"("dental.engine.dead_letter":2)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_divergence_shows_both_sides_and_the_rule) {
  std::vector<std::string> lines = at_the_lab();
  lines.push_back(written("x", "shipped", "14:40:00"));
  const Report report = shadow(lines);
  const Divergence& extra = report.divergences.back();
  BOOST_TEST(std::string(word(extra.kind)) == "extra");
  BOOST_TEST(extra.production == R"({"at":"2024-10-21T14:40:00.000Z","stage":"shipped"})");
  BOOST_TEST(extra.reference == "null");
  BOOST_TEST(extra.rule == "STS-05");
  const Divergence& review = report.divergences[1];
  BOOST_TEST(std::string(word(review.type)) == "review.opened");
  BOOST_TEST(review.rule.starts_with("VAL-03"));
  BOOST_TEST(review.place.line == 2);  // of the event from which it follows
}

BOOST_AUTO_TEST_CASE(a_log_cut_in_its_last_line_is_read_up_to_there) {
  const std::string text = joined(at_the_lab());
  const LogFile file(text.substr(0, text.size() - 20));
  const auto report = replay({{file.path()}, base::minutes(5), 1});
  BOOST_REQUIRE(report);
  BOOST_TEST(report->events == 4);
  BOOST_REQUIRE(report->lines_refused.size() == 1U);
  BOOST_TEST(report->lines_refused[0].place.line == 5);
  BOOST_TEST(report->lines_refused[0].why == "the log ends in the middle of this line");
  BOOST_TEST(report->cut_off.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_last_line_without_a_line_end_is_a_line) {
  const std::string text = joined(at_the_lab());
  const LogFile file(text.substr(0, text.size() - 1));
  const auto report = replay({{file.path()}, base::minutes(5), 2});
  BOOST_REQUIRE(report);
  BOOST_TEST(report->events == 5);
  BOOST_TEST(report->cut_off.empty());
}

BOOST_AUTO_TEST_CASE(a_file_without_a_single_event_is_an_error) {
  for (const char* text : {"", "hello\n", "{}\n{}\n"}) {
    const LogFile file(text);
    const auto report = replay({{file.path()}, base::minutes(5), 2});
    BOOST_REQUIRE(!report);
    BOOST_TEST(report.error().what == "no line of it is a CloudEvent");
    BOOST_TEST(report.error().where == file.path());
    BOOST_TEST(!report.error().to_do.empty());
  }
  BOOST_TEST(!replay({{"/nowhere/log.ndjson"}, base::minutes(5), 1}));
}

BOOST_AUTO_TEST_CASE(several_logs_are_one_after_the_other) {
  const std::vector<std::string> lines = at_the_lab();
  const LogFile first(joined({lines.begin(), lines.begin() + 3}));
  const LogFile second(joined({lines.begin() + 2, lines.end()}) + "damaged\n");
  const auto report = replay({{first.path(), second.path()}, base::minutes(5), 2});
  BOOST_REQUIRE(report);
  BOOST_TEST(report->duplicates == 1);
  BOOST_TEST(report->agreed == 2);
  BOOST_REQUIRE(report->lines_refused.size() == 1U);
  BOOST_TEST(report->lines_refused[0].place.log == 1U);
  BOOST_TEST(report->lines_refused[0].place.line == 4);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::replay
