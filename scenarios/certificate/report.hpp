// What came of a certification, for a terminal and for CI.
#pragma once

#include "scenarios/certificate/certificate.hpp"

#include <string>
#include <vector>

namespace articulator::certificate {

// A screen of text: the levels, and what is missing for them.
std::string summary_of(const Certificate& certificate);

// JUnit's XML: a test case a requirement; what was not judged or is not applicable is skipped, with the
// reason.
std::string junit_of(const Certificate& certificate);

// What of an engine's claims the table knows, in the table's order.
Claims known_of(const Claims& claims, const std::vector<runner::Requirement>& table);

}  // namespace articulator::certificate
