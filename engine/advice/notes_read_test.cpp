#include "engine/advice/notes_read.hpp"

#include "engine/advice/extract.hpp"
#include "engine/advice/measure.hpp"

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::advice {
namespace {

std::vector<std::string> notes() {
  std::vector<std::string> texts{"",
                                 "Contacts light please.",
                                 "#19 zr crn A2, due Fri",
                                 "seat 2/29",
                                 "due 11/4",
                                 "need in 2 wks",
                                 "RUSH " + std::string(NotesRead::note_bytes_max, '!')};
  std::ifstream file(ARTICULATOR_SOURCE_DIR "/engine/advice/notes/labelled_notes.tsv");
  const std::string tsv{std::istreambuf_iterator<char>(file), {}};
  const auto labelled = read_labelled(tsv).value();
  for (const LabelledNote& one : labelled)
    texts.push_back(one.note);
  return texts;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(notes_read)

// Each is read on several days in turn: some say another thing then, and none is confused with another.
BOOST_AUTO_TEST_CASE(a_note_that_was_read_before_says_what_it_says) {
  NotesRead known;
  const std::vector<std::string> texts = notes();
  BOOST_TEST(texts.size() > 100U);
  for (const std::string& text : texts)
    for (const int day : {7, 7, 9, 7, 28})
      for (const model::NotePlace place : {model::NotePlace::notes, model::NotePlace::instructions}) {
        const base::Date written = base::make_date(day == 28 ? 2027 : 2024, 2, day);
        BOOST_TEST((known.read(text, place, written) == read_note(text, place, written)), text);
      }
  for (const std::string& text : texts)
    BOOST_TEST((known.read(text, model::NotePlace::notes, base::make_date(2024, 10, 21)) ==
                read_note(text, model::NotePlace::notes, base::make_date(2024, 10, 21))));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::advice
