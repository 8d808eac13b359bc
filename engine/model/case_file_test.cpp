#include "engine/model/case_file.hpp"

#include "engine/model/reading_test.hpp"

namespace articulator::model {
namespace {

constexpr std::string_view whole =
    R"({"patient":"PT-1","prescriber":{"id":"D-1","name":"Dr. Abel","license":"DN1","signed":true},
  "lab":"glidewell","prescription":{"procedure":"crown","tooth":"15","material":"zirconia","shade":"C3","due_date":"2024-10-22"},
  "notes":"none","attachments":[{"name":"prep.stl","kind":"scan.prep","bytes":250,"sha256":"ab",
  "mesh":{"triangles":249497,"watertight":false,"components":1,"size_mm":[50,46.25,21]}},{"name":"x","kind":"scan.other"}],
  "appointment":{"id":"A-1","patient":"PT-1","start":"2024-10-29T09:00:00-04:00","minutes":60,"provider":"D-1","operatory":"OP1"}})";

base::Expected<CaseFile> file(std::string_view json) {
  return testing::read(json, [](base::JsonValue value) { return read_case_file(value, ""); });
}

std::string canonical(const CaseFile& value) {
  std::string json;
  base::JsonWriter out(json);
  write_case_file(out, value);
  return json;
}

BOOST_AUTO_TEST_SUITE(case_files)

BOOST_AUTO_TEST_CASE(the_canonical_form_reads_back_the_same) {
  const auto read = file(whole);
  BOOST_REQUIRE(read.has_value());
  BOOST_TEST(
      canonical(*read) ==
      R"({"appointment":{"id":"A-1","minutes":60,"operatory":"OP1","patient":"PT-1","provider":"D-1",)"
      R"("start":"2024-10-29T13:00:00.000Z"},"attachments":[{"bytes":250,"kind":"scan.prep","mesh":{"components":1,)"
      R"("size_mm":[50,46.25,21],"triangles":249497,"watertight":false},"name":"prep.stl","sha256":"ab"},)"
      R"({"bytes":0,"kind":"scan.other","name":"x"}],"lab":"glidewell","notes":"none","patient":"PT-1",)"
      R"("prescriber":{"id":"D-1","license":"DN1","name":"Dr. Abel","signed":true},)"
      R"("prescription":{"due_date":"2024-10-22","material":"zirconia","procedure":"crown","shade":"C3","tooth":"15"}})");
  BOOST_CHECK(*file(canonical(*read)) == *read);
}

BOOST_AUTO_TEST_CASE(an_unfinished_case_can_be_read_and_judged) {
  const auto read = file(R"({"patient":"PT-1","appointment":{}})");
  BOOST_REQUIRE(read.has_value());
  BOOST_TEST(!read->appointment.has_value());
  BOOST_TEST(read->prescriber.name.empty());
  BOOST_TEST(canonical_json(read->prescription) == "{}");
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_named) {
  BOOST_TEST(testing::error_of(file("{}")) == "/patient: is missing; it must be a string");
  BOOST_TEST(testing::error_of(file(R"({"patient":"P","attachments":[{"bytes":-1}]})"))
                 .starts_with("/attachments/0/bytes"));
  BOOST_TEST(testing::error_of(file(R"({"patient":"P","attachments":[{"mesh":{"size_mm":[1,2]}}]})")) ==
             "/attachments/0/mesh/size_mm: must hold three numbers");
  BOOST_TEST(testing::error_of(file(R"({"patient":"P","prescriber":{"signed":1}})"))
                 .starts_with("/prescriber/signed"));
  BOOST_TEST(testing::error_of(file(R"({"patient":"P","prescription":{"tooth":1}})"))
                 .starts_with("/prescription/tooth"));
  BOOST_TEST(testing::error_of(file(R"({"patient":"P","appointment":{"id":"A"}})"))
                 .starts_with("/appointment/start"));
  std::string many = R"({"patient":"P","attachments":[{})";
  for (int i = 0; i < 200; ++i)
    many += ",{}";
  BOOST_TEST(testing::error_of(file(many + "]}")) == "/attachments: holds 201 attachments, more than 200");
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE(corrections)

BOOST_AUTO_TEST_CASE(a_correction_reaches_whatever_the_case_holds) {
  struct Row {
    std::string_view changes;
    std::string_view found_in;  // the canonical form afterwards
  };
  const std::vector<Row> rows{
      {R"({"/prescription/shade":"a2"})", R"("shade":"A2")"},
      {R"({"/prescription/die_material":"stone"})", R"("die_material":"stone")"},
      {R"({"/prescriber/signed":false})", R"("signed":false)"},
      {R"({"/attachments":[{"name":"n.stl","kind":"scan.prep"}]})",
       R"("attachments":[{"bytes":0,"kind":"scan.prep","name":"n.stl"}])"},
      {R"({"/attachments/1/kind":"scan.bite"})", R"("kind":"scan.bite")"},
      {R"({"/attachments/-":{"name":"new"}})", R"("name":"new")"},
      {R"({"/prescription/implant/system":"X"})", R"("implant":{"system":"X"})"},
      {R"({"/prescription/teeth":["3","4"]})", R"("teeth":["3","4"]})"},
      {R"({"/notes":"a\"b"})", R"("notes":"a\"b")"},
      {R"({"/prescription/shade":"B1","/lab":"dentsply-sirona"})", R"("lab":"dentsply-sirona")"}};
  const CaseFile before = *file(whole);
  for (const Row& row : rows) {
    const auto after = corrected(before, row.changes);
    BOOST_REQUIRE_MESSAGE(after.has_value(), row.changes << " " << testing::error_of(after));
    BOOST_TEST(canonical(*after).find(row.found_in) != std::string::npos, canonical(*after));
  }
  BOOST_CHECK(*corrected(before, "{}") == before);
}

