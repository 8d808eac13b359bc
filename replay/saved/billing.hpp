// When a saved scenario has the lab's statements read.
//
//   billing_of(divergence, history)->read_at      // 6:00 on the first of a month
//
// Labs bill for a month, and the reference asks for their statements at six on the first. In a log they may
// come at any time, so all lines that the log has by then are billed on the day before that first, and what
// is made of them is looked for that much later than it was decided.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "replay/saved/case_history.hpp"
#include "replay/shadow/report.hpp"

namespace articulator::replay::saved {

struct Billing {
  base::Instant billed_at;
  base::Instant read_at;
  base::Duration later_by;  // than in the log
};

// Of a line of a statement. Error: the decision bears no instant, or the policy no time zone.
base::Expected<Billing> billing_of(const Divergence& divergence, const CaseHistory& history);

// How much later than in the log what diverges is decided in the scenario: not at all but for such lines.
base::Expected<base::Duration> later_by(const Divergence& divergence, const CaseHistory& history);

}  // namespace articulator::replay::saved
