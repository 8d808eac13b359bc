#include "scenarios/runner/document.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

namespace articulator::runner {
namespace {

Node parsed(std::string_view text) {
  auto node = parse_document(text, "x.json");
  BOOST_REQUIRE_MESSAGE(node.has_value(), (node ? "" : node.error().text()));
  return std::move(*node);
}

std::string refused(std::string_view text) {
  const auto node = parse_document(text, "x.json");
  return node ? "read" : node.error().text();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(document)

BOOST_AUTO_TEST_CASE(every_key_and_value_knows_its_line) {
  const Node root =
      parsed("{\n  // a comment\n  \"a\": 1,\n  \"b\": [2,\n    3\n  ],\n  \"c\": { \"d\": \"x\" } }");
  BOOST_TEST(root.line == 1);
  BOOST_TEST(root.members[0].line == 3);
  BOOST_TEST(root.members[0].value.line == 3);
  BOOST_TEST(root.members[1].line == 4);
  BOOST_TEST(root.members[1].value.elements[0].line == 4);
  BOOST_TEST(root.members[1].value.elements[1].line == 5);
  BOOST_TEST(root.members[2].value.members[0].line == 7);
}

BOOST_AUTO_TEST_CASE(a_repeated_key_is_refused_with_both_lines) {
  BOOST_TEST(refused("{\n\"a\": 1,\n\"a\": 2}") ==
             "x.json:3: the key \"a\" stands here twice; keep one (the first is in line 2)");
}

BOOST_AUTO_TEST_CASE(what_is_no_json_is_refused_with_its_line) {
  BOOST_TEST(refused("{\n\"a\": nope}").starts_with("x.json:2: this is not JSON: "));
  BOOST_TEST(refused("").starts_with("x.json:1: this is not JSON: "));
  BOOST_TEST(refused("{} {}").starts_with("x.json:1: this is not JSON: "));
}

BOOST_AUTO_TEST_CASE(size_depth_and_number_of_values_have_bounds) {
  BOOST_TEST(refused(std::string(document_bytes_max + 1, ' ')).find("bytes, more than") != std::string::npos);
  BOOST_TEST(refused(std::string(document_depth_max + 1, '[')).find("nested deeper") != std::string::npos);
  std::string many = "[0";
  for (std::size_t i = 0; i < document_values_max; ++i)
    many += ",0";
  BOOST_TEST(refused(many + "]").find("values") != std::string::npos);
  BOOST_TEST(refused("[9223372036854775808]").find("too large") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_missing_file_and_a_folder_are_errors) {
  BOOST_TEST(!read_document("no/such.json").has_value());
  BOOST_TEST(!read_document(ARTICULATOR_SOURCE_DIR).has_value());
}

BOOST_AUTO_TEST_CASE(what_is_written_back_is_what_was_read) {
  BOOST_TEST(dump(parsed("{ \"a\": [1, -2, 2.50, true, null, \"x\\n\"] , \"b\": {} }")) ==
             "{\"a\":[1,-2,2.50,true,null,\"x\\n\"],\"b\":{}}");
}

BOOST_AUTO_TEST_CASE(a_pointer_sets_and_takes_away) {
  Node root = parsed("{\"a\":{\"b\":1},\"list\":[1,2]}");
  BOOST_TEST(set_at(root, "/a/b", Node::of_text("x")).has_value());
  BOOST_TEST(set_at(root, "/new/deep", Node::of_text("y")).has_value());
  BOOST_TEST(set_at(root, "/list/-", Node::of_text("z")).has_value());
  BOOST_TEST(remove_at(root, "/list/0").has_value());
  BOOST_TEST(dump(root) == "{\"a\":{\"b\":\"x\"},\"list\":[2,\"z\"],\"new\":{\"deep\":\"y\"}}");
}

BOOST_AUTO_TEST_CASE(a_pointer_to_nothing_is_an_error) {
  Node root = parsed("{\"a\":1,\"list\":[1]}");
  BOOST_TEST(!remove_at(root, "/b").has_value());
  BOOST_TEST(!remove_at(root, "/list/1").has_value());
  BOOST_TEST(!set_at(root, "/a/b", Node::of_text("x")).has_value());
  BOOST_TEST(!set_at(root, "/list/5", Node::of_text("x")).has_value());
  BOOST_TEST(!set_at(root, "no pointer", Node::of_text("x")).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::runner
