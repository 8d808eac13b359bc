#include "engine/model/arch.hpp"

#include <string>
#include <string_view>

#include <boost/test/unit_test.hpp>

namespace articulator::model {

BOOST_AUTO_TEST_SUITE(arch)

BOOST_AUTO_TEST_CASE(an_arch_is_known_by_the_words_that_scanners_and_people_use) {
  struct Row {
    std::string_view text;
    std::string_view arch;  // empty: none
  };
  constexpr Row rows[] = {
      {"LowerJawScan.stl", "lower"},
      {"UpperJawScan.stl", "upper"},
      {"UPPERJAW.STL", "upper"},
      {"2024-10-21-lowerarch.ply", "lower"},
      {"19_prep_maxillary.stl", "upper"},
      {"mandible.obj", "lower"},
      {"Unterkiefer.stl", "lower"},
      {"lower", "lower"},
      {"lower lower.stl", "lower"},
      // none, or both
      {"", ""},
      {"prep.stl", ""},
      {"flower.stl", ""},
      {"supper.stl", ""},
      {"slowerjaw.stl", ""},
      {"prep_lower_res.stl", ""},
      {"PrepLowerResolution.stl", ""},
      {"upper_and_lower.stl", ""},
      {"lower_res_upper.stl", "upper"},
      {"L.stl", ""},
  };
  for (const Row& row : rows) {
    const auto found = arch_named_in(row.text);
    BOOST_TEST((found ? word(*found) : std::string_view()) == row.arch, row.text);
  }
}

BOOST_AUTO_TEST_CASE(what_stands_far_into_a_long_text_is_not_looked_at) {
  BOOST_TEST(arch_named_in(std::string(4090, '-') + "lower").has_value());
  BOOST_TEST(!arch_named_in(std::string(4096, '-') + "lower").has_value());
}

BOOST_AUTO_TEST_CASE(a_words_case_does_not_matter) {
  BOOST_TEST((arch_of("Upper") == Arch::upper));
  BOOST_TEST((arch_of("LOWER") == Arch::lower));
  BOOST_TEST(!arch_of("both").has_value());
  BOOST_TEST((opposite(Arch::upper) == Arch::lower));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::model
