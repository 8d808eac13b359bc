#include "engine/base/beginnings.hpp"

#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::base {

BOOST_AUTO_TEST_SUITE(beginnings)

BOOST_AUTO_TEST_CASE(texts_that_begin_alike_share_their_beginning) {
  Beginnings ids;
  BOOST_TEST((ids.learn("P-0005-LC00095") == Beginnings::Split{1, "00095"}));
  BOOST_TEST((ids.learn("glidewell") == Beginnings::Split{2, ""}));
  BOOST_TEST((ids.learn("P-0005-LC1") == Beginnings::Split{1, "1"}));
  BOOST_TEST((ids.split("P-0005-LC00096") == Beginnings::Split{1, "00096"}));
  BOOST_TEST((ids.split("P-0005-PT00096") == Beginnings::Split{0, "P-0005-PT00096"}));
}

// Empty ones, mere numbers, long ones, and more beginnings than are known by number.
BOOST_AUTO_TEST_CASE(a_text_is_whole_again_and_split_alike_whatever_was_learned_since) {
  Beginnings ids;
  std::vector<std::string> texts{"",
                                 "0",
                                 "0012",
                                 "a",
                                 "a0",
                                 "-",
                                 std::string(300, 'x'),
                                 std::string(Beginnings::bytes_max, 'y') + "7",
                                 "x\0y5"};
  for (char c = 'A'; c <= 'Z'; ++c)
    texts.push_back(std::string("lab-") + c + "-17");
  std::vector<Beginnings::Split> splits;
  for (const std::string& text : texts)
    splits.push_back(ids.learn(text));
  for (std::size_t i = 0; i < texts.size(); ++i) {
    BOOST_TEST(ids.whole(splits[i]) == texts[i]);
    BOOST_TEST((ids.split(texts[i]) == splits[i]));
    BOOST_TEST((ids.learn(texts[i]) == splits[i]));
  }
  BOOST_TEST(splits[3].beginning != 0);
  BOOST_TEST(splits.back().beginning == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::base
