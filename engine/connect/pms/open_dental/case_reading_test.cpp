#include "engine/connect/testing/open_dental_office.hpp"

#include <algorithm>

#include <boost/test/unit_test.hpp>

namespace articulator::connect::open_dental {
namespace {

using testing::happening;
using testing::LabCaseText;
using testing::patient_row;

BOOST_FIXTURE_TEST_SUITE(open_dental_case_reading, testing::OpenDentalOffice)

BOOST_AUTO_TEST_CASE(allergies_and_the_chart_come_with_the_patient) {
  peer.on(
      "GET /api/v1/allergies?PatNum=3*", 200,
      R"([{"AllergyNum":1,"AllergyDefNum":4,"PatNum":3,"defDescription":"Nickel","StatusIsActive":"true"},)"
      R"({"AllergyNum":2,"AllergyDefNum":5,"PatNum":3,"defDescription":"Latex","StatusIsActive":"false"}])");
  peer.on("GET /api/v1/toothinitials?PatNum=3*", 200,
          R"([{"ToothInitialNum":1,"PatNum":3,"ToothNum":"32","InitialType":"Missing"},)"
          R"({"ToothInitialNum":2,"PatNum":3,"ToothNum":"17","InitialType":"Hidden"}])");
  peer.on("GET /api/v1/procedurelogs?PatNum=3*", 200,
          R"([{"ProcNum":12,"ToothNum":"19","procCode":"D2740","ProcStatus":"TP"},)"
          R"({"ProcNum":13,"ToothNum":"3","procCode":"D7140","ProcStatus":"C"},)"
          R"({"ProcNum":14,"ToothNum":"3","procCode":"D2391","ProcStatus":"EO"},)"
          R"({"ProcNum":15,"ToothNum":"4","procCode":"D2391","ProcStatus":"EC"},)"
          R"({"ProcNum":16,"ToothNum":"5","procCode":"D7140","ProcStatus":"TP"}])");
  cases({{}});
  const auto events = poll().events;
  BOOST_REQUIRE(!events.empty());
  const auto* updated = std::get_if<model::PatientUpdated>(&events.front().happening);
  BOOST_REQUIRE(updated);
  BOOST_TEST(updated->patient.allergies == std::vector<std::string>{"Nickel"},
             boost::test_tools::per_element());
  const auto tooth = [](const char* name) { return *model::ToothNumber::from_universal(name); };
  const std::map<model::ToothNumber, model::ToothState> chart{{tooth("3"), model::ToothState::extracted},
                                                              {tooth("4"), model::ToothState::present},
                                                              {tooth("32"), model::ToothState::missing}};
  BOOST_TEST((updated->patient.chart == chart));
  // A table event says nothing of them, so they stay.
  const auto told = deliver("Patient", '[' + patient_row("No", "2024-10-21 09:10:00") + ']');
  BOOST_REQUIRE(told);
  BOOST_REQUIRE(told->events.size() == 1u);
  BOOST_TEST((std::get<model::PatientUpdated>(told->events[0].happening).patient.chart == chart));
}

BOOST_AUTO_TEST_CASE(an_office_without_these_tables_is_read_all_the_same) {
  peer.on("GET /api/v1/allergies?PatNum=3*", 404, "Resource not found");
  peer.on("GET /api/v1/toothinitials?PatNum=3*", 404, "Resource not found");
  cases({{}});
  BOOST_TEST(poll().events.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_document_that_is_not_there_is_an_absent_attachment) {
  LabCaseText named;
  named.instructions = "[Rx] documents: 31, 99 [/Rx]";
  cases({named});
  const auto events = poll().events;
  const auto* ready = std::get_if<model::CaseReady>(&events.back().happening);
  BOOST_REQUIRE(ready);
  BOOST_REQUIRE(ready->file.attachments.size() == 2u);
  BOOST_TEST(!ready->file.attachments[0].content);
  BOOST_TEST(ready->file.attachments[1].content->absent);
}

BOOST_AUTO_TEST_CASE(a_content_in_the_note_comes_along_once) {
  peer.on("GET /api/v1/documents?PatNum=3*", 200,
          R"([{"DocNum":31,"filePath":"\\\\S\\I\\prep.stl","Description":"scan.prep",)"
          R"("Note":"bytes=5 _rawBase64_:.stl_aGVsbG8="}])");
  LabCaseText named;
  named.instructions = "[Rx] documents: 31 [/Rx]";
  cases({named});
  const auto events = poll().events;
  const auto* ready = std::get_if<model::CaseReady>(&events.back().happening);
  BOOST_REQUIRE(ready);
  BOOST_REQUIRE(ready->file.attachments.size() == 1u);
  BOOST_REQUIRE(ready->file.attachments[0].on_its_way.bytes);
  BOOST_TEST(*ready->file.attachments[0].on_its_way.bytes == "hello");
  BOOST_TEST(ready->file.attachments[0].bytes == 5);
  BOOST_TEST(poll().events.empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::connect::open_dental
