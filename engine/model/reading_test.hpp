// For the tests of the codecs: JSON in, a value or the text of the error out.
#pragma once

#include "engine/base/json_reader.hpp"

#include <string>
#include <string_view>
#include <utility>

#include <boost/test/unit_test.hpp>

namespace articulator::model::testing {

template <typename Read>
auto read(std::string_view json, Read reader) {
  base::JsonParser parser;
  const auto document = parser.parse(json);
  BOOST_REQUIRE_MESSAGE(document.has_value(), json);
  return reader(*document);
}

template <typename T>
std::string error_of(const base::Expected<T>& result) {
  return result ? "" : result.error().text();
}

}  // namespace articulator::model::testing
