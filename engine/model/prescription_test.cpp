#include "engine/model/prescription.hpp"

#include "engine/model/reading_test.hpp"

namespace articulator::model {
namespace {

base::Expected<Prescription> rx(std::string_view json) {
  return testing::read(json, [](base::JsonValue value) { return read_prescription(value, "/prescription"); });
}

BOOST_AUTO_TEST_SUITE(prescriptions)

BOOST_AUTO_TEST_CASE(forgiven_spelling_becomes_the_canonical_form) {
  const auto read =
      rx(R"({"procedure":" Implant Crown ","tooth":"#19","material":"Full-cast  Noble","shade":"a 3.5",
    "margin_type":"Feather edge","due_date":"2024-10-30","physical_model":true,"die_material":" stone ","stump_shade":"nd2",
    "implant":{"system":"X","platform":"4.1","abutment":"custom","retention":"screw"},"colour":"ignored"})");
  BOOST_REQUIRE(read.has_value());
  BOOST_TEST(canonical_json(*read) ==
             R"({"die_material":"stone","due_date":"2024-10-30",)"
             R"("implant":{"abutment":"custom","platform":"4.1","retention":"screw","system":"X"},)"
             R"("margin_type":"feather_edge","material":"full_cast_noble","physical_model":true,)"
             R"("procedure":"implant_crown","shade":"A3.5","stump_shade":"nd2","tooth":"19"})");
}

BOOST_AUTO_TEST_CASE(what_is_absent_stays_absent) {
  BOOST_TEST(canonical_json(*rx("{}")) == "{}");
  BOOST_TEST(canonical_json(*rx(
                 R"({"physical_model":false,"shade":"","tooth":" ","teeth":[],"pontics":[],"arch":null})")) ==
             "{}");
}

BOOST_AUTO_TEST_CASE(one_tooth_and_several_are_two_spellings) {
  BOOST_TEST(canonical_json(*rx(R"({"teeth":["3"]})")) == R"({"tooth":"3"})");
  BOOST_TEST(canonical_json(*rx(R"({"teeth":["#3","a","99"],"pontics":["4"]})")) ==
             R"({"pontics":["4"],"teeth":["3","A","99"]})");
  BOOST_TEST(canonical_json(*rx(R"({"tooth":"5","teeth":["3","4"]})")) == R"({"teeth":["3","4"]})");
}

BOOST_AUTO_TEST_CASE(what_was_not_understood_is_kept_as_written) {
  const auto read =
      rx(R"({"procedure":"Krown","material":"gold","tooth":"99","shade":"A7","due_date":"next week"})");
  BOOST_REQUIRE(read.has_value());
  BOOST_TEST(read->procedure.unknown());
  BOOST_TEST(!read->shade.missing());
  BOOST_TEST(canonical_json(*read) ==
             R"({"due_date":"next week","material":"gold","procedure":"Krown","shade":"A7","tooth":"99"})");
}

BOOST_AUTO_TEST_CASE(spelling_makes_no_difference_to_equality) {
  BOOST_CHECK(*rx(R"({"tooth":"#19","shade":"a2"})") == *rx(R"({"tooth":"19","shade":"A2"})"));
  BOOST_CHECK(!(*rx(R"({"tooth":"19","shade":"A7"})") == *rx(R"({"tooth":"19","shade":"A8"})")));
}

BOOST_AUTO_TEST_CASE(a_member_of_the_wrong_kind_is_named) {
  BOOST_TEST(testing::error_of(rx(R"({"tooth":19})")) ==
             "/prescription/tooth: is a whole number, not a string");
  BOOST_TEST(testing::error_of(rx(R"({"teeth":[19]})")) ==
             "/prescription/teeth: holds something that is not a string; write teeth like \"19\"");
  BOOST_TEST(testing::error_of(rx(R"({"physical_model":"yes"})")) ==
             "/prescription/physical_model: is a string, not true or false");
  BOOST_TEST(testing::error_of(rx(R"({"implant":[]})")).starts_with("/prescription/implant"));
  BOOST_TEST(testing::error_of(rx("[]")).starts_with("/prescription: an object"));
}

BOOST_AUTO_TEST_CASE(there_are_only_so_many_teeth) {
  std::string json = R"({"teeth":["1")";
  for (int i = 0; i < 51; ++i)
    json += R"(,"1")";
  BOOST_TEST(rx(json + "]}").has_value());
  BOOST_TEST(testing::error_of(rx(json + R"(,"1"]})")) ==
             "/prescription/teeth: holds 53 teeth, more than 52");
}

BOOST_AUTO_TEST_CASE(people_hear_of_it_in_their_own_words) {
  BOOST_TEST(describe(*rx(R"({"procedure":"crown","material":"zirconia","tooth":"19"})")) ==
             "zirconia crown on tooth 19");
  BOOST_TEST(describe(*rx(R"({"procedure":"bridge","material":"pfm_noble","teeth":["3","4","5"]})")) ==
             "3-unit PFM noble bridge on teeth 3, 4, 5");
  BOOST_TEST(describe(*rx(R"({"procedure":"night_guard"})")) == "night guard");
  BOOST_TEST(describe(*rx("{}")) == "restoration");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::model
