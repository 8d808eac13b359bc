// A decision as the form of an `expect`.
//
//   form_of(DecisionType::pms_status, {{"stage", "received"}}, ids)
//       -> {"status": {"case": "LC-1", "stage": "received"}}
#pragma once

#include "engine/base/error.hpp"
#include "replay/log/decided.hpp"
#include "replay/saved/sent_case.hpp"

#include <nlohmann/json.hpp>

namespace articulator::replay::saved {

// `decision`: as a report shows it. Error: a kind that a replay does not judge.
base::Expected<nlohmann::json> form_of(DecisionType type, const nlohmann::json& decision, const OwnIds& ids);

// The same of an order that production sent otherwise: what the reference's has that production's had not.
base::Expected<nlohmann::json> form_of_order(const nlohmann::json& reference,
                                             const nlohmann::json& production);

// Whether `decision` is counted by who looks for `form`, which is of the same type.
bool counts(const nlohmann::json& form, DecisionType type, const nlohmann::json& decision, const OwnIds& ids);

}  // namespace articulator::replay::saved
