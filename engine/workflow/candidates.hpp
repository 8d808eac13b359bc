// Candidates: where a case could go and of what it could be made (SEL-01), with the practice's history of
// each.
#pragma once

#include "engine/base/instant.hpp"
#include "engine/insight/selection.hpp"
#include "engine/insight/tally.hpp"
#include "engine/model/bench.hpp"
#include "engine/workflow/practice.hpp"

#include <vector>

namespace articulator::workflow {

// Products of the case's kind, of the labs of the bench and of its `insight.selection`, that fit its teeth
// and that neither VAL-04 nor the patient's allergies (VAL-20) stand against. None where the kind of
// restoration is not known.
std::vector<insight::Candidate> candidates(const Practice& practice, const model::PracticeBench& bench,
                                           const Case& of, const insight::Table& table, base::Instant now);

}  // namespace articulator::workflow
