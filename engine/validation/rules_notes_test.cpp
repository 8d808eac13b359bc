// The edges of what a note may say against a prescription: VAL-19 and VAL-25.
#include "engine/base/json_reader.hpp"
#include "engine/validation/validate.hpp"

#include <string>
#include <utility>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

namespace articulator::validation {
namespace {

using model::NoteField;

model::NoteFact fact(NoteField field, std::string value, bool denied = false,
                     int confidence = model::clear_confidence) {
  return {field, value, value, 0, confidence, denied, model::NotePlace::notes};
}

// What the two rules say of a zirconia crown on tooth 19, A2, chamfer: "VAL-19 /prescription/shade, ...".
std::string said(model::NoteFacts note, std::string_view attachments = "[]", bool earlier_case = false) {
  base::JsonParser parser;
  const std::string json = fmt::format(
      R"({{"patient":"PT-1","prescriber":{{"id":"D-1","name":"Dr. Abel","license":"DN1","signed":true}},"lab":"glidewell",)"
      R"("prescription":{{"procedure":"crown","tooth":"19","material":"zirconia","shade":"A2","margin_type":"chamfer"}},)"
      R"("attachments":{}}})",
      attachments);
  const auto file = model::read_case_file(*parser.parse(json), "").value();
  const Context context{.file = file, .note = std::move(note), .earlier_case = earlier_case};
  std::string text;
  for (const model::Finding& finding : validate(context).findings)
    if (finding.rule.number == 19 || finding.rule.number == 25)
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", code(finding.rule), finding.field);
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(validation_notes)

BOOST_AUTO_TEST_CASE(a_clear_word_against_the_prescription_is_found) {
  BOOST_TEST(said({fact(NoteField::shade, "A3")}) == "VAL-19 /prescription/shade");
  BOOST_TEST(said({fact(NoteField::tooth, "18")}) == "VAL-19 /prescription/tooth");
  BOOST_TEST(said({fact(NoteField::material, "pfm")}) == "VAL-19 /prescription/material");
  BOOST_TEST(said({fact(NoteField::margin, "bevel")}) == "VAL-19 /prescription/margin_type");
  BOOST_TEST(said({fact(NoteField::shade, "A2", true)}) == "VAL-19 /prescription/shade");
}

BOOST_AUTO_TEST_CASE(an_unclear_word_or_another_teeths_is_not) {
  BOOST_TEST(said({}) == "");
  BOOST_TEST(said({fact(NoteField::shade, "A2")}) == "");
  BOOST_TEST(said({fact(NoteField::shade, "A3", false, model::clear_confidence - 1)}) == "");
  BOOST_TEST(said({fact(NoteField::shade, "A3", true)}) == "");
  BOOST_TEST(said({fact(NoteField::stump_shade, "A4")}) == "");
  // One of several teeth is ours.
  BOOST_TEST(said({fact(NoteField::tooth, "19"), fact(NoteField::tooth, "20"), fact(NoteField::shade, "A2"),
                   fact(NoteField::shade, "A3")}) == "");
}

BOOST_AUTO_TEST_CASE(a_note_at_odds_with_itself_cannot_be_decided) {
  BOOST_TEST(said({fact(NoteField::shade, "A2"), fact(NoteField::shade, "A3")}) == "VAL-25 /notes");
  BOOST_TEST(said({fact(NoteField::shade, "A2"), fact(NoteField::shade, "A3", true)}) == "");
}

BOOST_AUTO_TEST_CASE(a_match_wants_a_photo) {
  BOOST_TEST(said({fact(NoteField::match, "adjacent")}) == "VAL-25 /notes");
  BOOST_TEST(said({fact(NoteField::photo, "photo")}) == "VAL-25 /notes");
  BOOST_TEST(said({fact(NoteField::match, "adjacent"), fact(NoteField::photo, "photo")}) == "VAL-25 /notes");
  BOOST_TEST(said({fact(NoteField::photo, "photo", true)}) == "");
  BOOST_TEST(said({fact(NoteField::match, "adjacent")}, R"([{"name":"a.jpg","kind":"photo"}])") == "");
  BOOST_TEST(said({fact(NoteField::match, "adjacent")}, R"([{"name":"a.stl","kind":"scan.prep"}])") ==
             "VAL-25 /notes");
}

BOOST_AUTO_TEST_CASE(the_same_as_last_time_wants_a_last_time) {
  BOOST_TEST(said({fact(NoteField::earlier_case, "earlier")}) == "VAL-25 /notes");
  BOOST_TEST(said({fact(NoteField::earlier_case, "earlier")}, "[]", true) == "");
}

BOOST_AUTO_TEST_CASE(a_doubt_is_a_reading_at_odds_with_the_prescription_however_unclear) {
  base::JsonParser parser;
  const auto doubts = [&](std::string_view rx, const model::NoteFacts& suggested) {
    std::string text;
    for (const NoteField field : doubted(model::read_prescription(*parser.parse(rx), "").value(), suggested))
      text += fmt::format("{}{}", text.empty() ? "" : ", ", word(field));
    return text;
  };
  constexpr std::string_view crown =
      R"({"procedure":"crown","tooth":"19","material":"pfm_noble","shade":"A2","margin_type":"chamfer"})";
  const auto unclear = [](NoteField field, std::string value) {
    return fact(field, std::move(value), false, 1);
  };
  BOOST_TEST(doubts(crown, {}) == "");
  BOOST_TEST(doubts(crown, {unclear(NoteField::shade, "A3")}) == "shade");
  BOOST_TEST(doubts(crown, {unclear(NoteField::shade, "A3"), unclear(NoteField::tooth, "18")}) ==
             "tooth, shade");
  BOOST_TEST(doubts(crown, {unclear(NoteField::shade, "A3"), unclear(NoteField::shade, "A2")}) == "");
  BOOST_TEST(doubts(crown, {fact(NoteField::shade, "A3", true)}) == "");
  BOOST_TEST(doubts(crown, {unclear(NoteField::material, "pfm")}) == "");
  BOOST_TEST(doubts(crown, {unclear(NoteField::stump_shade, "A4")}) == "");
  // What the prescription does not say is no doubt: that it is missing is a finding of its own.
  BOOST_TEST(doubts(R"({"procedure":"crown","tooth":"19"})", {unclear(NoteField::shade, "A3")}) == "");
  BOOST_TEST(doubts(R"({"procedure":"bridge","teeth":["3","4","5"],"shade":"A2"})",
                    {unclear(NoteField::shade, "A3")}) == "");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::validation
