#include "engine/connect/pms/eaglesoft/xml.hpp"

#include "engine/connect/pms/eaglesoft/routes.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::connect::eaglesoft {
namespace {

std::string why_not(std::string_view text) {
  const auto document = parse_xml(text);
  return document ? "" : document.error().text();
}

std::string nested(int depth) {
  std::string text;
  for (int i = 0; i < depth; ++i)
    text += "<a>";
  for (int i = 0; i < depth; ++i)
    text += "</a>";
  return text;
}

BOOST_AUTO_TEST_SUITE(eaglesoft_xml)

BOOST_AUTO_TEST_CASE(xml_from_outside_is_bounded) {
  BOOST_TEST(why_not("<a>b</a>").empty());
  BOOST_TEST(why_not("<a>b").find("cannot be read") != std::string::npos);
  BOOST_TEST(why_not("").find("cannot be read") != std::string::npos);
  BOOST_TEST(why_not("<!DOCTYPE a><a/>").find("document type") != std::string::npos);
  BOOST_TEST(why_not(nested(xml_depth_max)).empty());
  BOOST_TEST(why_not(nested(xml_depth_max + 2)).find("deeper") != std::string::npos);
  BOOST_TEST(why_not(nested(200'000)).find("deeper") != std::string::npos);
  BOOST_TEST(why_not(std::string(xml_bytes_max + 1, ' ')).find("more than") != std::string::npos);
  std::string wide = "<a>";
  for (std::size_t i = 0; i <= xml_nodes_max; ++i)
    wide += "<b/>";
  BOOST_TEST(why_not(wide + "</a>").find("nodes") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_named_by_its_path) {
  const auto document =
      parse_xml("<x:Row><x:Key>7</x:Key><Minutes>2.5</Minutes><Flag>maybe</Flag></x:Row>").value();
  XmlReader row(document->document_element(), "/Row");
  BOOST_TEST(row.integer("Key", 1, 10) == 7);
  BOOST_TEST(!row.error().has_value());
  BOOST_TEST(row.integer("Minutes", 1, 10) == 0);
  BOOST_TEST(!row.boolean("Flag").has_value());
  BOOST_TEST(row.error()->where == "/Row/Minutes");  // the first
  XmlReader other(document->document_element(), "/Row");
  other.text("Name");
  BOOST_TEST(other.error()->text() == "/Row/Name: is missing");
}

BOOST_AUTO_TEST_CASE(a_template_takes_its_parameters_and_the_rest_becomes_a_query) {
  const auto routes = read_routes(
      "<ApiHelp><Installation>ES-1</Installation>"
      "<Route><Name>A</Name><Template>api/a/{Id}</Template></Route>"
      "<Route><Name>B</Name><Template>/b?id={Id}</Template></Route></ApiHelp>");
  BOOST_REQUIRE(routes);
  BOOST_TEST(routes->target("A", {{"Id", "x/y"}}).value() == "/api/a/x%2Fy");
  BOOST_TEST(routes->target("A", {{"Id", "7"}, {"After", "0"}}).value() == "/api/a/7?After=0");
  BOOST_TEST(routes->target("B", {{"Id", "7"}, {"After", "0"}}).value() == "/b?id=7&After=0");
  BOOST_TEST(!routes->target("A", {}).has_value());
  BOOST_TEST(!routes->target("C", {}).has_value());
  BOOST_TEST(read_routes("<ApiHelp><Installation>ES-1</Installation></ApiHelp>").error().text() ==
             "/ApiHelp/Route: is missing");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::connect::eaglesoft
