#include "replay/scrub/pseudonym.hpp"

#include <set>
#include <string>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

namespace articulator::replay {
namespace {

const std::string key = "0123456789abcdef";

BOOST_AUTO_TEST_SUITE(scrub_pseudonym)

BOOST_AUTO_TEST_CASE(an_id_keeps_its_form) {
  const std::string made = Pseudonyms(key).id("LC-10442/b");
  BOOST_TEST(made != "LC-10442/b");
  BOOST_REQUIRE_EQUAL(made.size(), 10);
  BOOST_TEST((made[0] >= 'A' && made[0] <= 'Z' && made[1] >= 'A' && made[1] <= 'Z'));
  BOOST_TEST(made[2] == '-');
  BOOST_TEST(made.substr(3, 5).find_first_not_of("0123456789") == std::string::npos);
  BOOST_TEST(made[8] == '/');
  BOOST_TEST((made[9] >= 'a' && made[9] <= 'z'));
}

// Two patients that became one would be one to the rules (VAL-22).
BOOST_AUTO_TEST_CASE(no_two_ids_become_one) {
  const Pseudonyms pseudonyms(key);
  std::set<std::string> made;
  for (int n = 0; n < 1000; ++n)
    made.insert(pseudonyms.id(fmt::format("P{:03}", n)));
  for (int n = 0; n < 100; ++n)
    made.insert(pseudonyms.id(fmt::format("{}", n)));
  BOOST_TEST(made.size() == 1100);
}

BOOST_AUTO_TEST_CASE(capitals_are_the_only_difference_where_they_were) {
  const Pseudonyms pseudonyms(key);
  const std::string small = pseudonyms.id("glw-77ab");
  std::string large = pseudonyms.id("GLW-77AB");
  BOOST_TEST(small != large);
  for (char& c : large)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  BOOST_TEST(small == large);
}

BOOST_AUTO_TEST_CASE(another_key_makes_other_pseudonyms) {
  const Pseudonyms one(key);
  const Pseudonyms other("fedcba9876543210");
  BOOST_TEST(one.id("LC-10442") != other.id("LC-10442"));
  BOOST_TEST(one.word("Abernathy") != other.word("Abernathy"));
  BOOST_TEST(one.hash("86af70e5") != other.hash("86af70e5"));
  BOOST_TEST(one.id("LC-10442") == Pseudonyms(key).id("LC-10442"));
}

BOOST_AUTO_TEST_CASE(a_word_is_written_as_the_one_that_it_stands_for) {
  const Pseudonyms pseudonyms(key);
  const std::string made = pseudonyms.word("abernathy");
  std::string capital = pseudonyms.word("Abernathy");
  BOOST_TEST((capital.front() >= 'A' && capital.front() <= 'Z'));
  capital.front() = static_cast<char>(capital.front() - 'A' + 'a');
  BOOST_TEST(capital == made);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::replay
