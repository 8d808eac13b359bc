#include "simulators/lab/workshop/intake.hpp"

#include "simulators/lab/glidewell/test_bench.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::simulators::workshop {
namespace {

using glidewell::at;
using glidewell::order_json;
using glidewell::test_profile;

struct IntakeFixture {
  Profile profile = read_profile(test_profile).value();
  base::JsonParser parser;

  Judgement judged(std::string_view prescription, std::string_view attachments = {}) {
    const auto document = parser.parse(order_json("LC-1", prescription, attachments));
    BOOST_REQUIRE(document);
    const auto form = read_order(*document);
    BOOST_REQUIRE_MESSAGE(form, (form ? std::string() : form.error().text()));
    return judge(form->work, profile);
  }
  std::string codes(std::string_view prescription, std::string_view attachments = {}) {
    std::string list;
    for (const Reason& reason : judged(prescription, attachments).reasons)
      list += (list.empty() ? "" : " ") + reason.code;
    return list;
  }
  std::string refusal(const std::string& order) {
    const auto document = parser.parse(order);
    BOOST_REQUIRE(document);
    const auto form = read_order(*document);
    return form ? "read" : form.error().text();
  }
};

BOOST_FIXTURE_TEST_SUITE(workshop_intake, IntakeFixture)

BOOST_AUTO_TEST_CASE(a_complete_order_is_taken_in_without_a_question) {
  const Judgement judgement = judged({});
  BOOST_TEST(judgement.reasons.empty());
  BOOST_TEST(judgement.question.empty());
  BOOST_TEST(judgement.units == 1);
}

BOOST_AUTO_TEST_CASE(each_field_that_an_order_must_have_is_missed_by_name) {
  for (const std::string_view field : {"case_id", "patient_id", "dentist_id", "lab_partner", "prescription",
                                       "attachments", "validation_result", "checks_passed", "notes"}) {
    std::string order = order_json("LC-1");
    order.replace(order.find("\"" + std::string(field) + "\""), field.size() + 2, "\"x\"");
    BOOST_TEST(refusal(order).find(field) != std::string::npos, refusal(order));
  }
  BOOST_TEST(refusal("[]") != "read");
  BOOST_TEST(refusal("{}") != "read");
}

BOOST_AUTO_TEST_CASE(values_of_another_kind_or_too_long_are_no_order) {
  BOOST_TEST(refusal(order_json("LC-1", R"({"procedure":7})")) != "read");
  BOOST_TEST(refusal(order_json("LC-1", R"({"tooth":{}})")) != "read");
  BOOST_TEST(refusal(order_json(std::string(201, 'x'))) != "read");
  BOOST_TEST(refusal(order_json("LC-1", {}, R"([{"name":"a.stl"}])")).find("/attachments/0") !=
             std::string::npos);
  std::string many = "[";
  for (int i = 0; i < 201; ++i)
    many += std::string(i == 0 ? "" : ",") + R"({"name":"a.stl","kind":"photo"})";
  BOOST_TEST(refusal(order_json("LC-1", {}, many + "]")) != "read");
  std::string teeth = R"({"teeth":[)";
  for (int i = 0; i < 33; ++i)
    teeth += i == 0 ? "\"1\"" : ",\"1\"";
  BOOST_TEST(refusal(order_json("LC-1", teeth + "]}")) != "read");
}

BOOST_AUTO_TEST_CASE(what_the_lab_does_not_make_is_refused_with_reasons) {
  struct Row {
    std::string_view prescription;
    std::string_view codes;
  };
  for (const auto& [prescription, expected] : {
           Row{R"({})", "procedure_missing material_missing"},
           Row{R"({"procedure":"crown","tooth":"19"})", "material_missing"},
           Row{R"({"procedure":"inlay","material":"zirconia","tooth":"19"})", "product_not_offered"},
           Row{R"({"procedure":"crown","material":"zirconia"})", "tooth_missing"},
           Row{R"({"procedure":"crown","material":"zirconia","tooth":"33"})", "tooth_unknown"},
           Row{R"({"procedure":"crown","material":"zirconia","tooth":"U"})", "tooth_unknown"},
           Row{R"({"procedure":"crown","material":"full_cast_noble","tooth":"8"})", "position_not_offered"},
           Row{R"({"procedure":"bridge","material":"zirconia","teeth":["2","3","4","5","6"]})",
               "too_many_units"},
           Row{R"({"procedure":"crown","material":"zirconia","tooth":"19","shade":"D1"})", "shade_unknown"},
           Row{R"({"procedure":"crown","material":"zirconia","tooth":"19","shade":"2M2"})", "shade_unknown"},
           Row{R"({"procedure":"crown","material":"zirconia","tooth":"19","due_date":"soon"})",
               "due_date_unclear"},
       })
    BOOST_TEST(codes(prescription) == expected);
}

BOOST_AUTO_TEST_CASE(attachments_that_the_lab_cannot_read_are_refused) {
  BOOST_TEST(codes({}, R"([{"name":"prep.exe","kind":"scan.prep"}])") == "attachment_refused");
  BOOST_TEST(codes({}, R"([{"name":"prep.stl","kind":"scan.prep","bytes":1000001}])") ==
             "attachment_too_large");
  BOOST_TEST(codes({}, R"([{"name":"PREP.STL","kind":"scan.prep","bytes":1000000}])") == "");
}

BOOST_AUTO_TEST_CASE(what_a_telephone_call_can_settle_becomes_a_question) {
  const Judgement no_shade =
      judged(R"({"procedure":"crown","material":"zirconia","tooth":"19","margin_type":"chamfer"})");
  BOOST_TEST(no_shade.reasons.empty());
  BOOST_TEST(no_shade.question == "Which shade would you like?");
  const Judgement no_margin =
      judged(R"({"procedure":"crown","material":"zirconia","tooth":"19","shade":"A2"})");
  BOOST_TEST(no_margin.question == "Which margin design was prepared?");
  BOOST_TEST(judged({}, R"([{"name":"prep.stl","kind":"scan.prep"}])").question ==
             "Please send us the scan.opposing file.");
}

BOOST_AUTO_TEST_CASE(a_full_cast_crown_needs_no_shade) {
  const Judgement judgement =
      judged(R"({"procedure":"crown","material":"full_cast_noble","tooth":"19","margin_type":"chamfer"})");
  BOOST_TEST(judgement.reasons.empty());
  BOOST_TEST(judgement.question.empty());
}

BOOST_AUTO_TEST_CASE(an_unusual_margin_is_the_dentists_business) {
  const Judgement judgement = judged(
      R"({"procedure":"crown","material":"zirconia","tooth":"19","shade":"A2","margin_type":"feather_edge"})");
  BOOST_TEST(judgement.reasons.empty());
  BOOST_TEST(judgement.question.empty());
}

BOOST_AUTO_TEST_CASE(spelling_is_forgiven) {
  const Judgement judgement =
      judged(R"({"procedure":"Crown","material":"Full-Cast Noble","tooth":"#19","margin_type":"Chamfer"})");
  BOOST_TEST(judgement.reasons.empty());
  BOOST_TEST(
      codes(
          R"({"procedure":"crown","material":"zirconia","tooth":19,"shade":"a3.5","margin_type":"chamfer"})")
          .empty());
}

BOOST_AUTO_TEST_CASE(every_tooth_of_a_bridge_is_a_unit) {
  const Judgement judgement = judged(
      R"({"procedure":"bridge","material":"zirconia","teeth":["3","4","5"],"shade":"A2","margin_type":"chamfer"})");
  BOOST_TEST(judgement.reasons.empty());
  BOOST_TEST(judgement.units == 3);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::simulators::workshop
