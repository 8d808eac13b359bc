#include "engine/base/json_texts.hpp"

#include "engine/base/json_writer.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::base {
namespace {

BOOST_AUTO_TEST_SUITE(json_texts)

std::string written(JsonTexts& texts, std::string_view value) {
  std::string out = "before ";
  texts.append(out, value);
  return out;
}

std::string expected(std::string_view value) {
  std::string out = "before ";
  append_json_text(out, value);
  return out;
}

BOOST_AUTO_TEST_CASE(a_text_looks_as_it_always_does_the_first_time_and_the_next) {
  JsonTexts texts;
  for (const std::size_t size : {0U, 1U, 31U, 32U, 33U, 500U, 32U * 1024, 32U * 1024 + 1}) {
    const std::string value = std::string(size / 2, '"') + std::string(size - size / 2, 'x');
    BOOST_TEST(written(texts, value) == expected(value));
    BOOST_TEST(written(texts, value) == expected(value));
  }
}

BOOST_AUTO_TEST_CASE(texts_that_are_alike_in_most_are_told_apart) {
  JsonTexts texts;
  const std::string usual(400, 'x');
  // Each differs in one byte from the one before and from the usual one, and many share a place.
  for (std::size_t at = 0; at < usual.size(); ++at) {
    std::string value = usual;
    value[at] = '"';
    BOOST_TEST(written(texts, usual) == expected(usual));
    BOOST_TEST(written(texts, value) == expected(value));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::base
