// What the office writes down, its changes, and what it says of an integration's writing.
#include "simulators/pms/office/office.hpp"

#include "simulators/pms/office/ids.hpp"
#include "simulators/pms/office/test_desk.hpp"

namespace articulator::simulators::office {
namespace {

// "added lab_case LC-1", one a line.
std::string changes_of(const Office& office, std::uint64_t after) {
  constexpr std::string_view kinds[] = {"patient", "provider", "case", "visit", "note", "message"};
  constexpr std::string_view actions[] = {"+", "~", "-"};
  std::string text;
  for (const Change& change : office.changes_after(after))
    text += std::string(text.empty() ? "" : " ") + std::string(actions[static_cast<int>(change.action)]) +
            std::string(kinds[static_cast<int>(change.kind)]) + ":" + change.id;
  return text;
}

std::string prescription_of(const LabCase& row) {
  std::string text;
  for (const RxValue& value : row.prescription)
    text += (text.empty() ? "" : " ") + value.key + "=" + value.json;
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(office_office)

BOOST_AUTO_TEST_CASE(a_case_that_is_sent_is_written_down_as_said) {
  Desk desk;
  desk.act("case_ready", crown_case);
  const LabCase& row = *desk.office.lab_case("LC-1");
  BOOST_CHECK_EQUAL(prescription_of(row),
                    R"(procedure="crown" tooth="19" material="zirconia" shade="A2" margin_type="chamfer" )"
                    R"(due_date="2024-11-04")");
  BOOST_CHECK_EQUAL(row.patient + row.provider + row.lab + row.lab_name, "PT-1D-1glidewellGlidewell");
  BOOST_CHECK(row.is_signed == true);
  BOOST_CHECK(row.sent == desk.now);
  BOOST_CHECK(!row.received);
  BOOST_CHECK_EQUAL(row.appointment, "A-1");
  BOOST_CHECK_EQUAL(desk.office.appointment("A-1")->lab_case, "LC-1");
  BOOST_CHECK_EQUAL(desk.office.provider("D-1")->license, "DN10000");
  const LabCase* of = nullptr;
  const Attachment* scan = desk.office.attachment("F-1", &of);
  BOOST_REQUIRE(scan != nullptr && of == &row);
  BOOST_CHECK_EQUAL(scan->mesh,
                    R"({"triangles":249497,"watertight":false,"components":1,"size_mm":[50,46,21]})");
  BOOST_CHECK_EQUAL(changes_of(desk.office, 0), "+patient:PT-1 +provider:D-1 +visit:A-1 +case:LC-1");
}

BOOST_AUTO_TEST_CASE(wrong_values_are_kept_as_written) {
  Desk desk;
  desk.act("case_ready",
           R"({"case":"LC-2","patient":"PT-3","lab":"glidewel","prescription":{"procedure":"Crwn",
      "tooth":99,"shade":"","due_date":"next week","implant":{"system":"X[1]","retention":null},
      "physical_model":true,"pontics":["3","4"]}})");
  const LabCase& row = *desk.office.lab_case("LC-2");
  BOOST_CHECK_EQUAL(prescription_of(row),
                    R"(procedure="Crwn" tooth=99 shade="" due_date="next week" implant.system="X[1]" )"
                    R"(physical_model=true pontics=["3","4"])");
  BOOST_CHECK_EQUAL(row.lab_name, "glidewel");
  BOOST_CHECK_EQUAL(text_of(*find(row.prescription, "implant.system")), "X[1]");
  BOOST_CHECK_EQUAL(text_of(*find(row.prescription, "tooth")), "");
  BOOST_CHECK(find(row.prescription, "teeth") == nullptr);
}

BOOST_AUTO_TEST_CASE(an_update_puts_values_where_they_stood_and_removes_what_is_removed) {
  Desk desk;
  desk.act("case_ready", crown_case);
  desk.act("case_update", R"({"case":"LC-1","set":{"/prescription/teeth":["19","20"],
      "/prescription/implant":{"system":"Y","platform":"RC"},"/lab":"dentsply-sirona","/prescriber/license":"DN2"},
      "remove":["/prescription/shade","/prescription/due_date","/prescription/implant/system"]})");
  const LabCase& row = *desk.office.lab_case("LC-1");
  BOOST_CHECK_EQUAL(prescription_of(row),
                    R"(procedure="crown" teeth=["19","20"] material="zirconia" margin_type="chamfer" )"
                    R"(implant.platform="RC")");
  BOOST_CHECK_EQUAL(row.lab_name, "Dentsply Sirona");
  BOOST_CHECK_EQUAL(desk.office.provider("D-1")->license, "DN2");
  desk.act("case_update", R"({"case":"LC-1","remove":["/prescription/implant"]})");
  BOOST_CHECK(find(desk.office.lab_case("LC-1")->prescription, "implant.platform") == nullptr);
}

