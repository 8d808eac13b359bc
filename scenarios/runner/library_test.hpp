// The project's own library, read once for the tests of this room and of property_tests.
#pragma once

#include "scenarios/runner/library.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::runner {

inline const Library& project_library() {
  static const auto library = Library::read(ARTICULATOR_SOURCE_DIR "/scenarios/library");
  BOOST_REQUIRE_MESSAGE(library.has_value(), (library ? "" : library.error().text()));
  return **library;
}

}  // namespace articulator::runner
