#include "engine/model/policy.hpp"

#include "engine/model/reading_test.hpp"

namespace articulator::model {
namespace {

base::Expected<Policy> policy(std::string_view json) {
  return testing::read(json, [](base::JsonValue value) { return read_policy(value, "/policy"); });
}
base::Expected<Patient> patient(std::string_view json) {
  return testing::read(json, [](base::JsonValue value) { return read_patient(value, ""); });
}

BOOST_AUTO_TEST_SUITE(policies)

BOOST_AUTO_TEST_CASE(a_policy_reads_back_as_it_was_written) {
  constexpr std::string_view json =
      R"({"advice":{"doubts":true},"approval_days_left":30,"automation":{"min_clean_cases":5},"final_approval":["auto"],)"
      R"("notify":["received","quality_check"],"phase":"auto","phases":{"bridge":"assist","crown":"auto"},)"
      R"("predictor":"lab_promise","review_hours":24,"time_zone":"America/New_York"})";
  const auto read = policy(json);
  BOOST_REQUIRE_MESSAGE(read.has_value(), testing::error_of(read));
  std::string written;
  base::JsonWriter out(written);
  write_policy(out, *read);
  BOOST_TEST(written == json);
}

BOOST_AUTO_TEST_CASE(an_empty_policy_is_the_careful_one) {
  const Policy careful = *policy("{}");
  BOOST_CHECK(careful.phase == Phase::assist);
  BOOST_TEST(!careful.model_doubts);
  BOOST_TEST(careful.notify.size() == 3U);
  BOOST_TEST(policy(R"({"notify":[]})")->notify.empty());
  BOOST_TEST(policy(R"({"notify":["delayed","shipped"]})")->notify.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_named) {
  BOOST_TEST(testing::error_of(policy(R"({"phase":"automatic"})")) ==
             "/policy/phase: does not know \"automatic\"; use monitor, assist or auto");
  BOOST_TEST(testing::error_of(policy(R"({"phases":{"hat":"auto"}})")).starts_with("/policy/phases/hat"));
  BOOST_TEST(testing::error_of(policy(R"({"phases":{"crown":1}})")).starts_with("/policy/phases/crown"));
  BOOST_TEST(testing::error_of(policy(R"({"notify":["sent"]})")).starts_with("/policy/notify"));
  BOOST_TEST(
      testing::error_of(policy(R"({"advice":{"doubts":"yes"}})")).starts_with("/policy/advice/doubts"));
  BOOST_TEST(testing::error_of(policy(R"({"time_zone":"Nowhere"})")).starts_with("/policy/time_zone"));
  BOOST_TEST(testing::error_of(policy(R"({"automation":{"min_clean_cases":-1}})"))
                 .starts_with("/policy/automation/min_clean"));
}

BOOST_AUTO_TEST_CASE(a_part_of_a_policy_can_be_changed) {
  const Policy before = *policy(R"({"phase":"assist","phases":{"veneer":"monitor"},"approval_days_left":3})");
  const auto after = changed_policy(before, R"({"phases":{"crown":"auto","veneer":null},"review_hours":4})");
  BOOST_REQUIRE_MESSAGE(after.has_value(), testing::error_of(after));
  BOOST_CHECK(after->phase == Phase::assist);
  BOOST_TEST(after->approval_days_left == 3);
  BOOST_TEST(after->review_hours == 4);
  BOOST_TEST(after->phase_by_restoration.size() == 1U);
  BOOST_CHECK(after->phase_by_restoration.at("crown") == Phase::automatic);
}

BOOST_AUTO_TEST_CASE(a_change_that_no_policy_has_is_refused) {
  const Policy before = *policy("{}");
  BOOST_TEST(testing::error_of(changed_policy(before, R"({"phse":"auto"})")).starts_with("/phse"));
  BOOST_TEST(testing::error_of(changed_policy(before, R"({"phase":"automatic"})")).starts_with("/phase"));
  BOOST_TEST(testing::error_of(changed_policy(before, R"({"final_approval":["often"]})"))
                 .starts_with("/final_approval"));
  BOOST_TEST(
      testing::error_of(changed_policy(before, R"({"review_hours":-1})")).starts_with("/review_hours"));
  for (const std::string_view no_object : {"[]", "7", "{", "", "null"})
    BOOST_TEST(!changed_policy(before, no_object).has_value());
}

BOOST_AUTO_TEST_CASE(patients_are_written_to_as_they_wish_and_allow) {
  struct Row {
    std::string_view json;
    std::string_view medium;  // empty: none
  };
  const std::vector<Row> rows{
      {R"({"patient":"P","consent":{"sms":true,"portal":true,"email":true},"prefers":"email"})", "email"},
      {R"({"patient":"P","consent":{"sms":true,"portal":true,"email":false},"prefers":"email"})", "sms"},
      {R"({"patient":"P","consent":{"sms":false,"portal":true,"email":true},"prefers":"sms"})", "portal"},
      {R"({"patient":"P","consent":{"sms":false,"email":true}})", "email"},
      {R"({"patient":"P","consent":{"sms":false,"portal":false,"email":false},"prefers":"sms"})", ""},
      {R"({"patient":"P","consent":{"sms":true},"prefers":"letter"})", "sms"},
      {R"({"patient":"P","prefers":"sms"})", ""},
      {R"({"patient":"P"})", ""}};
  for (const Row& row : rows) {
    const auto medium = patient(row.json)->medium();
    BOOST_TEST((medium ? word(*medium) : "") == row.medium, row.json);
  }
  BOOST_TEST(testing::error_of(patient(R"({"patient":"P","consent":{"sms":"yes"}})")) ==
             "/consent/sms: is a string, not true or false");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::model
