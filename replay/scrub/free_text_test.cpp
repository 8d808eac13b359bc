#include "replay/scrub/free_text.hpp"

#include "engine/model/attachment.hpp"
#include "engine/model/event.hpp"
#include "engine/model/prescription.hpp"
#include "engine/model/remake.hpp"
#include "engine/model/stage.hpp"
#include "replay/scrub/moved_date.hpp"

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::replay {
namespace {

const Pseudonyms pseudonyms("0123456789abcdef");
const base::Date monday = base::make_date(2024, 10, 21);

std::string scrubbed(std::string_view text) {
  return scrub_text(text, pseudonyms, {monday, -364, "LC-10442", {"Dr. Alma Gold"}, false});
}

BOOST_AUTO_TEST_SUITE(scrub_free_text)

BOOST_AUTO_TEST_CASE(what_is_said_of_the_work_stays) {
  for (const char* text : {"#19 zr crn A2 chamf, no contact w/ 30", "e.max veneers 8-9 BL2, see photos",
                           "UL6 and #8 in BL 2, stump ND2, RC platform", "BITE HIGH, out of occlusion on 3",
                           "Open margin on the distal of #14, D2740", "0.5 mm clearance",
                           "teeth 3 4 5 12 13 14", "Missing shade: VAL-05"})
    BOOST_TEST(scrubbed(text) == text);
}

BOOST_AUTO_TEST_CASE(who_it_is_about_does_not) {
  const std::vector<std::pair<std::string, std::vector<std::string>>> rows{
      {"Jane Brackwater (MRN 4471-903, 312-555-0142): A2",
       {"Jane", "Brackwater", "MRN", "4471", "903", "0142"}},
      {"55 50 14 22 08 is her cell", {"55 50 14 22 08"}},
      {"write to jane.b@mail.example or www.brackwater.example/x?y=1", {"jane", "mail", "brackwater"}},
      {"lives at 1427 Elm Street, Springfield 60601", {"1427", "Elm", "Springfield", "60601"}},
      {"DOB:3/14/1961, SSN 123-45-6789", {"3/14/1961", "1961", "123-45", "6789"}},
      {"from 10.20.30.40 and fe80::1ff:fe23:4567:890a, 00:1A:2B:3C:4D:5E", {"10.20.30", "fe23", "1A:2B"}},
      {"Dr. Gold asks; Will Gold says no", {"Gold", "Will"}},
      {"93 yo, Müller family", {"93", "ller"}},
      {"seat Nov 4th, 2024 or 4 December", {"4th", "2024", "4 December"}}};
  for (const auto& [text, gone] : rows)
    for (const std::string& one : gone)
      BOOST_TEST(scrubbed(text).find(one) == std::string::npos, text << " -> " << scrubbed(text));
}

BOOST_AUTO_TEST_CASE(the_gold_of_a_crown_is_no_name) {
  BOOST_TEST(scrubbed("full gold crown on 30") == "full gold crown on 30");
}

BOOST_AUTO_TEST_CASE(dates_move_in_the_form_in_which_they_are_written) {
  const auto moved = [](std::string_view text) { return moved_date(text, monday, 14).value_or("none"); };
  BOOST_TEST(moved("2024-11-04") == "2024-11-18");
  BOOST_TEST(moved("20241104") == "20241118");
  BOOST_TEST(moved("11/4/24") == "11/18/24");
  BOOST_TEST(moved("12/28/2024") == "1/11/2025");
  BOOST_TEST(moved("04.11.2024") == "04.25.2024");
  BOOST_TEST(moved("25.11.2024") == "9.12.2024");
  BOOST_TEST(moved("11/4") == "11/18");
  BOOST_TEST(moved("2024-11-04T09:00:00-05:00") == "2024-11-18T14:00:00.000Z");
  BOOST_TEST(moved("8-9") == "none");
  BOOST_TEST(moved("13/13") == "none");
  BOOST_TEST(scrubbed("due November 4th") == "due November 6");
}

BOOST_AUTO_TEST_CASE(the_case_is_the_same_wherever_it_is_named) {
  const std::string id = pseudonyms.id("LC-10442");
  BOOST_TEST(scrubbed("see LC-10442.") == "see " + id + ".");
  BOOST_TEST(scrub_id("LC-10442-r2", pseudonyms, "LC-10442") == id + "-r2");
  BOOST_TEST(scrub_id("LC-10442/1", pseudonyms, "LC-10442") == id + "/1");
  BOOST_TEST(scrub_file_name("LC-10442_19_prep.stl", pseudonyms, {monday, 7, "LC-10442", {}, false}) ==
             id + "_19_prep.stl");
  BOOST_TEST(scrub_file_name("LC-10442-prep-19.stl", pseudonyms, {monday, 7, "LC-10442", {}, false}) ==
             id + "-prep-19.stl");
}

BOOST_AUTO_TEST_CASE(a_file_name_loses_its_patient) {
  const std::string name =
      scrub_file_name("Doe_Jane_20241104_prep.stl", pseudonyms, {monday, 7, "LC-1", {}, false});
  BOOST_TEST(name.find("Doe") == std::string::npos);
  BOOST_TEST(name.find("Jane") == std::string::npos);
  BOOST_TEST(name.ends_with("_20241111_prep.stl"));
}

// What the reference must understand to decide the same.
BOOST_AUTO_TEST_CASE(the_words_of_the_log_format_stay) {
  std::vector<std::string> words{"approve",
                                 "reject",
                                 "correct",
                                 "dentist",
                                 "lab_coordinator",
                                 "front_desk",
                                 "auditor",
                                 "administrator",
                                 "monitor",
                                 "assist",
                                 "auto",
                                 "lab_promise",
                                 "learned",
                                 "delayed",
                                 "anterior",
                                 "posterior",
                                 "vita_classical",
                                 "vita_3d_master",
                                 "bleach",
                                 "mon",
                                 "wed",
                                 "api",
                                 "sftp",
                                 "email",
                                 "open-dental",
                                 "glidewell",
                                 "dentsply-sirona"};
  for (int n = 0; n < 19; ++n)
    words.emplace_back(model::word(static_cast<model::Stage>(n)));
  for (int n = 0; n < 9; ++n)
    words.emplace_back(model::word(static_cast<model::Restoration>(n)));
  for (int n = 0; n < 10; ++n)
    words.emplace_back(model::word(static_cast<model::Material>(n)));
  for (int n = 0; n < 4; ++n)
    words.emplace_back(model::word(static_cast<model::Margin>(n)));
  for (int n = 0; n < 7; ++n)
    words.emplace_back(model::word(static_cast<model::AttachmentKind>(n)));
  for (int n = 0; n < 3; ++n)
    words.emplace_back(model::word(static_cast<model::Medium>(n)));
  for (int n = 0; n < static_cast<int>(model::remake_causes); ++n)
    words.emplace_back(model::word(static_cast<model::RemakeCause>(n)));
  for (int n = 0; n < 6; ++n)
    words.emplace_back(model::word(static_cast<model::RemakeRoute>(n)));
  for (const std::string& word : words) {
    BOOST_TEST(scrub_word(word, pseudonyms) == word);
    BOOST_TEST(scrubbed(word) == word);
  }
  BOOST_TEST(scrub_word("JANE_IS_READY", pseudonyms) != "JANE_IS_READY");
}

// Of the notes and complaints that are there to measure how well they are understood, as many as can be.
BOOST_AUTO_TEST_CASE(nearly_all_notes_mean_the_same_afterwards) {
  int notes = 0;
  int alike = 0;
  for (const std::string path :
       {"/engine/advice/notes/labelled_notes.tsv", "/engine/quality/notes/remake_notes.tsv"}) {
    const std::size_t column = path.find("remake") == std::string::npos ? 1 : 2;
    std::ifstream file(ARTICULATOR_SOURCE_DIR + path);
    for (std::string line; std::getline(file, line);) {
      if (line.starts_with('#')) continue;
      std::istringstream in(line);
      std::string cell;
      for (std::size_t n = 0; n <= column; ++n)
        std::getline(in, cell, '\t');
      const std::string after = scrubbed(cell);
      ++notes;
      if (same_meaning(cell, after, monday))
        ++alike;
      else
        BOOST_TEST_MESSAGE(cell << "\n    -> " << after);
    }
  }
  BOOST_TEST_MESSAGE(alike << " of " << notes);
  BOOST_TEST(notes > 300);
  BOOST_TEST(alike * 1000 >= notes * 990);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::replay
