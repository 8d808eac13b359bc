#include "engine/base/http.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::base {
namespace {

BOOST_AUTO_TEST_SUITE(http)

BOOST_AUTO_TEST_CASE(a_target_is_taken_apart_and_decoded) {
  const Target target = parse_target("/lab%20cases//A%2FB/c+d?PatNum=1&name=Ann+Lee&empty=&flag&=x&a=b=c");
  BOOST_REQUIRE(target.path.size() == 3U);
  BOOST_TEST(target.path[0] == "lab cases");
  BOOST_TEST(target.path[1] == "A/B");
  BOOST_TEST(target.path[2] == "c+d");
  BOOST_REQUIRE(target.query.size() == 6U);
  BOOST_TEST(*target.find("PatNum") == "1");
  BOOST_TEST(*target.find("name") == "Ann Lee");
  BOOST_TEST(target.find("empty")->empty());
  BOOST_TEST(target.find("flag")->empty());
  BOOST_TEST(*target.find("a") == "b=c");
  BOOST_TEST((target.find("patnum") == nullptr));
}

BOOST_AUTO_TEST_CASE(odd_targets_do_no_harm) {
  for (const char* text : {"", "/", "?", "//", "/?&&", "no-slash"})
    BOOST_TEST(parse_target(text).query.empty(), text);
  BOOST_TEST(parse_target("/").path.empty());
}

BOOST_AUTO_TEST_CASE(percent_encoding_keeps_only_the_unreserved) {
  BOOST_TEST(percent_encode("aZ09-._~") == "aZ09-._~");
  BOOST_TEST(percent_encode("a b/c+d%\xC3\xA9") == "a%20b%2Fc%2Bd%25%C3%A9");
  std::string every_byte;
  for (int byte = 0; byte < 256; ++byte)
    every_byte += static_cast<char>(byte);
  BOOST_TEST((percent_decode(percent_encode(every_byte)) == every_byte));
}

BOOST_AUTO_TEST_CASE(a_broken_escape_stays_as_it_is) {
  BOOST_TEST(percent_decode("50%") == "50%");
  BOOST_TEST(percent_decode("%4") == "%4");
  BOOST_TEST(percent_decode("%zz%41") == "%zzA");
  BOOST_TEST(percent_decode("a+b") == "a b");
  BOOST_TEST(percent_decode("a%2Bb") == "a+b");
}

BOOST_AUTO_TEST_CASE(header_names_compare_without_case) {
  Headers headers{{{"Content-Type", "text/plain"}}};
  BOOST_REQUIRE(headers.find("content-type") != nullptr);
  headers.set("CONTENT-TYPE", "application/json");
  headers.set("X-One", "1");
  BOOST_TEST(headers.list.size() == 2U);
  BOOST_TEST(*headers.find("Content-type") == "application/json");
  BOOST_TEST((headers.find("Content-Typ") == nullptr));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::base
