// STOP and START: what a patient's own words do.
#include "simulators/pms/office/consent.hpp"

#include "simulators/pms/office/test_desk.hpp"

namespace articulator::simulators::office {

BOOST_AUTO_TEST_SUITE(office_consent)

BOOST_AUTO_TEST_CASE(a_word_to_stop_stands_alone) {
  for (const std::string_view text : {"STOP", "stop", " Stop. ", "StopAll", "unsubscribe", "CANCEL!", "end",
                                      "Quit", "revoke", "opt out", "\"STOP\"\r\n"})
    BOOST_CHECK_MESSAGE(word_of(text) == Word::stop, text);
  for (const std::string_view text : {"START", "start.", "UnStop"})
    BOOST_CHECK_MESSAGE(word_of(text) == Word::start, text);
  for (const std::string_view text :
       {"", " ", "...", "stop by at five", "Please stop", "STOP STOP", "stopping", "yes", "cancel my visit"})
    BOOST_CHECK_MESSAGE(!word_of(text), text);
  BOOST_CHECK(!word_of("STOP" + std::string(100, ' ')));
}

BOOST_AUTO_TEST_CASE(the_fact_tells_the_consent_in_law_and_the_row_stays) {
  Desk desk;
  desk.act("case_ready", crown_case);
  const Stamp before = desk.office.patient("PT-1")->stamp;
  desk.act("patient_says", R"({"patient":"PT-1","text":"Stop"})");
  BOOST_CHECK_EQUAL(desk.fact("pms.patient.updated"),
                    R"({"patient":"PT-1","consent":{"sms":false,"portal":false,"email":false},)"
                    R"("prefers":"sms","allergies":[],"chart":{}})");
  const Patient& row = *desk.office.patient("PT-1");
  BOOST_CHECK(row.sms == true && row.stamp == before);
  BOOST_CHECK((desk.office.consents(row) == Consents{false, std::nullopt, std::nullopt}));
  BOOST_REQUIRE_EQUAL(desk.office.messages().size(), 1U);
  const Message& message = desk.office.messages().at("M-1");
  BOOST_CHECK(message.direction == Direction::from_patient);
  BOOST_CHECK_EQUAL(message.text + message.medium + message.patient + message.lab_case, "StopsmsPT-1");
  BOOST_CHECK(desk.office.changes_after(desk.office.revision() - 1).front().kind == Kind::message);

  // What the practice writes down later is not the patient's own word.
  desk.act("patient_update", R"({"patient":"PT-1","consent":{"sms":true}})");
  BOOST_CHECK(desk.office.consents(row).sms == false);
  const std::size_t facts = desk.out.facts.size();
  desk.act("patient_says", R"({"patient":"PT-1","text":"Thank you, I will stop by"})");
  BOOST_CHECK_EQUAL(desk.out.facts.size(), facts);
  BOOST_CHECK(desk.office.consents(row).sms == false);
  desk.act("patient_says", R"({"patient":"PT-1","text":"START"})");
  BOOST_CHECK(desk.office.consents(row).sms == true);
}

BOOST_AUTO_TEST_CASE(one_medium_is_not_another_and_start_gives_back_no_more_than_stop_took) {
  Desk desk;
  desk.act("patient_update", R"({"patient":"PT-1","consent":{"sms":false,"email":true}})");
  desk.act("patient_update", R"({"patient":"PT-2","consent":{"sms":true}})");
  desk.act("patient_says", R"({"patient":"PT-1","text":"unsubscribe","medium":"email"})");
  const Patient& row = *desk.office.patient("PT-1");
  BOOST_CHECK((desk.office.consents(row) == Consents{false, std::nullopt, false}));
  desk.act("patient_says", R"({"patient":"PT-1","text":"start"})");
  BOOST_CHECK((desk.office.consents(row) == Consents{false, std::nullopt, false}));
  BOOST_CHECK(desk.office.consents(*desk.office.patient("PT-2")).sms == true);
  BOOST_CHECK(!desk.try_act("patient_says", R"({"patient":"PT-1","text":"STOP","medium":"drum"})"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::simulators::office
