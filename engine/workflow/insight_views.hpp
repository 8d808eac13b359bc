// Insight views: what `GET /v1/insight/...` answers. They change nothing.
//
//   GET /v1/insight/analytics                {"analytics":{...engine/insight/figures.hpp...}}
//   GET /v1/insight/selection?case=LC-7      {"case","given":{"lab","material"},"minimum_cases","practice",
//        "suggestions":[{"fee_cents","history":{TALLY of figures.hpp},"lab","lab_name","material","parts":
//        [{"part","points_bp","weight_percent","why"}],"promised_minutes","rests_on","score_bp","thin"}]},
//        best first; `practice=` where two practices have a case of that id
//
//   GET /v1/insight/inventory {"items":[{"booked","forecast_milli_a_day","item","lead_time_days",
//        "lead_time_demand","name","on_hand","on_order","practice","reorder_point","rests_on",
//        "service_permille"}],"purchases":[{"item","practice","purchase","quantity","state"}]}
//
// Who may see them: pages.hpp. `only`: the practice whose are shown; null: all.
#pragma once

#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "engine/workflow/views.hpp"

#include <string>

namespace articulator::workflow {

base::HttpResponse insight_view(const Practices& practices, const base::HttpRequest& request,
                                const std::string* only, base::Instant now);

}  // namespace articulator::workflow
