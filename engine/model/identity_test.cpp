#include "engine/model/identity.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/model/attachment.hpp"
#include "engine/model/policy.hpp"

#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::model {
namespace {

BOOST_AUTO_TEST_SUITE(identity)

BOOST_AUTO_TEST_CASE(the_same_person_has_the_same_print_however_it_is_written) {
  BOOST_TEST(print_of_name("Doe", "Jane") == print_of_name(" DOE", "jane "));
  BOOST_TEST(print_of_dicom_name("Doe^Jane^M^Dr") == print_of_name("Doe", "Jane"));
  BOOST_TEST(print_of_dicom_name("O'Hara^Mary=\xE5\xB1\xB1") == print_of_name("OHara", "Mary"));
  BOOST_TEST(print_of_birth_date("1980-04-17") == print_of_birth_date("19800417"));
  BOOST_TEST(print_of_id("PT-7") == print_of_id("pt 7"));
}

BOOST_AUTO_TEST_CASE(different_people_have_different_prints_and_no_name_is_left_in_them) {
  BOOST_TEST(print_of_name("Doe", "Jane") != print_of_name("Doe", "June"));
  BOOST_TEST(print_of_name("Do", "eJane") != print_of_name("Doe", "Jane"));
  BOOST_TEST(print_of_id("7") != print_of_id("PT-7"));
  BOOST_TEST(print_of_name("Doe", "Jane").find("doe") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_says_nothing_has_no_print) {
  BOOST_TEST(print_of_name("", " ").empty());
  BOOST_TEST(print_of_dicom_name("^").empty());
  BOOST_TEST(print_of_id("-").empty());
  for (const char* date : {"", "0001-01-01", "1980", "unknown"})
    BOOST_TEST(print_of_birth_date(date).empty());
}

BOOST_AUTO_TEST_CASE(a_patient_is_read_with_chart_and_identity) {
  base::JsonParser parser;
  const auto patient = read_patient(
      *parser.parse(R"({"patient":"PT-7","chart":{"3":"Missing","#4":"present","99":"missing","5":"worn"},)"
                    R"("identity":{"ids":["PT-7","7"],"name":"Doe^Jane","birth_date":"1980-04-17"}})"),
      "");
  BOOST_REQUIRE(patient);
  BOOST_TEST(patient->chart.size() == 2u);
  BOOST_TEST((patient->chart.at(*ToothNumber::from_universal("3")) == ToothState::missing));
  BOOST_TEST(patient->identity.ids.size() == 2u);
  BOOST_TEST(patient->identity.name == print_of_name("Doe", "Jane"));
  BOOST_TEST(!read_patient(*parser.parse(R"({"patient":"PT-7","chart":[3]})"), ""));
}

BOOST_AUTO_TEST_CASE(content_comes_in_base64_and_is_no_part_of_what_an_attachment_is) {
  base::JsonParser parser;
  const auto plain = read_attachment(*parser.parse(R"({"name":"a.stl","kind":"scan.prep"})"), "");
  const auto with =
      read_attachment(*parser.parse(R"({"name":"a.stl","kind":"scan.prep","content":"aGVsbG8="})"), "");
  BOOST_REQUIRE(with);
  BOOST_REQUIRE(with->on_its_way.bytes);
  BOOST_TEST(*with->on_its_way.bytes == "hello");
  BOOST_TEST((*plain == *with));
  BOOST_TEST(!read_attachment(*parser.parse(R"({"name":"a.stl","content":"%%%"})"), ""));
  BOOST_TEST(read_attachment(*parser.parse(R"({"name":"a.stl","absent":true})"), "")->content->absent);
}

BOOST_AUTO_TEST_CASE(what_was_found_is_kept_for_the_same_file_only) {
  Attachment known;
  known.name = "a.stl";
  known.sha256 = "aa";
  known.content.emplace().bytes = 5;
  Attachment again = known;
  again.content.reset();
  Attachment other = again;
  other.sha256 = "bb";
  std::vector<Attachment> now{again, other};
  keep_contents(now, {known});
  BOOST_TEST(now[0].content.has_value());
  BOOST_TEST(!now[1].content.has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::model
