#include "engine/outreach/message.hpp"

#include <algorithm>
#include <array>

#include <boost/test/unit_test.hpp>

namespace articulator::outreach {
namespace {

using model::Medium;
using model::Stage;

constexpr std::size_t sms_characters_max = 160;

BOOST_AUTO_TEST_SUITE(message)

BOOST_AUTO_TEST_CASE(no_message_says_what_is_made_of_what_for_which_tooth) {
  constexpr std::array<std::string_view, 22> clinical{
      "crown", "bridge",   "veneer",     "inlay", "onlay",   "implant", "denture",   "partial",
      "guard", "zirconia", "disilicate", "pfm",   "acrylic", "chrome",  "composite", "tooth",
      "teeth", "shade",    "diagnosis",  "decay", "#",       "Dr."};
  for (int number = 0; number <= static_cast<int>(Stage::dead_letter); ++number) {
    for (const Medium medium : {Medium::sms, Medium::portal, Medium::email}) {
      const std::string said = text(static_cast<Stage>(number), medium);
      for (const std::string_view word : clinical)
        BOOST_TEST((said.find(word) == said.npos), said << " has " << word);
      const auto digit = [](char c) { return c >= '0' && c <= '9'; };
      BOOST_TEST(std::none_of(said.begin(), said.end(), digit), said);
    }
  }
}

BOOST_AUTO_TEST_CASE(an_sms_fits_one_message) {
  for (int number = 0; number <= static_cast<int>(Stage::dead_letter); ++number)
    BOOST_TEST(text(static_cast<Stage>(number), Medium::sms).size() <= sms_characters_max);
}

BOOST_AUTO_TEST_CASE(each_milestone_has_its_own_words) {
  const std::array<Stage, 5> milestones{Stage::received, Stage::in_fabrication, Stage::quality_check,
                                        Stage::shipped, Stage::delivered};
  for (const Stage one : milestones)
    for (const Stage two : milestones)
      if (one != two) BOOST_TEST(text(one, Medium::sms) != text(two, Medium::sms));
  BOOST_TEST(text(Stage::shipped, Medium::email) == text(Stage::shipped, Medium::portal));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::outreach
