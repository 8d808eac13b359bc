// A note cut into tokens: words, numbers and signs, folded to lower case, each with where it stands.
//
//   "#19 e.max crn A3.5 w/o rush -> 11/4"
//   "#" "19" "e.max" "crn" "a3.5" "w/o" "rush" "->" "11" "/" "4"
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::model {

// What is longer is read so far: a note is a few lines, and whoever pastes a letter is asked by nobody.
inline constexpr std::size_t note_bytes_max = 8U * 1024;

struct Token {
  std::string text;           // folded
  std::size_t offset = 0;     // in bytes
  std::size_t end = 0;        // one past its last byte
  bool spaced_before = true;  // white space, or the beginning of the note, stands before it
};

// Line ends are tokens of their own, "\n". Bytes that are no ASCII are signs, dashes and arrows become ASCII.
std::vector<Token> tokens_of(std::string_view note);

// What stands before the first `end`, which goes with it: "a:b" -> "a", and `rest` is "b". Without one, all.
std::string_view take(std::string_view& rest, char end);

bool is_number(const Token& token);      // digits alone
int number_of(const Token& token);       // -1: not a whole number of at most 4 digits
bool ends_sentence(const Token& token);  // . ; ! ? and line ends
bool ends_clause(const Token& token);    // those, and a comma

}  // namespace articulator::model
