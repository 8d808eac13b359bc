#include "engine/connect/testing/open_dental_office.hpp"

#include <algorithm>

#include <boost/test/unit_test.hpp>

namespace articulator::connect::open_dental {
namespace {

using testing::happening;
using testing::lab_case_row;
using testing::LabCaseText;

struct QueryingOffice : testing::OpenDentalOffice {
  QueryingOffice() {
    bench.pms.permissions = {"ApiAllOthers", "ApiQueries"};
    peer.on(scan, 500, "is not to be asked");
    peer.on(query, 200, "[]");
    begin();
  }
  std::string sql() {
    const auto last = std::find_if(
        peer.asked.rbegin(), peer.asked.rend(),
        [](const base::HttpRequest& request) { return request.target == "/api/v1/queries/ShortQuery"; });
    return last == peer.asked.rend() ? "" : last->body;
  }
};

BOOST_FIXTURE_TEST_SUITE(open_dental_poll_by_query, QueryingOffice)

BOOST_AUTO_TEST_CASE(changes_are_asked_for_from_the_last_stamp_on) {
  LabCaseText crown;
  crown.stamp = "2024-10-21 08:59:59";
  cases({crown});
  BOOST_TEST(poll().events.size() == 2u);
  BOOST_TEST(peer.asked[2].body ==
             R"({"SqlCommand":"SELECT LabCaseNum, PatNum, LaboratoryNum, AptNum, DateTimeDue, DateTimeSent, )"
             R"(DateTimeRecd, ProvNum, Instructions, DateTStamp FROM labcase WHERE DateTimeRecd = )"
             R"('0001-01-01 00:00:00' ORDER BY LabCaseNum"})");
  BOOST_TEST(poll().events.empty());
  BOOST_TEST(sql().find("WHERE DateTStamp >= '2024-10-21 08:59:59' ORDER BY LabCaseNum") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_stamp_whose_second_is_over_is_not_asked_for_again) {
  LabCaseText crown;
  crown.stamp = "2024-10-21 08:59:59";
  cases({crown});
  poll();
  now = now + base::seconds(2);
  poll();  // the second is over, and this poll would have seen the last of it
  poll();
  BOOST_TEST(sql().find("WHERE DateTStamp > '2024-10-21 08:59:59'") != std::string::npos);
  crown.stamp = "2024-10-21 09:30:00";
  cases({crown});
  poll();
  poll();
  BOOST_TEST(sql().find("WHERE DateTStamp >= '2024-10-21 09:30:00'") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_change_in_the_same_second_is_seen) {
  know({});
  LabCaseText changed;  // the same stamp
  changed.instructions.replace(changed.instructions.find("A2"), 2, "B1");
  cases({changed});
  BOOST_TEST((happening<model::CaseUpdated>(poll().events, 0) != nullptr));
}

BOOST_AUTO_TEST_CASE(a_row_that_is_not_among_the_changes_is_not_deleted) {
  know({});
  cases({});
  BOOST_TEST(poll().events.empty());
}

BOOST_AUTO_TEST_CASE(deletions_are_looked_for_every_hour) {
  know({});
  cases({});
  now = now + base::minutes(59);
  BOOST_TEST(poll().events.empty());
  now = now + base::minutes(1);
  const model::TaskDone done = poll();
  BOOST_REQUIRE(done.events.size() == 1u);
  BOOST_TEST(happening<model::CaseCancelled>(done.events, 0)->reason == "deleted in Open Dental");
  BOOST_TEST(sql() ==
             R"({"SqlCommand":"SELECT LabCaseNum FROM labcase WHERE LabCaseNum >= 7 ORDER BY LabCaseNum"})");
}

BOOST_AUTO_TEST_CASE(where_queries_are_refused_the_lab_cases_are_scanned) {
  peer.on(query, 401, "ApiQueries permission denied");
  peer.on(scan, 200, "[" + lab_case_row({}) + "]");
  const model::TaskDone done = poll();
  BOOST_TEST(done.events.size() == 2u);
  BOOST_TEST(done.remark.find("no queries, lab cases are scanned") != std::string::npos);
  peer.calls();
  poll();
  BOOST_TEST(peer.calls() == std::vector<std::string>{scan}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_query_that_fails_for_a_while_is_not_given_up) {
  peer.then(query, 503, "busy");
  BOOST_TEST(try_poll().failed->worth_retrying);
  cases({{}});
  BOOST_TEST(poll().events.size() == 2u);
}

BOOST_AUTO_TEST_CASE(while_the_clocks_go_back_no_change_is_missed) {
  now = base::parse_instant("2024-11-03T06:59:00Z").value();  // 01:59 in Chicago
  LabCaseText crown;
  crown.sent = crown.stamp = "2024-11-03 01:58:59";
  know(crown);
  now = base::parse_instant("2024-11-03T07:09:30Z").value();  // 01:09:30, the second time
  crown.stamp = "2024-11-03 01:09:00";
  crown.received = "2024-11-03 01:09:00";
  cases({crown});
  BOOST_TEST((happening<model::CaseReceived>(poll().events, 0) != nullptr));
  const std::string asked = sql();
  const std::size_t from = asked.find(">= '") + 4;
  BOOST_TEST(asked.substr(from, 19) <= "2024-11-03 01:00:00");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::connect::open_dental