BOOST_AUTO_TEST_CASE(sent_once_more_a_case_is_the_labs_again) {
  Desk desk;
  desk.act("case_ready", crown_case);
  desk.office.write_lab_word("LC-1", {.stage = "shipped", .tracking = "GLW-1"}, desk.now, desk.out);
  desk.act("case_received", R"({"case":"LC-1"})");
  desk.act("case_seated", R"({"case":"LC-1"})");
  desk.act("case_feedback", R"({"case":"LC-1","text":"Open margin."})");
  desk.act("case_cancel", R"({"case":"LC-1","reason":"mistake"})");
  BOOST_CHECK(desk.office.lab_case("LC-1")->seated);
  BOOST_CHECK(desk.office.appointment("A-1")->visit == Visit::complete);
  desk.now = desk.now + base::days(1);
  desk.act("case_ready", crown_case);
  const LabCase& row = *desk.office.lab_case("LC-1");
  BOOST_CHECK(row.sent == desk.now && !row.received && !row.seated);
  BOOST_CHECK(row.cancelled.empty() && row.feedback.empty());
  BOOST_CHECK_EQUAL(row.lab_word.tracking, "GLW-1");
  BOOST_CHECK_EQUAL(row.attachments.front().id, "F-1");
  BOOST_CHECK(desk.office.appointment("A-1")->visit == Visit::scheduled);
}

BOOST_AUTO_TEST_CASE(every_change_has_a_revision_and_what_is_not_new_is_no_change) {
  Desk desk;
  desk.act("case_ready", crown_case);
  const std::uint64_t sent = desk.office.revision();
  desk.act("patient_update", R"({"patient":"PT-1","prefers":"sms"})");
  BOOST_CHECK_EQUAL(desk.office.revision(), sent);
  const base::Instant made = desk.now;
  desk.now = desk.now + base::hours(1);
  desk.act("patient_update", R"({"patient":"PT-1","prefers":"email"})");
  const Stamp stamp = desk.office.patient("PT-1")->stamp;
  BOOST_CHECK_EQUAL(stamp.revision, sent + 1);
  BOOST_CHECK(stamp.created == made && stamp.changed == desk.now);
  desk.act("appointment_cancelled", R"({"appointment":"A-1","deleted":true})");
  desk.act("case_delete", R"({"case":"LC-1"})");
  BOOST_CHECK_EQUAL(changes_of(desk.office, sent), "~patient:PT-1 -visit:A-1 ~case:LC-1 -case:LC-1");
  BOOST_CHECK(desk.office.lab_case("LC-1") == nullptr && desk.office.appointment("A-1") == nullptr);
  BOOST_CHECK(desk.office.changes_after(desk.office.revision()).empty());
  BOOST_CHECK(desk.office.changes_after(desk.office.revision() + 9).empty());
}

BOOST_AUTO_TEST_CASE(rows_stand_by_their_numbers) {
  Desk desk;
  for (const std::string_view number : {"10", "2", "1"})
    desk.act("case_ready", R"({"case":"LC-)" + std::string(number) +
                               R"(","patient":"PT-1","prescription":{"procedure":"crown"}})");
  std::string order;
  for (const auto& [id, row] : desk.office.lab_cases())
    order += id + " ";
  BOOST_CHECK_EQUAL(order, "LC-1 LC-2 LC-10 ");
  BOOST_CHECK(desk.office.lab_case("banana") == nullptr);
  BOOST_CHECK(id_number("LC-10", "LC-") == 10);
  BOOST_CHECK(!id_number("LC-010", "LC-") && !id_number("LC-", "LC-") && !id_number("LC-9x", "LC-"));
  BOOST_CHECK(!id_number("LC-1234567890123456789", "LC-") && !id_number("PT-1", "LC-"));
}