BOOST_AUTO_TEST_CASE(null_takes_a_member_away) {
  const CaseFile before = *file(whole);
  BOOST_TEST(corrected(before, R"({"/prescription/shade":null})")->prescription.shade.missing());
  BOOST_TEST(corrected(before, R"({"/attachments/0":null})")->attachments.size() == 1U);
  BOOST_TEST(!corrected(before, R"({"/appointment":null})")->appointment.has_value());
  BOOST_CHECK(*corrected(before, R"({"/prescription/mould":null,"/prescription/implant/system":null})") ==
              before);
}

BOOST_AUTO_TEST_CASE(one_tooth_replaces_several_and_the_reverse) {
  const CaseFile bridge = *corrected(*file(whole), R"({"/prescription/teeth":["3","4","5"]})");
  BOOST_TEST(bridge.prescription.teeth.size() == 3U);
  const CaseFile crown = *corrected(bridge, R"({"/prescription/tooth":"30"})");
  BOOST_REQUIRE(crown.prescription.teeth.size() == 1U);
  BOOST_TEST(crown.prescription.teeth[0].given == "30");
  BOOST_CHECK(*corrected(bridge, R"({"/prescription/tooth":null})") == bridge);
  BOOST_TEST(merged(bridge, R"({"prescription":{"tooth":"30"}})")->prescription.teeth.size() == 1U);
  BOOST_TEST(merged(crown, R"({"prescription":{"teeth":["7","8"]}})")->prescription.teeth.size() == 2U);
}

BOOST_AUTO_TEST_CASE(what_is_no_correction_is_refused) {
  const CaseFile before = *file(whole);
  for (const std::string_view changes :
       {"", "[]", "null", "{", R"({"":{}})", R"({"prescription/shade":"A2"})", R"({"/unknown":"x"})",
        R"({"/":1})", R"({"/prescription~2":1})", R"({"/notes/inner":"x"})", R"({"/attachments/7":{}})",
        R"({"/attachments/01":{}})", R"({"/attachments/99999999999999999999":{}})",
        R"({"/attachments/x/kind":"a"})", R"({"/prescription/tooth":19})", R"({"/patient":null})",
        R"({"/prescription":"x"})"})
    BOOST_TEST(!corrected(before, changes).has_value(), changes);
  std::string many = R"({"/notes":"")";
  for (int i = 0; i < 64; ++i)
    many += R"(,"/prescription/m)" + std::to_string(i) + R"(":"")";
  BOOST_TEST(testing::error_of(corrected(before, many + "}")) ==
             "65 changes are more than 64; correct less at once");
}

BOOST_AUTO_TEST_CASE(a_merge_patch_changes_only_what_it_names) {
  const CaseFile before = *file(whole);
  const auto after = merged(before, R"({"prescription":{"shade":"A1","due_date":null},"notes":"changed"})");
  BOOST_REQUIRE(after.has_value());
  BOOST_TEST(after->prescription.shade.value->text == "A1");
  BOOST_TEST(after->prescription.due_date.missing());
  BOOST_TEST(after->notes == "changed");
  BOOST_CHECK(after->attachments == before.attachments);
  BOOST_CHECK(*merged(before, "{}") == before);
  for (const std::string_view patch :
       {"", "[]", "\"x\"", R"({"patient":null})", R"({"prescription":{"tooth":3}})"})
    BOOST_TEST(!merged(before, patch).has_value(), patch);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::model
