#include "engine/model/tooth.hpp"

#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::model {
namespace {

BOOST_AUTO_TEST_SUITE(tooth_numbers)

// HL7 dental-data-exchange crosswalk, DOMAIN 4.2: Universal in order, and the FDI number of each.
BOOST_AUTO_TEST_CASE(universal_and_fdi_agree_for_every_tooth) {
  const std::vector<std::string> fdi{"18", "17", "16", "15", "14", "13", "12", "11", "21", "22", "23",
                                     "24", "25", "26", "27", "28", "38", "37", "36", "35", "34", "33",
                                     "32", "31", "41", "42", "43", "44", "45", "46", "47", "48",  // 1-32
                                     "55", "54", "53", "52", "51", "61", "62", "63", "64", "65", "75",
                                     "74", "73", "72", "71", "81", "82", "83", "84", "85"};  // A-T
  for (std::size_t i = 0; i < fdi.size(); ++i) {
    const std::string universal =
        i < 32 ? std::to_string(i + 1) : std::string(1, static_cast<char>('A' + i - 32));
    const auto tooth = ToothNumber::from_universal(universal);
    BOOST_REQUIRE(tooth.has_value());
    BOOST_TEST(tooth->fdi() == fdi[i]);
    BOOST_TEST(tooth->universal() == universal);
    BOOST_TEST(tooth->index() == static_cast<int>(i) + 1);
    BOOST_TEST(tooth->primary() == (i >= 32));
    BOOST_TEST(tooth->upper() ==
               (fdi[i][0] == '1' || fdi[i][0] == '2' || fdi[i][0] == '5' || fdi[i][0] == '6'));
    BOOST_CHECK(ToothNumber::from_fdi(fdi[i]) == tooth);
  }
}

BOOST_AUTO_TEST_CASE(spelling_is_forgiven_and_meaning_is_not) {
  for (const std::string_view text : {"19", "#19", " 19 ", "# 19", "019"}) {
    const auto tooth = ToothNumber::from_universal(text);
    BOOST_TEST((tooth && tooth->index() == 19) == (text != "019"), text);
  }
  BOOST_CHECK(ToothNumber::from_universal("a") == ToothNumber::from_universal("#A"));
  for (const std::string_view text :
       {"", "#", "0", "33", "36x", "U", "AA", "-1", "1 9", "19.0", "##19", "upper left"})
    BOOST_TEST(!ToothNumber::from_universal(text).has_value(), text);
  for (const std::string_view text : {"", "0", "10", "19", "20", "49", "56", "86", "90", "111", "A", "1"})
    BOOST_TEST(!ToothNumber::from_fdi(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(a_text_means_another_tooth_in_the_other_system) {
  BOOST_TEST(ToothNumber::from_universal("18")->fdi() == "37");
  BOOST_TEST(ToothNumber::from_fdi("18")->universal() == "1");
}

BOOST_AUTO_TEST_CASE(front_teeth_are_anterior) {
  const std::string anterior = " 6 7 8 9 10 11 22 23 24 25 26 27 C D E F G H M N O P Q R ";
  for (int i = 1; i <= 52; ++i) {
    const std::string name = i <= 32 ? std::to_string(i) : std::string(1, static_cast<char>('A' + i - 33));
    const bool front = anterior.find(' ' + name + ' ') != std::string::npos;
    BOOST_TEST(word(ToothNumber::from_universal(name)->position()) == (front ? "anterior" : "posterior"),
               name);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::model
