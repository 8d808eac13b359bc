// Who may do and see what (GOV-02 to 06, SEC-02; DECISIONS, row `people.review.decided`).
//
//   if (auto may = governance::may(role, Permission::see_audit); !may) refuse(may.error());
//   if (auto may = governance::may_approve(role, review.reasons); !may) refuse(may.error());
//
// Roles and what they may are a table. A review's reasons are codes: GOV-02 to GOV-05 ask for a person's
// go-ahead on an order with nothing wrong in it; all others, GOV-06 (the clinician's final approval) among
// them, are a clinician's to decide.
#pragma once

#include "engine/base/error.hpp"
#include "engine/model/policy.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::governance {

enum class Permission : std::uint8_t {
  decide_go_aheads,
  decide_all_reviews,
  decide_visits,  // when a patient is seated (DLV-05)
  redrive,        // a dead letter
  change_policy,
  see_reviews,
  see_cases,
  see_notices,
  see_dead_letters,
  see_audit,
  see_insight,
  decide_purchases,
  keep_stock
};
std::string_view word(Permission permission);  // as an administrator reads it: "see the audit"

// Error: a sentence for the person, and who may instead.
base::Expected<void> may(model::Role role, Permission permission);

// What the page of the engine contract wants, by the word after /v1: "audit". Empty: anybody may see it.
std::optional<Permission> permission_for_page(std::string_view page);

// Error: a sentence for the person, and who may instead. A review without reasons is for the dentist alone.
base::Expected<void> may_approve(model::Role role, const std::vector<std::string>& reasons);

// Whom a review waits for at first, and whom next when it waits too long (Policy::review_hours). Empty: there
// is nobody above.
model::Role first_to_decide(const std::vector<std::string>& reasons);
std::optional<model::Role> next_above(model::Role role);

}  // namespace articulator::governance
