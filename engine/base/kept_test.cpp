#include "engine/base/kept.hpp"

#include <string>
#include <string_view>

#include <boost/test/unit_test.hpp>

namespace articulator::base {

// Counts how often one was packed and unpacked.
struct Letter {
  std::string text;
};
namespace {
int packed_times = 0;
int unpacked_times = 0;
}  // namespace

void pack(const Letter& letter, std::string& out);
void unpack(std::string_view bytes, Letter& letter);

void pack(const Letter& letter, std::string& out) {
  ++packed_times;
  Packer{out}(letter.text);
}
void unpack(std::string_view bytes, Letter& letter) {
  ++unpacked_times;
  Unpacker{bytes}(letter.text);
}

namespace {

std::string bytes_of(const Kept<Letter>& letter) {
  std::string bytes;
  Packer{bytes}(letter);
  return bytes;
}

Kept<Letter> woken(const std::string& bytes) {
  Kept<Letter> letter;
  Unpacker{bytes}(letter);
  return letter;
}

struct Counted {
  Counted() { packed_times = unpacked_times = 0; }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(kept, Counted)

BOOST_AUTO_TEST_CASE(what_nobody_asks_for_stays_packed) {
  const std::string bytes = bytes_of(Kept<Letter>(Letter{"call first"}));
  Kept<Letter> letter = woken(bytes);
  for (int i = 0; i < 3; ++i)
    letter = woken(bytes_of(letter));
  BOOST_TEST(packed_times == 1);
  BOOST_TEST(unpacked_times == 0);
  BOOST_TEST(letter->text == "call first");
  BOOST_TEST(letter->text.size() == 10U);
  BOOST_TEST(unpacked_times == 1);
}

BOOST_AUTO_TEST_CASE(what_was_only_looked_at_rests_as_the_bytes_it_was) {
  const std::string bytes = bytes_of(Kept<Letter>(Letter{"call first"}));
  const Kept<Letter> letter = woken(bytes);
  BOOST_TEST(letter->text == "call first");
  BOOST_TEST((bytes_of(letter) == bytes));
  BOOST_TEST(packed_times == 1);
}

BOOST_AUTO_TEST_CASE(what_was_changed_rests_as_it_is_now) {
  Kept<Letter> letter = woken(bytes_of(Kept<Letter>(Letter{"call first"})));
  letter.change().text += ", please";
  BOOST_TEST(woken(bytes_of(letter))->text == "call first, please");
  letter = Letter{"no call"};
  BOOST_TEST(woken(bytes_of(letter))->text == "no call");
}

BOOST_AUTO_TEST_CASE(one_never_given_is_an_empty_one) {
  const Kept<Letter> none;
  BOOST_TEST(woken(bytes_of(none))->text.empty());
  BOOST_TEST(none->text.empty());
  BOOST_TEST(woken(bytes_of(none))->text.empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::base
