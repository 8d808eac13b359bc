// What a saved scenario expects: that the reference decides as it did in the replay, where production did
// something else.
//
//   auto expected = expected_of(found, history, steps);     // Error: no scenario can ask for it
//   steps.add(expected->front().at, "expect", expected->front().form);
//
// How often is told where once is not enough: the second message that was one too many leaves the first.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "replay/saved/case_history.hpp"
#include "replay/saved/steps.hpp"
#include "replay/shadow/report.hpp"

#include <vector>

#include <nlohmann/json.hpp>

namespace articulator::replay::saved {

// A divergence, with all that diverges in its case, itself among them.
struct FoundInCase {
  const Divergence& one;
  std::vector<const Divergence*> all;
};

// When what is asked of the engine was decided, by the reference, or by production where it alone did.
// Error: the decision bears no instant.
base::Expected<base::Instant> decided_at(const Divergence& divergence);

struct Expected {
  base::Instant at;
  nlohmann::json form;  // {"status": {"case": "LC-1", ...}}
};

base::Expected<std::vector<Expected>> expected_of(const FoundInCase& found, const CaseHistory& history,
                                                  const Steps& steps);

}  // namespace articulator::replay::saved
