#include "engine/base/canonical_json.hpp"

#include <array>
#include <bit>
#include <cstdint>

#include <boost/test/unit_test.hpp>

namespace articulator::base {
namespace {

std::string canonical(std::string_view json) {
  const auto made = canonical_json(json);
  return made ? *made : "error: " + made.error().what;
}

BOOST_AUTO_TEST_SUITE(canonical_json_suite)

// RFC 8785, appendix B.
BOOST_AUTO_TEST_CASE(numbers_are_written_as_the_rfcs_samples) {
  struct Sample {
    std::uint64_t bits;
    std::string_view text;
  };
  constexpr std::array<Sample, 24> samples{{{0x0000000000000000, "0"},
                                            {0x8000000000000000, "0"},
                                            {0x0000000000000001, "5e-324"},
                                            {0x8000000000000001, "-5e-324"},
                                            {0x7fefffffffffffff, "1.7976931348623157e+308"},
                                            {0xffefffffffffffff, "-1.7976931348623157e+308"},
                                            {0x4340000000000000, "9007199254740992"},
                                            {0xc340000000000000, "-9007199254740992"},
                                            {0x4430000000000000, "295147905179352830000"},
                                            {0x44b52d02c7e14af5, "9.999999999999997e+22"},
                                            {0x44b52d02c7e14af6, "1e+23"},
                                            {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
                                            {0x444b1ae4d6e2ef4e, "999999999999999700000"},
                                            {0x444b1ae4d6e2ef4f, "999999999999999900000"},
                                            {0x444b1ae4d6e2ef50, "1e+21"},
                                            {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
                                            {0x3eb0c6f7a0b5ed8d, "0.000001"},
                                            {0x41b3de4355555553, "333333333.3333332"},
                                            {0x41b3de4355555554, "333333333.33333325"},
                                            {0x41b3de4355555555, "333333333.3333333"},
                                            {0x41b3de4355555556, "333333333.3333334"},
                                            {0x41b3de4355555557, "333333333.33333343"},
                                            {0xbecbf647612f3696, "-0.0000033333333333333333"},
                                            {0x43143ff3c1cb0959, "1424953923781206.2"}}};
  for (const Sample& sample : samples) {
    std::string text;
    append_canonical_number(text, std::bit_cast<double>(sample.bits));
    BOOST_TEST(text == sample.text);
    BOOST_TEST(canonical(sample.text) == sample.text);  // and reads back as itself
  }
}

// RFC 8785, sections 3.2.2 and 3.2.3.
BOOST_AUTO_TEST_CASE(the_rfcs_example_comes_out_as_in_the_rfc) {
  BOOST_TEST(canonical(R"({
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    })") == "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
            "\"string\":\"\xE2\x82\xAC$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
}

BOOST_AUTO_TEST_CASE(names_are_sorted_by_their_utf16_units) {
  BOOST_TEST(canonical(R"({
      "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
      "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control",
      "\u00f6": "Latin Small Letter O With Diaeresis"
    })") == "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xC2\x80\":\"Control\","
            "\"\xC3\xB6\":\"Latin Small Letter O With Diaeresis\",\"\xE2\x82\xAC\":\"Euro Sign\","
            "\"\xF0\x9F\x98\x80\":\"Emoji: Grinning Face\","
            "\"\xEF\xAC\xB3\":\"Hebrew Letter Dalet With Dagesh\"}");
  BOOST_TEST(canonical(R"({"ab":1,"a":2,"":3,"b":{"d":4,"c":[]},"A":{}})") ==
             R"({"":3,"A":{},"a":2,"ab":1,"b":{"c":[],"d":4}})");
}

BOOST_AUTO_TEST_CASE(only_needful_escapes_are_written) {
  BOOST_TEST(canonical(R"("\b\f\n\r\t\u001f\u007f\"\\\/")") == "\"\\b\\f\\n\\r\\t\\u001f\x7F\\\"\\\\/\"");
}

BOOST_AUTO_TEST_CASE(canonical_json_stays_as_it_is) {
  for (const std::string_view json :
       {R"({"a":[1,2.5,"x",null,true,{}],"b":{"c":""}})", "[]", "{}", "\"\"", "0", "-1e-7", "1e+21"}) {
    BOOST_TEST(canonical(json) == json);
    BOOST_TEST(canonical(" " + std::string(json) + "\n") == json);
  }
}

BOOST_AUTO_TEST_CASE(what_has_no_one_meaning_is_refused) {
  BOOST_TEST(canonical(R"({"a":1,"a":1})") == R"(error: has the member "a" twice)");
  BOOST_TEST(canonical("1e400") == "error: holds a number that is too large");
  BOOST_TEST(canonical("").starts_with("error: is not JSON"));
  BOOST_TEST(canonical("{} {}").starts_with("error: is not JSON"));
  BOOST_TEST(canonical("[NaN]").starts_with("error: is not JSON"));
  BOOST_TEST(canonical("\"\\ud800\"").starts_with("error: is not JSON"));  // half a pair
  BOOST_TEST(canonical("\"\xFF\"").starts_with("error: is not JSON"));     // no UTF-8
  BOOST_TEST(canonical(std::string(65, '[') + std::string(65, ']')) == "error: is nested more than 64 deep");
  BOOST_TEST(canonical(std::string(64, '[') + std::string(64, ']')).starts_with("[["));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::base
