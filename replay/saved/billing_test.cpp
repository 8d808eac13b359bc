#include "replay/saved/billing.hpp"

#include "replay/saved/history_test.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

namespace articulator::replay::saved {
namespace {

// When a statement that came at that instant of the log is read in the scenario.
std::string read_at(const std::string& came, const std::string& zone = "America/Chicago") {
  CaseHistory history = sent_at_two();
  history.policy["time_zone"] = zone;
  Divergence line;
  line.type = DecisionType::invoice_line;
  line.reference = R"({"at":")" + came + R"("})";
  return base::format_instant(billing_of(line, history).value().read_at);
}

BOOST_AUTO_TEST_SUITE(when_statements_are_read)

BOOST_AUTO_TEST_CASE(one_that_was_read_on_the_first_is_read_then) {
  BOOST_TEST(read_at("2024-11-01T11:00:00.022Z") == "2024-11-01T11:00:00.000Z");
}

BOOST_AUTO_TEST_CASE(one_that_came_at_another_time_is_read_on_the_next_first) {
  BOOST_TEST(read_at("2024-11-01T11:02:00Z") == "2024-12-01T12:00:00.000Z");  // winter time by then
  BOOST_TEST(read_at("2024-11-02T11:02:00Z") == "2024-12-01T12:00:00.000Z");
  BOOST_TEST(read_at("2024-11-15T20:00:00Z") == "2024-12-01T12:00:00.000Z");
  BOOST_TEST(read_at("2024-11-01T10:59:00Z") == "2024-11-01T11:00:00.000Z");
  BOOST_TEST(read_at("2024-11-15T20:00:00Z", "America/Los_Angeles") == "2024-12-01T14:00:00.000Z");
}

BOOST_AUTO_TEST_CASE(nothing_else_is_later_than_in_the_log) {
  Divergence status;
  status.type = DecisionType::pms_status;
  status.reference = R"({"at":"2024-11-15T20:00:00Z"})";
  BOOST_TEST(later_by(status, sent_at_two()).value().count() == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::replay::saved
