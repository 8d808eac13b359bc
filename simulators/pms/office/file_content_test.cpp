#include "simulators/pms/office/file_content.hpp"

#include <string>
#include <string_view>

#include <boost/test/unit_test.hpp>

namespace articulator::simulators::office {
namespace {

// Empty bytes and false: the description was refused.
std::pair<FileContent, bool> made(std::string_view description) {
  base::JsonParser parser;
  base::ObjectReader reader(*parser.parse(description), "");
  FileContent content = make_file_content(reader);
  return {std::move(content), !reader.error()};
}

BOOST_AUTO_TEST_SUITE(office_file_content)

BOOST_AUTO_TEST_CASE(a_sheet_has_two_triangles_a_square) {
  const auto [content, understood] = made(R"({"format":"stl-binary","squares":10})");
  BOOST_TEST(understood);
  BOOST_TEST(content.bytes.size() == 84u + 50u * 200u);
  BOOST_TEST(content.bytes == content.described);
}

BOOST_AUTO_TEST_CASE(it_is_cut_and_altered_as_described) {
  BOOST_TEST(made(R"({"format":"stl-binary","cut":100})").first.bytes.size() == 100u);
  const auto altered = made(R"({"format":"text","text":"hello","altered":true})").first;
  BOOST_TEST(altered.described == "hello");
  BOOST_TEST(altered.bytes == "helln");
}

BOOST_AUTO_TEST_CASE(unknown_formats_and_shapes_are_refused) {
  BOOST_TEST(!made(R"({"format":"step"})").second);
  BOOST_TEST(!made(R"({"format":"ply","shape":"cow"})").second);
  BOOST_TEST(!made("{}").second);
  BOOST_TEST(!made(R"({"format":"ply","squares":100000})").second);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::simulators::office
