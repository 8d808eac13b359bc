#include "engine/connect/pms/open_dental/rows.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

namespace articulator::connect::open_dental {
namespace {

struct Parsed {
  base::JsonParser parser;
  base::JsonValue operator()(const std::string& text) { return parser.parse(text).value(); }
};

BOOST_FIXTURE_TEST_SUITE(open_dental_rows, Parsed)

BOOST_AUTO_TEST_CASE(ids_are_the_vendors_keys_with_letters) {
  BOOST_TEST(case_id(7).text == "LC-7");
  BOOST_TEST(number_of(model::CaseId("LC-7")).value() == 7);
  BOOST_TEST(number_of(model::PatientId("PT-12")).value() == 12);
  for (const char* other :
       {"", "LC-", "LC-07", "LC-x", "LC-7x", "LC--7", "lc-7", "P-000-LC00054", "LC-99999999999999999999"})
    BOOST_TEST(!number_of(model::CaseId(other)).has_value(), other);
}

BOOST_AUTO_TEST_CASE(a_lab_case_is_the_same_from_the_resource_and_from_a_query) {
  const auto resource = read_lab_case((*this)(
      R"({"LabCaseNum":7,"PatNum":3,"LaboratoryNum":5,"AptNum":0,"ProvNum":2,"DateTimeDue":"2024-11-01 17:00:00",)"
      R"("DateTimeSent":"2024-10-21 09:00:00","DateTimeRecd":"0001-01-01 00:00:00","Instructions":"x",)"
      R"("LabFee":0.0,"DateTStamp":"2024-10-21 09:00:01","InvoiceNum":""})"));
  BOOST_REQUIRE(resource.has_value());
  const auto query = read_lab_case((*this)(
      R"({"LabCaseNum":"7","PatNum":"3","LaboratoryNum":"5","AptNum":"0","ProvNum":"2","DateTimeDue":"2024-11-01 17:00:00",)"
      R"("DateTimeSent":"2024-10-21 09:00:00","DateTimeRecd":"0001-01-01 00:00:00","Instructions":"x",)"
      R"("DateTStamp":"2024-10-21 09:00:01"})"));
  BOOST_REQUIRE(query.has_value());
  BOOST_TEST((*resource == *query));
  BOOST_TEST(is_set(resource->sent));
  BOOST_TEST(!is_set(resource->received));
}

BOOST_AUTO_TEST_CASE(a_malformed_row_says_which_column_of_which_row) {
  const auto error = [this](const std::string& row) { return read_lab_case((*this)(row)).error().text(); };
  BOOST_TEST(error(R"({"LabCaseNum":7,"PatNum":"x"})") == "LabCaseNum 7: PatNum is no whole number");
  BOOST_TEST(error(R"({"LabCaseNum":7,"PatNum":3.5})") == "LabCaseNum 7: PatNum is no whole number");
  BOOST_TEST(error(R"({"LabCaseNum":7,"PatNum":-3})") == "LabCaseNum 7: PatNum is no whole number");
  BOOST_TEST(error(R"({"LabCaseNum":7,"Instructions":["x"]})") == "LabCaseNum 7: Instructions is no text");
  BOOST_TEST(error(R"({"LabCaseNum":7,"DateTimeSent":"soon"})") ==
             "LabCaseNum 7: DateTimeSent \"soon\" is no local time");
  for (const char* row : {"{}", "[]", "null", "7", "\"x\"", R"({"LabCaseNum":0})", R"({"LabCaseNum":null})",
                          R"({"LabCaseNum":18446744073709551615})", R"({"LabCaseNum":1e300})",
                          R"({"LabCaseNum":"99999999999999999999"})", R"({"LabCaseNum":{"a":1}})"})
    BOOST_TEST(!read_lab_case((*this)(row)).has_value(), row);
}

BOOST_AUTO_TEST_CASE(consent_is_what_the_patient_said) {
  const auto patient = [this](const std::string& more) {
    return read_patient((*this)(R"({"PatNum":3)" + more + "}")).value().patient;
  };
  BOOST_TEST((patient(R"(,"TxtMsgOk":"Yes")").sms == true));
  BOOST_TEST((patient(R"(,"TxtMsgOk":"No")").sms == false));
  BOOST_TEST(!patient(R"(,"TxtMsgOk":"??")").sms.has_value());
  BOOST_TEST(!patient("").sms.has_value());
  BOOST_TEST((patient(R"(,"PreferContactMethod":"Email","Email":"a@b.example")").email == true));
  BOOST_TEST((patient(R"(,"PreferContactMethod":"Email","Email":"")").email == false));
  BOOST_TEST((patient(R"(,"PreferContactMethod":"HmPhone","Email":"a@b.example")").email == false));
  BOOST_TEST((patient(R"(,"PreferContactMethod":"TextMessage")").prefers == model::Medium::sms));
  BOOST_TEST((patient(R"(,"PreferContactMethod":"Email")").prefers == model::Medium::email));
  BOOST_TEST(!patient(R"(,"PreferContactMethod":"None")").prefers.has_value());
  BOOST_TEST((patient("").portal == false));
}

BOOST_AUTO_TEST_CASE(a_document_is_an_attachment_with_what_its_note_knows) {
  const auto document = read_document((*this)(
      R"({"DocNum":31,"filePath":"\\\\SERVER\\OpenDentImages\\S\\Smith1\\prep.stl","Description":"scan.prep",)"
      R"("Note":"bytes=2501668 sha256=86af triangles=249497 components=1 watertight=false size_mm=50x46.5x21.25 by Ann"})"));
  BOOST_REQUIRE(document.has_value());
  const model::Attachment& attachment = document->attachment;
  BOOST_TEST(attachment.name == "prep.stl");
  BOOST_TEST((attachment.kind == model::AttachmentKind::scan_prep));
  BOOST_TEST(attachment.bytes == 2501668);
  BOOST_TEST(attachment.sha256 == "86af");
  BOOST_REQUIRE(attachment.mesh.has_value());
  BOOST_TEST(attachment.mesh->triangles == 249497);
  BOOST_TEST(!attachment.mesh->watertight);
  BOOST_TEST((attachment.mesh->size_hundredths_mm == std::array<std::int64_t, 3>{5000, 4650, 2125}));
}

BOOST_AUTO_TEST_CASE(a_document_that_nobody_looked_at_has_no_mesh) {
  const auto read = [this](const std::string& note) {
    return read_document((*this)(R"({"DocNum":31,"filePath":"a/b/x.jpg","Description":"Panorama","Note":")" +
                                 note + "\"}"))
        .value()
        .attachment;
  };
  BOOST_TEST(!read("bytes=5").mesh.has_value());
  BOOST_TEST(read("bytes=-5 triangles=9").bytes == 0);
  BOOST_TEST(read("").name == "x.jpg");
  BOOST_TEST((read("").kind == model::AttachmentKind::other));
  BOOST_TEST(read("").kind_given == "Panorama");
  BOOST_TEST(read("size_mm=999999999999999999999x-1").mesh->size_hundredths_mm[1] == 0);
  BOOST_TEST(read("= == a= =b size_mm= triangles=").mesh->triangles == 0);
}

BOOST_AUTO_TEST_CASE(an_appointment_is_in_the_offices_zone) {
  const auto zone = base::TimeZone::find("America/Chicago").value();
  const auto row = read_appointment(
      (*this)(
          R"({"AptNum":4,"PatNum":3,"AptStatus":"Scheduled","Pattern":"//XXXXXX//","AptDateTime":"2024-11-05 08:30:00",)"
          R"("ProvNum":2,"Op":1,"DateTStamp":"2024-10-21 09:00:01"})"),
      zone);
  BOOST_REQUIRE(row.has_value() && row->appointment.has_value());
  BOOST_TEST(row->appointment->id.text == "A-4");
  BOOST_TEST(base::format_instant(row->appointment->start) == "2024-11-05T14:30:00.000Z");
  BOOST_TEST(row->appointment->minutes == 50);
  BOOST_TEST(row->appointment->provider == "D-2");
  BOOST_TEST(row->appointment->operatory == "OP1");
  BOOST_TEST((row->status == AptStatus::scheduled));
  const auto planned = read_appointment(
      (*this)(R"({"AptNum":4,"AptStatus":"Planned","AptDateTime":"0001-01-01 00:00:00"})"), zone);
  BOOST_TEST(!planned->appointment.has_value());
  BOOST_TEST(!read_appointment((*this)(R"({"AptNum":4,"AptDateTime":5})"), zone).has_value());
}

BOOST_AUTO_TEST_CASE(a_provider_may_have_one_name_or_none) {
  BOOST_TEST(
      read_provider((*this)(R"({"ProvNum":2,"FName":"Ann","LName":"Abel","StateLicense":"DN1"})"))->name ==
      "Ann Abel");
  BOOST_TEST(read_provider((*this)(R"({"ProvNum":2,"FName":"","LName":"Abel"})"))->name == "Abel");
  BOOST_TEST(read_provider((*this)(R"({"ProvNum":2})"))->name == "");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::connect::open_dental
