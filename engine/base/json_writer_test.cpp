#include "engine/base/json_writer.hpp"

#include <limits>

#include <boost/test/unit_test.hpp>

namespace articulator::base {
namespace {

std::string text_of(std::string_view value) {
  std::string out;
  append_json_text(out, value);
  return out;
}

std::string decimal_of(std::int64_t hundredths) {
  std::string out;
  JsonWriter(out).decimal(hundredths);
  return out;
}

BOOST_AUTO_TEST_SUITE(json_writer)

BOOST_AUTO_TEST_CASE(commas_come_where_they_belong) {
  std::string out;
  JsonWriter w(out);
  w.begin_object()
      .member("a", 1)
      .key("b")
      .begin_array()
      .integer(-2)
      .text("x")
      .boolean(true)
      .null()
      .begin_object();
  w.end_object().begin_array().end_array().end_array().key("c").begin_object().member("d", "e").end_object();
  w.key("f").raw("[1]").member("g", false).member("h", Instant{0}).end_object();
  BOOST_TEST(
      out ==
      R"({"a":1,"b":[-2,"x",true,null,{},[]],"c":{"d":"e"},"f":[1],"g":false,"h":"1970-01-01T00:00:00.000Z"})");
}

BOOST_AUTO_TEST_CASE(text_is_escaped_as_rfc_8785_does) {
  BOOST_TEST(text_of("") == R"("")");
  BOOST_TEST(text_of("a\"b\\c/d") == R"("a\"b\\c/d")");
  BOOST_TEST(text_of("\b\t\n\f\r") == R"("\b\t\n\f\r")");
  BOOST_TEST(text_of(std::string_view("\0\x01\x1f", 3)) == R"("\u0000\u0001\u001f")");
  BOOST_TEST(text_of("\x7f \xC3\xA9 \xE2\x82\xAC \xF0\x9F\xA6\xB7") ==
             "\"\x7f \xC3\xA9 \xE2\x82\xAC \xF0\x9F\xA6\xB7\"");
}

// Eight bytes are looked at together, and slices of 256: neither shows.
BOOST_AUTO_TEST_CASE(every_byte_is_escaped_alike_wherever_it_stands) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string one(1, static_cast<char>(byte));
    const std::string alone = text_of(one);
    const std::string escaped = alone.substr(1, alone.size() - 2);
    BOOST_TEST((escaped == one) == (byte >= 0x20 && byte != '"' && byte != '\\'));
    for (std::size_t size = 1; size <= 40; ++size)
      for (std::size_t at = 0; at < size; ++at) {
        const std::string plain(at, 'x');
        const std::string quotes(at, '"');
        std::string quotes_escaped;
        for (std::size_t i = 0; i < at; ++i)
          quotes_escaped += "\\\"";
        const std::string after(size - at - 1, 'x');
        if (text_of(plain + one + after) != '"' + plain + escaped + after + '"' ||
            text_of(quotes + one + after) != '"' + quotes_escaped + escaped + after + '"')
          BOOST_ERROR("byte " << byte << " at " << at << " of " << size);
      }
  }
  std::string long_text;
  std::string long_escaped;
  for (int i = 0; i < 1'000; ++i) {
    long_text += i % 7 == 0 ? '"' : 'x';
    long_escaped += i % 7 == 0 ? "\\\"" : "x";
  }
  BOOST_TEST(text_of(long_text) == '"' + long_escaped + '"');
}

BOOST_AUTO_TEST_CASE(decimals_are_the_shortest_with_their_sign) {
  BOOST_TEST(decimal_of(0) == "0");
  BOOST_TEST(decimal_of(1250) == "12.5");
  BOOST_TEST(decimal_of(1200) == "12");
  BOOST_TEST(decimal_of(1205) == "12.05");
  BOOST_TEST(decimal_of(5) == "0.05");
  BOOST_TEST(decimal_of(-50) == "-0.5");
  BOOST_TEST(decimal_of(-1) == "-0.01");
  BOOST_TEST(decimal_of(-1250) == "-12.5");
}

BOOST_AUTO_TEST_CASE(integers_are_whole_to_the_last) {
  std::string out;
  JsonWriter w(out);
  w.begin_array()
      .integer(std::numeric_limits<std::int64_t>::min())
      .integer(std::numeric_limits<std::int64_t>::max())
      .end_array();
  BOOST_TEST(out == "[-9223372036854775808,9223372036854775807]");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::base
