// Free text, scrubbed: notes, messages, complaints and file names keep what they say of the work, and lose
// who it is about.
//
//   "Jane Doe (MRN 4471-903, 312-555-0142): #19 zr crn A2, seat 11/4/2024"
//     ->  "Fuvora Kelo (Sipa 9035-128, 705-284-6613): #19 zr crn A2, seat 5/20/2019"
//
// Words that may stay (passing_words.hpp) do; others become words that mean nothing. Numbers, codes, mail and
// web addresses become others of their form, dates move along with all dates of the log. What the engine
// reads out of a note is the same before and after, see `same_meaning`.
#pragma once

#include "engine/base/calendar.hpp"
#include "replay/scrub/pseudonym.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace articulator::replay {

struct TextPlace {
  base::Date written;              // the line's day: "11/4" is the one nearest to it
  int days = 0;                    // by which dates move
  std::string_view subject;        // the line's case id, wherever it is named
  std::vector<std::string> names;  // of people, as the line has them in their fields
  bool codes_as_words = false;     // numbers and codes become words, too
};

std::string scrub_text(std::string_view text, const Pseudonyms& pseudonyms, const TextPlace& place);

// "LC-10442_19_prep.stl": the ending is kept.
std::string scrub_file_name(std::string_view name, const Pseudonyms& pseudonyms, const TextPlace& place);

// "Dr. Jane Doe": the title is kept.
std::string scrub_person(std::string_view name, const Pseudonyms& pseudonyms);

// A word of a system ("ORDER_RECEIVED", "sms"): kept when all of it may stay, else one pseudonym.
std::string scrub_word(std::string_view word, const Pseudonyms& pseudonyms);

// A text that is an id: what stands in it of the line's case is that case's pseudonym ("LC-1-r2", "LC-1/1").
std::string scrub_id(std::string_view id, const Pseudonyms& pseudonyms, std::string_view subject);

// Whether the engine reads the same out of both: facts of the work (VAL-19, VAL-25), and of what a complaint
// is a case (RMK-01).
bool same_meaning(std::string_view before, std::string_view after, base::Date written);

}  // namespace articulator::replay
