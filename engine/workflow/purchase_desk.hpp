// The purchase desk: people decide on purchase orders and say what is in stock, over the engine contract.
//
//   POST /v1/reviews/PO-1          {"decision":"approve"} · "reject" · "correct" with
//   {"changes":{"/quantity":10}} POST /v1/inventory/{item}      {"received":20} or {"counted":7}
//
// Roles: engine/governance. Each refusal is audited.
#pragma once

#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "engine/model/bench.hpp"
#include "engine/workflow/context.hpp"
#include "engine/workflow/live_practice.hpp"

#include <string>

namespace articulator::workflow {

// `number` is one of the practice's purchases.
base::HttpResponse decide_purchase(Context& context, LivePractice& practice, const model::Person& person,
                                   const std::string& number, const base::HttpRequest& request,
                                   base::Instant now);

base::HttpResponse change_stock(Context& context, LivePractice& practice, const model::Person& person,
                                const std::string& item, const base::HttpRequest& request, base::Instant now);

}  // namespace articulator::workflow
