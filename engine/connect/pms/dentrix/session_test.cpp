#include "engine/connect/testing/dentrix_office.hpp"

#include <algorithm>

namespace articulator::connect::dentrix {
namespace {

using testing::dentrix_message;
using testing::dentrix_patient;
using testing::DentrixOffice;
using testing::envelope;
using testing::happening;

constexpr const char* tracking = "PUT /ascend-gateway/api/v1/labcases/31000000000007";
constexpr const char* invalid = R"({"fault":{"detail":{"errorcode":"oauth.v2.InvalidAccessToken"}}})";

std::ptrdiff_t tokens_asked(DentrixOffice& office) {
  return std::ranges::count_if(office.peer.calls(),
                               [](const std::string& call) { return call.starts_with("POST /oauth/"); });
}

model::StatusWrite in_design() {
  model::StatusWrite status;
  status.case_id = model::CaseId("LC-7");
  status.stage = model::Stage::in_design;
  status.tracking = "GLW-1";
  return status;
}

BOOST_AUTO_TEST_SUITE(dentrix_session)

BOOST_AUTO_TEST_CASE(a_call_bears_token_and_organization_and_the_token_is_kept) {
  DentrixOffice office;
  office.events();
  BOOST_CHECK_EQUAL(office.peer.asked.front().body, "client_id=client&client_secret=s%26cret");
  const base::HttpRequest& call = office.peer.asked.back();
  BOOST_CHECK_EQUAL(*call.headers.find("Authorization"), "Bearer t1");
  BOOST_CHECK_EQUAL(*call.headers.find("Organization-ID"), "5f0c9a3e7d1b2c4a6e8f0a1b");
  BOOST_CHECK_EQUAL(tokens_asked(office), 1);
  office.events();
  BOOST_CHECK_EQUAL(tokens_asked(office), 0);
  office.now = office.now + base::minutes(59);  // before it expires
  office.events();
  BOOST_CHECK_EQUAL(tokens_asked(office), 1);
}

BOOST_AUTO_TEST_CASE(a_refused_token_is_renewed_once_and_no_more) {
  DentrixOffice office;
  office.peer.then(tracking, 401, invalid);
  office.peer.on(tracking, 200, envelope("{}"));
  const auto write = office.connector->write_status(in_design());
  const auto ended = office.peer.drive(*write, office.now);
  BOOST_CHECK(ended.done.has_value());
  BOOST_CHECK_EQUAL(tokens_asked(office), 2);
  office.peer.on(tracking, 401, invalid);
  const auto again = office.connector->write_status(in_design());
  const auto refused = office.peer.drive(*again, office.now);
  BOOST_REQUIRE(refused.failed.has_value());
  BOOST_CHECK(!refused.failed->worth_retrying);
  BOOST_CHECK_EQUAL(tokens_asked(office), 1);
}

BOOST_AUTO_TEST_CASE(a_token_answer_without_a_token_is_worth_retrying_and_a_wrong_secret_is_not) {
  DentrixOffice office;
  office.peer.then(DentrixOffice::token, 200, R"({"access_token":"","expires_in":"3600"})");
  auto ended = office.poll();
  BOOST_REQUIRE(ended.failed.has_value());
  BOOST_CHECK(ended.failed->worth_retrying);
  office.peer.then(DentrixOffice::token, 401, "{}");
  ended = office.poll();
  BOOST_REQUIRE(ended.failed.has_value());
  BOOST_CHECK(!ended.failed->worth_retrying);
}

BOOST_AUTO_TEST_CASE(a_note_whose_answer_was_lost_is_asked_for_first) {
  DentrixOffice office;
  const char* notes = "GET /ascend-gateway/api/v1/clinicalnotes*";
  const char* post = "POST /ascend-gateway/api/v1/clinicalnotes";
  office.peer.on(post, 201, envelope("{}"));
  office.peer.on(notes, 200, envelope(R"([{"text":"Seen.","created":"2024-10-21T14:00:00Z"}])"));
  const auto write = [&](std::string text, bool may_have_happened) {
    const auto task =
        office.connector->write_note(model::CaseId("LC-7"), model::PatientId("PT-3"), std::move(text));
    const auto ended = office.peer.drive(*task, office.now, may_have_happened);
    BOOST_REQUIRE(ended.done.has_value());
    return std::ranges::count(office.peer.calls(), std::string(post));
  };
  BOOST_CHECK_EQUAL(write("Seen.", false), 1);
  BOOST_CHECK_EQUAL(write("Seen.", true), 0);
  BOOST_CHECK_EQUAL(write("Another.", true), 1);
}

BOOST_AUTO_TEST_CASE(consent_is_asked_for_just_before_a_message) {
  DentrixOffice office;
  const char* post = "POST /ascend-gateway/api/v1/messages";
  office.peer.on(post, 201, envelope("{}"));
  const auto send = [&] {
    model::PatientNotified message;
    message.medium = model::Medium::sms;
    const auto task =
        office.connector->notify(model::CaseId("LC-7"), model::PatientId("PT-3"), message, "On its way.");
    const auto ended = office.peer.drive(*task, office.now);
    BOOST_REQUIRE(ended.done.has_value());
    return std::ranges::count(office.peer.calls(), std::string(post)) == 1;
  };
  const char* patient = "GET /ascend-gateway/api/v1/patients/11000000000003";
  office.peer.on(patient, 200, envelope(dentrix_patient()));
  BOOST_CHECK(send());
  office.peer.on(patient, 200, envelope(dentrix_patient("NOT_ASKED")));
  BOOST_CHECK(!send());
  office.peer.on(patient, 200, envelope(dentrix_patient()));
  office.peer.on(DentrixOffice::messages, 200,
                 envelope("[" + dentrix_message("STOP", "2024-10-21T13:00:00Z") + "]"));
  BOOST_CHECK(!send());
}

BOOST_AUTO_TEST_CASE(a_slot_that_is_taken_is_no_failure) {
  DentrixOffice office;
  const char* post = "POST /ascend-gateway/api/v1/appointments";
  model::SlotHold hold;
  hold.case_id = model::CaseId("LC-7");
  hold.patient = model::PatientId("PT-3");
  hold.slot = {office.now, 60, "D-2", "OP1"};
  office.peer.then(post, 400, R"({"data":null,"errors":[{"code":"SCHEDULE_CONFLICT"}]})");
  office.peer.on(post, 201, envelope(testing::dentrix_appointment("UNCONFIRMED")));
  const auto taken = office.connector->hold(hold);
  const auto first = office.peer.drive(*taken, office.now);
  BOOST_REQUIRE(first.done.has_value());
  BOOST_CHECK(first.done->hold.empty());
  const auto free = office.connector->hold(hold);
  const auto second = office.peer.drive(*free, office.now);
  BOOST_REQUIRE(second.done.has_value());
  BOOST_CHECK_EQUAL(second.done->hold, "A-4");
}

BOOST_AUTO_TEST_CASE(credentials_are_wanted) {
  model::PracticeBench bench;
  bench.pms.client_id = "client";
  BOOST_CHECK(!make_connector(bench).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::connect::dentrix
