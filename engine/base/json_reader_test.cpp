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

BOOST_AUTO_TEST_CASE(of_equal_keys_the_first_counts_however_many_members_there_are) {
  JsonParser parser;
  // Keys of every length that begin alike; each comes twice, near and far from the object's begin.
  const std::string name = "procedure_code_of_the_lab";
  for (std::size_t members = 0; members <= name.size(); ++members) {
    std::string json;
    for (const int round : {1, 2})
      for (std::size_t n = 0; n < members; ++n)
        json += (json.empty() ? "{\"" : ",\"") + name.substr(0, n) + "\":[" + std::to_string(round) + ",{\"" +
                name.substr(0, n) + "\":0}," + std::to_string(n) + "]";
    const auto document = parser.parse(json.empty() ? "{}" : json + "}");
    BOOST_REQUIRE(document.has_value());
    ObjectReader in(*document, "");
    for (std::size_t n = 0; n < members; ++n) {
      const auto read = in.elements(name.substr(0, n));
      BOOST_REQUIRE_EQUAL(read.size(), 3U);
      BOOST_TEST(read[0].integer().value() == 1);
      BOOST_TEST(read[2].integer().value() == static_cast<std::int64_t>(n));
      BOOST_TEST(document->find(name.substr(0, n))->elements()[0].integer().value() == 1);
    }
    BOOST_TEST(!in.has(name.substr(0, members)));
    BOOST_TEST(!in.has(name + "s"));
    BOOST_TEST(!in.error().has_value());
  }
}

BOOST_AUTO_TEST_CASE(keys_are_told_apart_by_every_byte) {
  JsonParser parser;
  const auto document = parser.parse(
      R"({"a\u0000":1,"a":2,"\u0000a":3,"":4,"abcdefgh":5,"abcdefg":6,"abcdefgi":7,"abcdefghi":8,"abcdefghj":9})");
  BOOST_REQUIRE(document.has_value());
  ObjectReader in(*document, "");
  using namespace std::string_view_literals;
  std::int64_t expected = 0;
  for (const std::string_view key :
       {"a\0"sv, "a"sv, "\0a"sv, ""sv, "abcdefgh"sv, "abcdefg"sv, "abcdefgi"sv, "abcdefghi"sv, "abcdefghj"sv})
    BOOST_TEST(in.integer(key, 0, 9) == ++expected);
  for (const std::string_view key : {"\0"sv, "b"sv, "a\0\0"sv, "abcdefghk"sv, "abcdefghij"sv})
    BOOST_TEST(!in.has(key));
}

BOOST_AUTO_TEST_CASE(a_place_is_written_out_where_something_is_wrong) {
  const std::string said = complaint(R"({"list":[{"n":1},{"o":{"n":"x"}}]})", [](ObjectReader& in) {
    std::size_t index = 0;
    for (const JsonValue element : in.sequence_or_none("list")) {
      ObjectReader one(element, in.at("list", index++));
      if (!one.has("o")) continue;
      ObjectReader inner = one.object("o");
      BOOST_TEST(inner.pointer() == "/list/1/o");
      inner.integer("n", 0, 9);
      in.report(inner.error());
    }
  });
  BOOST_TEST(said == "/list/1/o/n: is a string, not a whole number");
  JsonParser parser;
  ObjectReader inside(*parser.parse(R"({"n":-1})"), std::string("/a/pointer/that/is/a/long/text"));
  inside.integer("n", 0, 9);
  BOOST_TEST(inside.error()->where == "/a/pointer/that/is/a/long/text/n");
  BOOST_TEST(ObjectReader(JsonValue(), "/o").error()->where == "/o");
}

BOOST_AUTO_TEST_CASE(elements_come_one_after_the_other) {
  JsonParser parser;
  const auto document =
      parser.parse(R"([1,-2.5,"t",[1,[2]],{"a":{"b":[]}},true,null,18446744073709551615,[]])");
  BOOST_REQUIRE(document.has_value());
  std::string all;
  for (const JsonValue element : document->sequence())
    all += element.dump() + ";";
  BOOST_TEST(all == R"(1;-2.5;"t";[1,[2]];{"a":{"b":[]}};true;null;18446744073709551615;[];)");
  BOOST_TEST(document->sequence().size() == 9U);
  BOOST_TEST(document->elements().size() == 9U);
  BOOST_TEST(document->elements().back().sequence().empty());
  BOOST_TEST(JsonValue().sequence().empty());
  BOOST_TEST(document->elements()[0].sequence().empty());
  BOOST_TEST(document->elements()[4].members()[0].key == "a");
  BOOST_TEST(!document->elements()[4].is_empty_object());
  BOOST_TEST(parser.parse(" {} ")->is_empty_object());
  BOOST_TEST(!parser.parse("[]")->is_empty_object());
}

BOOST_AUTO_TEST_CASE(a_fallback_outside_the_range_is_no_leave_to_write_it) {
  BOOST_TEST(complaint(R"({"n":-1})", [](ObjectReader& in) { in.integer_or("n", -1, 0, 9); }) ==
             "/n: is -1, outside 0 to 9");
  BOOST_TEST(complaint("{}", [](ObjectReader& in) { BOOST_TEST(in.integer_or("n", -1, 0, 9) == -1); }) == "");
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
