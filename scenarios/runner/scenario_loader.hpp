// Reads a scenario file into a Scenario, strictly: an unknown, misspelt, repeated or missing key, a value of
// the wrong kind, an unknown word, fixture or practice is an error that names file, line and key.
//
//   auto scenario = load_scenario("scenarios/library/validation/x.json", library);
//   if (!scenario) std::cerr << scenario.error().text();
//   // "x.json:5: key "stepz" is not known here; did you mean "steps"?"
#pragma once

#include "engine/base/error.hpp"
#include "scenarios/runner/library.hpp"
#include "scenarios/runner/scenario.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace articulator::runner {

inline constexpr std::size_t steps_max = 5000;
inline constexpr base::Duration world_time_max = base::days(366 * 3);

// `pair`: the PMS and lab of a world that names none, or not both.
base::Expected<Scenario> load_scenario(const std::string& path, const Library& library,
                                       const Pair& pair = {});

// The same from text; `file` is how errors name it.
base::Expected<Scenario> read_scenario(std::string_view text, const std::string& file, const Library& library,
                                       const Pair& pair = {});

// Every PMS with every lab, as the build and the library have them, by name.
std::vector<Pair> all_pairs(const Library& library);

}  // namespace articulator::runner
