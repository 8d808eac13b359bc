#include "engine/governance/permission.hpp"

#include "engine/model/spelling.hpp"

#include <algorithm>
#include <array>

namespace articulator::governance {
namespace {

enum class Approves : std::uint8_t { nothing, go_aheads, everything };

struct Permission {
  model::Role role;
  Approves approves;
};

constexpr std::array<Permission, 5> permissions{{{model::Role::dentist, Approves::everything},
                                                 {model::Role::lab_coordinator, Approves::go_aheads},
                                                 {model::Role::front_desk, Approves::nothing},
                                                 {model::Role::auditor, Approves::nothing},
                                                 {model::Role::administrator, Approves::nothing}}};

Approves approvals_of(model::Role role) {
  for (const Permission& permission : permissions)
    if (permission.role == role) return permission.approves;
  return Approves::nothing;
}

bool only_a_go_ahead(const std::vector<std::string>& reasons) {
  const auto of_governance = [](const std::string& reason) { return reason.starts_with("GOV-"); };
  return !reasons.empty() && std::all_of(reasons.begin(), reasons.end(), of_governance);
}

}  // namespace

base::Expected<void> may_approve(model::Role role, const std::vector<std::string>& reasons) {
  const Approves approves = approvals_of(role);
  const std::string who = model::spoken(word(role));
  if (approves == Approves::nothing)
    return base::failure("", "the role " + who + " decides no reviews",
                         "ask the dentist or the lab coordinator");
  if (approves == Approves::go_aheads && !only_a_go_ahead(reasons))
    return base::failure("", "the role " + who + " decides no clinical questions", "ask the dentist");
  return {};
}

}  // namespace articulator::governance
