#include "engine/advice/deidentify.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::advice {

BOOST_AUTO_TEST_SUITE(advice_deidentify)

BOOST_AUTO_TEST_CASE(what_is_to_be_made_passes) {
  BOOST_TEST(deidentify("#19 zr crn A2 chamf, no contact w/ 30", {}) ==
             "#19 zr crn A2 chamf, no contact w/ 30");
  BOOST_TEST(deidentify("veneers 8-9 BL2", {}) == "veneers 8-9 BL2");
}

BOOST_AUTO_TEST_CASE(names_dates_numbers_and_addresses_do_not) {
  BOOST_TEST(deidentify("Jane Doe 602-555-0142, zr crn", {}) ==
             "[..] [..] [number]-[number]-[number], zr crn");
  BOOST_TEST(deidentify("DOB 3/4/1970, due 11/4", {}) == "[..] [date], due [date]");
  BOOST_TEST(deidentify("mail jane.doe@mail.example or see https://x.example/?p=7", {}) ==
             "[..] [address] or see [address]");
  BOOST_TEST(deidentify("chart 104422", {}) == "[..] [number]");
}

BOOST_AUTO_TEST_CASE(a_name_that_is_a_plain_word_goes_where_it_is_known_to_be_one) {
  BOOST_TEST(deidentify("for Dr. Gold", {}) == "for Dr. [..]");
  BOOST_TEST(deidentify("gold crown for will", {"Will Gold"}) == "[..] crown for [..]");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::advice