BOOST_AUTO_TEST_CASE(what_an_integration_writes_is_said_and_kept) {
  Desk desk;
  desk.act("case_ready", crown_case);
  desk.out = {};
  desk.office.write_lab_word("LC-1", {.stage = "submitted"}, desk.now, desk.out);
  BOOST_CHECK_EQUAL(desk.fact("engine.pms.status"), R"({"stage":"submitted"})");
  BOOST_CHECK_EQUAL(desk.out.facts.back().source, "/practices/p-01/engine");
  BOOST_CHECK_EQUAL(desk.out.facts.back().subject, "LC-1");
  const std::uint64_t written = desk.office.revision();
  desk.office.write_lab_word("LC-1", {.stage = "submitted"}, desk.now, desk.out);
  BOOST_CHECK_EQUAL(desk.office.revision(), written);
  desk.office.write_lab_word("LC-1", {.stage = "submitted", .tracking = "GLW-1"}, desk.now, desk.out);
  BOOST_CHECK_EQUAL(desk.office.revision(), written + 1);
  BOOST_CHECK_EQUAL(desk.out.facts.size(), 1U);  // the stage is the same

  const ChartNote& note = desk.office.write_note("LC-1", "PT-1", "Tracking GLW-1", desk.now, desk.out);
  BOOST_CHECK_EQUAL(note.id, "N-1");
  BOOST_CHECK_EQUAL(desk.fact("engine.pms.note"), R"({"text":"Tracking GLW-1"})");
  Message message;
  message.lab_case = "LC-1";
  message.patient = "PT-1";
  message.milestone = "shipped";
  message.medium = "sms";
  message.text = "Your crown is on its way.";
  BOOST_CHECK_EQUAL(desk.office.send_message(message, desk.now, desk.out).id, "M-1");
  BOOST_CHECK_EQUAL(
      desk.fact("engine.patient.notified"),
      R"({"milestone":"shipped","medium":"sms","patient":"PT-1","text":"Your crown is on its way."})");
  BOOST_CHECK_EQUAL(desk.out.facts.back().subject, "LC-1");
}

BOOST_AUTO_TEST_CASE(all_three_consents_are_kept_and_said) {
  Desk desk;
  desk.act("patient_update",
           R"({"patient":"PT-7","consent":{"portal":true,"email":true},"prefers":"portal"})");
  BOOST_CHECK_EQUAL(desk.fact("pms.patient.updated"),
                    R"({"patient":"PT-7","consent":{"portal":true,"email":true},"prefers":"portal",)"
                    R"("allergies":[],"chart":{}})");
  BOOST_CHECK_EQUAL(desk.office.patient("PT-7")->email, "patient7@mail.example");
  BOOST_CHECK(!desk.office.patient("PT-7")->sms);
  BOOST_CHECK(!desk.try_act("patient_update", R"({"patient":"PT-7","prefers":"pigeon"})"));
  BOOST_CHECK(!desk.try_act("patient_update", R"({"patient":"PT-7","birth_date":"soon"})"));
  BOOST_CHECK(!desk.try_act("dance", "{}"));
  BOOST_CHECK(Office::knows("patient_says") && !Office::knows("econnector"));
}

BOOST_AUTO_TEST_CASE(two_cases_for_one_visit_leave_it_to_the_first) {
  Desk desk;
  desk.act("case_ready", crown_case);
  desk.act("case_ready", R"({"case":"LC-2","patient":"PT-1","prescription":{},
      "appointment":{"id":"A-1","start":"2024-11-06T09:00:00-06:00"}})");
  BOOST_CHECK_EQUAL(desk.office.appointment("A-1")->lab_case, "LC-1");
  desk.act("case_update", R"({"case":"LC-1","remove":["/appointment"]})");
  BOOST_CHECK_EQUAL(desk.office.appointment("A-1")->lab_case, "LC-2");
  desk.act("case_delete", R"({"case":"LC-2"})");
  BOOST_CHECK_EQUAL(desk.office.appointment("A-1")->lab_case, "");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::simulators::office
