#include "engine/advice/extract.hpp"

#include "engine/advice/measure.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

namespace articulator::advice {
namespace {

using model::NoteField;

// "tooth 19, shade A2, not shade A3"
std::string said(const std::string& note) {
  std::string text;
  for (const model::NoteFact& fact : read_note(note, model::NotePlace::notes, base::make_date(2024, 10, 21)))
    text += fmt::format("{}{}{} {}", text.empty() ? "" : ", ", fact.denied ? "not " : "",
                        model::word(fact.field), fact.value);
  return text;
}

std::vector<LabelledNote> labelled() {
  std::ifstream file(ARTICULATOR_SOURCE_DIR "/engine/advice/notes/labelled_notes.tsv");
  return read_labelled(std::string{std::istreambuf_iterator<char>(file), {}}).value();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(advice_extract)

BOOST_AUTO_TEST_CASE(a_hurried_hand_is_understood) {
  BOOST_TEST(said("#19 zr crn A2 chamf") ==
             "tooth 19, material zirconia, restoration crown, shade A2, margin chamfer");
  BOOST_TEST(said("e.max veneers 8-9 BL2") ==
             "material lithium_disilicate, restoration veneer, tooth 8, tooth 9, shade BL2");
}

BOOST_AUTO_TEST_CASE(a_tooth_that_is_only_touched_is_not_restored) {
  BOOST_TEST(said("no contact w/ 30") == "");
  BOOST_TEST(said("crown #19, no contact w/ #30") == "restoration crown, tooth 19");
}

BOOST_AUTO_TEST_CASE(what_is_denied_or_taken_back_is_said_so) {
  BOOST_TEST(said("not A2, use A3") == "not shade A2, shade A3");
  BOOST_TEST(said("A2 -> A3") == "not shade A2, shade A3");
  BOOST_TEST(said("tooth 18 not 19") == "tooth 18, not tooth 19");
  BOOST_TEST(said("no, make it zirconia") == "material zirconia");
  BOOST_TEST(said("no stump shade") == "");
  BOOST_TEST(said("no rush") == "not rush rush");
}

BOOST_AUTO_TEST_CASE(dates_are_told_from_the_day_of_writing) {
  BOOST_TEST(said("need by Friday") == "due_date 2024-10-25");
  BOOST_TEST(said("due 11/4") == "due_date 2024-11-04");
  BOOST_TEST(said("due 1/6") == "due_date 2025-01-06");
  BOOST_TEST(said("in 2 wks") == "due_date 2024-11-04");
  BOOST_TEST(said("scanned 10/18") == "");
  BOOST_TEST(said("due 2/30") == "");
}

BOOST_AUTO_TEST_CASE(numbers_that_are_no_teeth_are_left_alone) {
  for (const char* note :
       {"call 555-0142", "0.5 mm clearance", "2 wks ok", "room 4", "4/19", "19", "#49", "#0"})
    BOOST_TEST(said(note) == "", note);
}

BOOST_AUTO_TEST_CASE(a_fact_quotes_the_words_it_rests_on) {
  const std::string note = "Pls. Shade: a3.5";
  const auto facts = read_note(note, model::NotePlace::notes, base::make_date(2024, 10, 21));
  BOOST_REQUIRE_EQUAL(facts.size(), 1U);
  BOOST_TEST(facts[0].words == "a3.5");
  BOOST_TEST(note.substr(facts[0].offset, facts[0].words.size()) == "a3.5");
}

BOOST_AUTO_TEST_CASE(a_slip_of_the_pen_is_forgiven_and_less_sure) {
  const auto facts = read_note("zirconai", model::NotePlace::notes, base::make_date(2024, 10, 21));
  BOOST_REQUIRE_EQUAL(facts.size(), 1U);
  BOOST_TEST(facts[0].value == "zirconia");
  BOOST_TEST(facts[0].confidence < model::clear_confidence);
}

BOOST_AUTO_TEST_CASE(a_note_of_any_bytes_and_any_length_is_survived) {
  std::string hostile;
  for (int n = 0; n < 40'000; ++n)
    hostile += static_cast<char>(n * 7 + n / 256);
  read_note(hostile, model::NotePlace::notes, base::make_date(2024, 10, 21));
  std::string teeth = "teeth ";
  for (int n = 0; n < 20'000; ++n)
    teeth += "1-32, ";
  BOOST_TEST(read_note(teeth, model::NotePlace::notes, base::make_date(2024, 10, 21)).size() <= 200U);
}

// Floors below what is measured (tools/bench notes), so that a word lost is seen.
BOOST_AUTO_TEST_CASE(each_field_is_read_as_well_as_it_was) {
  const auto notes = labelled();
  BOOST_TEST(notes.size() >= 150U);
  BOOST_TEST(std::count_if(notes.begin(), notes.end(),
                           [](const LabelledNote& one) { return one.set == NoteSet::held; }) *
                 3 >=
             static_cast<std::ptrdiff_t>(notes.size()) - 2);
  struct Floor {
    NoteField field;
    int precision;
    int recall;
  };
  constexpr Floor floors[] = {{NoteField::tooth, 950, 930},          {NoteField::restoration, 960, 960},
                              {NoteField::material, 950, 950},       {NoteField::shade, 950, 930},
                              {NoteField::stump_shade, 750, 750},    {NoteField::margin, 850, 850},
                              {NoteField::due_date, 850, 780},       {NoteField::rush, 700, 700},
                              {NoteField::implant_system, 850, 850}, {NoteField::platform, 700, 700},
                              {NoteField::abutment, 800, 800},       {NoteField::retention, 800, 800},
                              {NoteField::photo, 800, 800},          {NoteField::match, 700, 700},
                              {NoteField::earlier_case, 800, 800}};
  for (const NoteSet set : {NoteSet::tune, NoteSet::held}) {
    Scores scores = measure(notes, set);
    for (const Floor& floor : floors) {
      BOOST_TEST(scores[floor.field].precision_per_mille() >= floor.precision, model::word(floor.field));
      BOOST_TEST(scores[floor.field].recall_per_mille() >= floor.recall, model::word(floor.field));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::advice
