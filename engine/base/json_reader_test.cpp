#include "engine/base/json_reader.hpp"

#include <functional>

#include <boost/test/unit_test.hpp>

namespace articulator::base {
namespace {

// What a reader says of one member: its error, or "".
std::string complaint(std::string_view json, const std::function<void(ObjectReader&)>& read) {
  JsonParser parser;
  const auto document = parser.parse(json);
  BOOST_REQUIRE_MESSAGE(document.has_value(), json);
  ObjectReader reader(*document, "");
  read(reader);
  return reader.error() ? reader.error()->text() : "";
}

std::string complaint_of_integer(std::string_view json) {
  return complaint(json, [](ObjectReader& in) { in.integer("n", 0, 100); });
}

std::string nested(std::size_t levels) {
  return std::string(levels, '[') + std::string(levels, ']');
}

BOOST_AUTO_TEST_SUITE(json_reader)

BOOST_AUTO_TEST_CASE(a_number_is_never_bent_into_an_integer) {
  BOOST_TEST(complaint_of_integer(R"({"n":100})") == "");
  BOOST_TEST(complaint_of_integer(R"({"n":0})") == "");
  BOOST_TEST(complaint_of_integer(R"({"n":4294967297})") == "/n: is 4294967297, outside 0 to 100");
  BOOST_TEST(complaint_of_integer(R"({"n":-1})") == "/n: is -1, outside 0 to 100");
  BOOST_TEST(complaint_of_integer(R"({"n":2.9})") == "/n: is a number, not a whole number");
  BOOST_TEST(complaint_of_integer(R"({"n":1e1})") == "/n: is a number, not a whole number");
  BOOST_TEST(complaint_of_integer(R"({"n":18446744073709551615})") == "/n: is a number, not a whole number");
  BOOST_TEST(complaint_of_integer(R"({"n":"1"})") == "/n: is a string, not a whole number");
  BOOST_TEST(complaint_of_integer(R"({"n":true})") == "/n: is true or false, not a whole number");
  BOOST_TEST(complaint_of_integer(R"({"n":null})") == "/n: is missing; it must be a whole number");
  BOOST_TEST(complaint_of_integer(R"({})") == "/n: is missing; it must be a whole number");
}

BOOST_AUTO_TEST_CASE(every_kind_is_wanted_as_it_is) {
  BOOST_TEST(complaint(R"({"t":1})", [](ObjectReader& in) { in.text("t"); }) ==
             "/t: is a whole number, not a string");
  BOOST_TEST(complaint(R"({"b":1})", [](ObjectReader& in) { in.boolean("b"); }) ==
             "/b: is a whole number, not true or false");
  BOOST_TEST(complaint(R"({"b":"true"})", [](ObjectReader& in) { in.boolean_or("b", false); }) ==
             "/b: is a string, not true or false");
  BOOST_TEST(complaint(R"({"a":{}})", [](ObjectReader& in) { in.elements_or_none("a"); }) ==
             "/a: is an object, not an array");
  BOOST_TEST(complaint(R"({"a":["x",1]})", [](ObjectReader& in) { in.texts_or_none("a"); }) ==
             "/a: holds a whole number, not only strings");
  BOOST_TEST(complaint(R"({"i":"yesterday"})", [](ObjectReader& in) { in.instant("i"); }) ==
             "/i: \"yesterday\" is not an instant; write it like 2024-10-21T09:00:00-05:00");
  BOOST_TEST(complaint("[]", [](ObjectReader& in) { in.text("t"); }) ==
             "/: an object is wanted here; write {...}");
}

BOOST_AUTO_TEST_CASE(the_first_error_stays_and_names_its_place_inside) {
  const std::string said = complaint(R"({"o":{"n":-1},"t":1})", [](ObjectReader& in) {
    ObjectReader inner = in.object("o");
    inner.integer("n", 0, 9);
    in.report(inner.error());
    in.text("t");
  });
  BOOST_TEST(said == "/o/n: is -1, outside 0 to 9");
}

BOOST_AUTO_TEST_CASE(what_is_absent_or_null_has_its_fallback) {
  JsonParser parser;
  ObjectReader in(*parser.parse(R"({"null":null,"t":"x"})"), "");
  BOOST_TEST(in.text_or("null", "none") == "none");
  BOOST_TEST(in.text_or("absent", "none") == "none");
  BOOST_TEST(in.integer_or("null", 7, 0, 9) == 7);
  BOOST_TEST(in.boolean_or("absent", true));
  BOOST_TEST(!in.optional_instant("absent").has_value());
  BOOST_TEST(in.has("t"));
  BOOST_TEST(!in.has("null"));
  BOOST_TEST(!in.value("null").has_value());
  BOOST_TEST(!in.error().has_value());
}

BOOST_AUTO_TEST_CASE(of_equal_keys_the_first_counts) {
  JsonParser parser;
  const auto document = parser.parse(R"({"a":1,"a":2})");
  BOOST_REQUIRE(document.has_value());
  BOOST_TEST(document->find("a")->integer().value() == 1);
  BOOST_TEST(document->members().size() == 2U);
}

BOOST_AUTO_TEST_CASE(what_is_not_one_json_document_is_refused) {
  JsonParser parser;
  for (const std::string_view text :
       {"", " ", "{", "{}{}", "{} x", "[1,]", "{a:1}", "{\"a\":01}", "nul", "'a'", "\"\\x\"", "[1 2]",
        "\"\xC3\"", "{\"a\":NaN}", "// c\n1", "\"tab\there\""})
    BOOST_TEST(!parser.parse(text).has_value(), text);
  BOOST_TEST(parser.parse(" {\"a\" : [ ] }\n").has_value());  // and goes on after refusals
}

BOOST_AUTO_TEST_CASE(depth_and_size_have_bounds) {
  JsonParser parser;
  BOOST_TEST(parser.parse(nested(JsonParser::depth_max - 1)).has_value());
  const auto deep = parser.parse(nested(JsonParser::depth_max + 1));
  BOOST_REQUIRE(!deep.has_value());
  BOOST_TEST(deep.error().text() == "the JSON is nested deeper than 64 levels; flatten it");
  BOOST_TEST(!parser.parse(nested(100'000)).has_value());
  const std::string large = '"' + std::string(JsonParser::size_max, 'x') + '"';
  const auto refused = parser.parse(large);
  BOOST_REQUIRE(!refused.has_value());
  BOOST_TEST(refused.error().to_do == "send less at once");
}

BOOST_AUTO_TEST_CASE(money_is_read_to_the_cent) {
  JsonParser parser;
  const auto document = parser.parse(R"([12.5,0.29,-0.01,99,1.005e2,"1",1e300,-1e300,9007199254740993])");
  BOOST_REQUIRE(document.has_value());
  const auto values = document->elements();
  BOOST_TEST(values[0].hundredths().value() == 1250);
  BOOST_TEST(values[1].hundredths().value() == 29);
  BOOST_TEST(values[2].hundredths().value() == -1);
  BOOST_TEST(values[3].hundredths().value() == 9900);
  BOOST_TEST(values[4].hundredths().value() == 10'050);
  for (std::size_t i = 5; i < values.size(); ++i)
    BOOST_TEST(!values[i].hundredths().has_value());
}

BOOST_AUTO_TEST_CASE(pointers_find_what_rfc_6901_says) {
  JsonParser parser;
  const auto document = parser.parse(R"({"a":{"b":[10,20]},"x/y":1,"m~n":2})");
  BOOST_REQUIRE(document.has_value());
  BOOST_TEST(document->at_pointer("/a/b/1")->integer().value() == 20);
  BOOST_TEST(document->at_pointer("/x~1y")->integer().value() == 1);
  BOOST_TEST(document->at_pointer("/m~0n")->integer().value() == 2);
  BOOST_TEST(!document->at_pointer("/a/b/2").has_value());
  BOOST_TEST(!document->at_pointer("/a/c").has_value());
  BOOST_TEST(document->dump() == R"({"a":{"b":[10,20]},"x/y":1,"m~n":2})");
  BOOST_TEST(JsonValue{}.dump() == "null");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::base
