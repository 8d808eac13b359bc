// A note without who it is about, for a model outside (AIM-05).
//
//   deidentify("Jane Doe 555-0142: #19 zr crn A2 due 11/4", {})  ->  "[..] [number]: #19 zr crn A2 due
//   [date]"
//
// Of HIPAA's Safe Harbor kinds (45 CFR 164.514(b)(2)) notes hold names, places, dates, phone and record
// numbers, mail and web addresses. Names cannot be listed, so the words that may pass are: those of the
// lexicon and of a list of plain dental and English words. All others become "[..]", and so does a passing
// word that is part of a name that we know. Numbers of more than two digits, dates and addresses go, too.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace articulator::advice {

// `names`: known names of people, each whole: "Dr. Jane Doe".
std::string deidentify(std::string_view note, const std::vector<std::string>& names);

// A plain dental or English word, folded to lower case, that says nothing of who.
bool is_plain_word(std::string_view folded);
bool is_title(std::string_view folded);  // after it stands a name, whatever word that is

}  // namespace articulator::advice
