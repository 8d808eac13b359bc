// Who may decide what (GOV-02 to 04, SEC-02; DECISIONS, row `people.review.decided`).
//
//   if (auto may = governance::may_approve(role, review.reasons); !may) refuse(may.error());
//
// Roles and what they may are a table. A review's reasons are codes: GOV-.. asks for a person's go-ahead on
// an order with nothing wrong in it, all others ask a clinical question.
#pragma once

#include "engine/base/error.hpp"
#include "engine/model/policy.hpp"

#include <string>
#include <vector>

namespace articulator::governance {

// Error: a sentence for the person, and who may instead. A review without reasons is for the dentist alone.
base::Expected<void> may_approve(model::Role role, const std::vector<std::string>& reasons);

}  // namespace articulator::governance
