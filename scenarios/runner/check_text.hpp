// A fact or record as a person reads it in a failure: when, what, and the one thing that matters of its
// content.
//
//   "14:00:31 (+31s) engine.rx.validated blocked (VAL-05)"
#pragma once

#include "scenarios/runner/check_evidence.hpp"

#include <string>
#include <string_view>

namespace articulator::runner {

// The time of day is UTC, as in the journal; in brackets what the world's clock shows since its start.
std::string instant_text(base::Instant at, base::Instant start);

std::string fact_text(const world::Entry& fact, base::Instant start);
std::string record_text(const AuditRecord& record, base::Instant start);

// What the journal holds of a case, the latest last, on one line; "nothing" where it holds nothing.
std::string facts_of_case(const Evidence& evidence, std::string_view practice, std::string_view case_id);

}  // namespace articulator::runner
