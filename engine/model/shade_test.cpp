#include "engine/model/shade.hpp"

#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::model {
namespace {

BOOST_AUTO_TEST_SUITE(shades)

BOOST_AUTO_TEST_CASE(each_shade_is_in_its_guides) {
  struct Row {
    std::string_view text;
    std::string_view canonical;
    bool classical;
    bool master;
    bool bleach;
  };
  const std::vector<Row> rows{{"A1", "A1", true, false, false},        {"a2", "A2", true, false, false},
                              {" a 3.5 ", "A3.5", true, false, false}, {"D4", "D4", true, false, false},
                              {"2r1.5", "2R1.5", false, true, false},  {"5M3", "5M3", false, true, false},
                              {"1M2", "1M2", false, true, false},      {"0M2", "0M2", false, true, true},
                              {"bl1", "BL1", false, false, true},      {"BL4", "BL4", false, false, true}};
  for (const Row& row : rows) {
    const auto shade = parse_shade(row.text);
    BOOST_REQUIRE_MESSAGE(shade.has_value(), row.text);
    BOOST_TEST(shade->text == row.canonical);
    BOOST_TEST(in_guide(*shade, ShadeGuide::vita_classical) == row.classical, row.text);
    BOOST_TEST(in_guide(*shade, ShadeGuide::vita_3d_master) == row.master, row.text);
    BOOST_TEST(in_guide(*shade, ShadeGuide::bleach) == row.bleach, row.text);
  }
}

BOOST_AUTO_TEST_CASE(what_is_in_no_guide_is_no_shade) {
  for (const std::string_view text :
       {"", " ", "A5", "A7", "D1", "A3,5", "A35", "B3.5", "1M3", "1R1.5", "5L1.5", "2M1.5", "0M4", "BL5",
        "BL0", "BL", "A2 body", "2R1.55", "white"})
    BOOST_TEST(!parse_shade(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(the_guides_have_as_many_tabs_as_their_makers_say) {
  int classical = 0;
  int master = 0;
  int bleach = 0;
  for (const char value : std::string_view("012345ABCD")) {
    for (const std::string_view rest : {"1", "2", "3", "3.5", "4", "M1", "M2", "M3", "L1.5", "L2.5", "R1.5",
                                        "R2.5", "L1", "L2", "L3", "L4"}) {
      const auto shade = parse_shade(value + std::string(rest));
      if (!shade) continue;
      classical += in_guide(*shade, ShadeGuide::vita_classical) ? 1 : 0;
      master += in_guide(*shade, ShadeGuide::vita_3d_master) ? 1 : 0;
      bleach += in_guide(*shade, ShadeGuide::bleach) ? 1 : 0;
    }
  }
  BOOST_TEST(classical == 16);
  BOOST_TEST(master == 29);
  BOOST_TEST(bleach == 7);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::model
