// Memory follows the open cases: what stays of one that ended is little, and nothing is decided otherwise for
// it.
#include "engine/workflow/practice.hpp"
#include "replay/log/decided.hpp"
#include "replay/log/log_event.hpp"

#include <fstream>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::replay {
namespace {

const std::string sample = ARTICULATOR_SOURCE_DIR "/replay/samples/sample.ndjson";

// What the reference decides on a log, and when, with so many cases awake.
std::vector<std::string> decisions_with(std::size_t awake_max) {
  std::map<model::PracticeId, workflow::Practice> practices;
  std::vector<std::string> said;
  std::vector<model::Decision> decisions;
  base::JsonParser parser;
  std::ifstream log(sample);
  for (std::string line; std::getline(log, line);) {
    const auto event = read_log_event(line, parser);
    if (!event) continue;
    const auto* happened = std::get_if<model::Event>(&event->what);
    if (happened == nullptr) continue;
    practices.try_emplace(event->practice, event->practice, awake_max)
        .first->second.apply(*happened, decisions);
    for (const model::Decision& decision : decisions)
      if (const auto decided = decided_of(decision.act, decision.case_id))
        said.push_back(base::format_instant(decision.at) + " " + decision.case_id.text + " " +
                       decided->shown());
    decisions.clear();
  }
  return said;
}

// One practice whose cases come one an hour and are seated within a day.
class Office {
 public:
  Office() : practice_(model::PracticeId("p-01"), 2) {
    std::ifstream log(sample);
    for (std::string line; std::getline(log, line);)
      if (line.find("/practices/p-") != std::string::npos &&
          (line.find("dental.world.policy") != std::string::npos ||
           line.find("dental.lab.profile") != std::string::npos))
        take(line);
  }

  void live_through_a_case(int n) {
    const std::string number = std::to_string(n);
    const base::Instant begin = base::parse_instant("2024-11-04T00:00:00Z").value() + base::hours(n);
    const auto say = [&](int hour, const char* source, const char* type, const std::string& data) {
      take(R"({"specversion":"1.0","id":")" + std::to_string(++events_) + R"(","source":"/practices/p-01/)" +
           source + R"(","type":"dental.)" + type + R"(","subject":"P-01-LC0)" + number + R"(","time":")" +
           base::format_instant(begin + base::hours(hour)) + R"(","data":)" + data + "}");
    };
    say(0, "pms/open-dental", "pms.patient.updated",
        R"({"patient":"PT-P-01-)" + number +
            R"(","consent":{"sms":true,"portal":false,"email":true},"prefers":"sms"})");
    say(0, "pms/open-dental", "pms.case.ready",
        R"({"patient":"PT-P-01-)" + number +
            R"(","prescriber":{"id":"D-1","name":"Dr. Ellingwood","license":"DN10001","signed":true},)"
            R"("lab":"glidewell","prescription":{"procedure":"crown","material":"zirconia","tooth":"19",)"
            R"("shade":"A2","margin_type":"chamfer","due_date":"2026-01-01"},"notes":"Contacts light please.",)"
            R"("attachments":[{"name":"prep.stl","kind":"scan.prep","bytes":21586682,"sha256":)"
            R"("149cbaabbfdc849d1c5120912b7f1856f78d6e055338c8c1056aa686c3971182"}]})");
    say(1, "labs/glidewell", "lab.order.acknowledged", R"({"tracking":"GW-2024-)" + number + R"("})");
    say(12, "labs/glidewell", "lab.case.shipped",
        R"({"carrier":"UPS","carrier_tracking":"1Z)" + number + R"("})");
    say(20, "pms/open-dental", "pms.case.received", "{}");
    say(24, "pms/open-dental", "pms.case.seated", "{}");
  }

  [[nodiscard]] workflow::Practice::Remembered remembered() const { return practice_.remembered(); }

 private:
  void take(const std::string& line) {
    const auto event = read_log_event(line, parser_);
    BOOST_REQUIRE_MESSAGE(event, line);
    practice_.apply(std::get<model::Event>(event->what), decisions_);
    decisions_.clear();
  }

  workflow::Practice practice_;
  base::JsonParser parser_;
  std::vector<model::Decision> decisions_;
  int events_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(memory)

BOOST_AUTO_TEST_CASE(nothing_is_decided_otherwise_where_all_cases_rest) {
  const std::vector<std::string> expected = decisions_with(workflow::Practice::all);
  BOOST_TEST(expected.size() > 3000U);
  BOOST_TEST(decisions_with(0) == expected, boost::test_tools::per_element());
  BOOST_TEST(decisions_with(3) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(of_cases_that_ended_little_stays_and_of_open_ones_what_they_say) {
  Office office;
  constexpr int week = 7 * 24;
  constexpr int many = 8 * week;
  std::size_t most = 0;
  for (int n = 0; n < many; ++n) {
    office.live_through_a_case(n);
    if (n == 2 * week) most = office.remembered().cases_bytes;
  }
  const auto remembered = office.remembered();
  BOOST_TEST(remembered.cases <= std::size_t{week} + 30);  // those that ended are looked up for a week
  BOOST_TEST(remembered.cases_bytes < most * 3 / 2);       // and do not add up
  BOOST_TEST(remembered.cases_bytes / remembered.cases < 800U);
  BOOST_TEST(remembered.past_bytes / many < 400U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::replay
