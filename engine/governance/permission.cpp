#include "engine/governance/permission.hpp"

#include "engine/base/words.hpp"
#include "engine/model/spelling.hpp"

#include <algorithm>
#include <array>

namespace articulator::governance {
namespace {

using enum Permission;
using model::Role;

constexpr std::array<base::Word<Permission>, 13> permission_words{
    {{decide_go_aheads, "give an order its go-ahead"},
     {decide_all_reviews, "decide clinical questions"},
     {decide_visits, "decide when a patient is seated"},
     {redrive, "redrive a dead letter"},
     {change_policy, "change the policy"},
     {see_reviews, "see the reviews"},
     {see_cases, "see the cases"},
     {see_notices, "see the notices"},
     {see_dead_letters, "see the dead letters"},
     {see_audit, "see the audit"},
     {see_insight, "see the figures"},
     {decide_purchases, "decide on purchases"},
     {keep_stock, "say what is in stock"}}};

struct Row {
  Role role;
  Permission permission;
};
// The order within a permission is the order in which a refusal names who may.
constexpr std::array<Row, 39> table{{{Role::dentist, decide_go_aheads},
                                     {Role::lab_coordinator, decide_go_aheads},
                                     {Role::dentist, decide_all_reviews},
                                     {Role::front_desk, decide_visits},
                                     {Role::lab_coordinator, decide_visits},
                                     {Role::dentist, decide_visits},
                                     {Role::administrator, redrive},
                                     {Role::lab_coordinator, redrive},
                                     {Role::administrator, change_policy},
                                     {Role::dentist, see_reviews},
                                     {Role::lab_coordinator, see_reviews},
                                     {Role::auditor, see_reviews},
                                     {Role::administrator, see_reviews},
                                     {Role::dentist, see_cases},
                                     {Role::lab_coordinator, see_cases},
                                     {Role::front_desk, see_cases},
                                     {Role::auditor, see_cases},
                                     {Role::administrator, see_cases},
                                     {Role::lab_coordinator, see_notices},
                                     {Role::dentist, see_notices},
                                     {Role::front_desk, see_notices},
                                     {Role::auditor, see_notices},
                                     {Role::administrator, see_notices},
                                     {Role::administrator, see_dead_letters},
                                     {Role::lab_coordinator, see_dead_letters},
                                     {Role::auditor, see_dead_letters},
                                     {Role::auditor, see_audit},
                                     {Role::administrator, see_audit},
                                     {Role::dentist, see_insight},
                                     {Role::lab_coordinator, see_insight},
                                     {Role::auditor, see_insight},
                                     {Role::administrator, see_insight},
                                     {Role::lab_coordinator, decide_purchases},
                                     {Role::dentist, decide_purchases},
                                     {Role::administrator, decide_purchases},
                                     {Role::lab_coordinator, keep_stock},
                                     {Role::dentist, keep_stock},
                                     {Role::front_desk, keep_stock},
                                     {Role::administrator, keep_stock}}};

struct Page {
  std::string_view word;
  Permission permission;
};
constexpr std::array<Page, 7> pages{{{"reviews", see_reviews},
                                     {"alerts", see_notices},
                                     {"cases", see_cases},
                                     {"notices", see_notices},
                                     {"dead-letters", see_dead_letters},
                                     {"audit", see_audit},
                                     {"insight", see_insight}}};

constexpr std::array<Role, 3> escalation{Role::lab_coordinator, Role::dentist, Role::administrator};

bool holds(Role role, Permission permission) {
  return std::any_of(table.begin(), table.end(),
                     [&](const Row& row) { return row.role == role && row.permission == permission; });
}

// "ask the dentist or the lab coordinator"
std::string ask_instead(Permission permission) {
  std::string text;
  for (const Row& row : table)
    if (row.permission == permission)
      text += (text.empty() ? "ask the " : " or the ") + model::spoken(word(row.role));
  return text;
}

// Nothing is wrong; the phase wants a person's word all the same.
bool is_go_ahead(std::string_view reason) {
  return reason.starts_with("GOV-") && reason != "GOV-06";
}

bool only_a_go_ahead(const std::vector<std::string>& reasons) {
  return !reasons.empty() && std::all_of(reasons.begin(), reasons.end(), is_go_ahead);
}

}  // namespace

std::string_view word(Permission permission) {
  return base::word_of(permission_words, permission);
}

base::Expected<void> may(Role role, Permission permission) {
  if (holds(role, permission)) return {};
  return base::failure(
      "", "the role " + model::spoken(model::word(role)) + " may not " + std::string(word(permission)),
      ask_instead(permission));
}

std::optional<Permission> permission_for_page(std::string_view page) {
  for (const Page& one : pages)
    if (one.word == page) return one.permission;
  return std::nullopt;
}

base::Expected<void> may_approve(Role role, const std::vector<std::string>& reasons) {
  if (holds(role, decide_all_reviews)) return {};
  const std::string who = model::spoken(model::word(role));
  if (!holds(role, decide_go_aheads))
    return base::failure("", "the role " + who + " decides no reviews", ask_instead(decide_go_aheads));
  if (only_a_go_ahead(reasons)) return {};
  return base::failure("", "the role " + who + " decides no clinical questions",
                       ask_instead(decide_all_reviews));
}

Role first_to_decide(const std::vector<std::string>& reasons) {
  return only_a_go_ahead(reasons) ? Role::lab_coordinator : Role::dentist;
}

std::optional<Role> next_above(Role role) {
  const auto found = std::find(escalation.begin(), escalation.end(), role);
  if (found == escalation.end() || found + 1 == escalation.end()) return std::nullopt;
  return *(found + 1);
}

}  // namespace articulator::governance
