// Views: what the GETs of the contract answer. They change nothing.
//
//   GET /v1/reviews       {"reviews":[{"case","escalated","expired","findings":[sentences],"opened_at",
//                                      "practice","question","reasons","review","suggestions",
//                                      "waits_for"}]}
//   GET /v1/cases/{id}    ?practice=p-01 where two practices have a case of that id; `estimate` is what
//   alerts
//                         go by, `expected` what history and the lab's profile say (DLV-01)
//   GET /v1/alerts        {"alerts":[...]}: seat visits that wait for the front desk, also among the reviews:
//                         beside a review's members `appointment`, `held_until`, `predicted`, `seen`, `slots`
//   GET /v1/notices       {"notices":[{"at","case","detail","practice","what"}]}
//   GET /v1/dead-letters  {"dead_letters":[{"at","attempts","call","case","dead_letter","errand",...}]}
//   GET /v1/insight/reconciliation
//                         {"reconciliation":[{"practice","statements":[{"at","billed_cents","exceptions":{},
//                          "lab","lines_of_it":[{"case","cents","expected_cents","kind","line","result",...}],
//                          "missing":[{"case","cents","exception","round"}],...}]}]}: the latest two dozen
//   GET /v1/audit?after=N NDJSON, the records with sequence N+1 and on, at most 10,000
//
// Who may see them: pages.hpp.
#pragma once

#include "engine/audit/record.hpp"
#include "engine/base/http.hpp"
#include "engine/workflow/live_practice.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace articulator::workflow {

inline constexpr std::size_t audit_page_max = 10'000;

using Practices = std::vector<std::unique_ptr<LivePractice>>;

// `only`: the practice whose are shown; null: all.
base::HttpResponse reviews_view(const Practices& practices, const std::string* only);
base::HttpResponse case_view(const Practices& practices, const std::string& case_id,
                             const std::string* practice, base::Instant now);
base::HttpResponse alerts_view(const Practices& practices, const std::string* only);
base::HttpResponse notices_view(const Practices& practices, const std::string* only);
base::HttpResponse reconciliation_view(const Practices& practices, const std::string* only);
base::HttpResponse dead_letters_view(const Practices& practices, const std::string* only);
base::HttpResponse audit_view(const audit::Log& log, const std::string* after, const std::string* only);

}  // namespace articulator::workflow
