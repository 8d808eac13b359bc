#include "engine/quality/warranty.hpp"

#include <algorithm>

namespace articulator::quality {

bool covered(const model::RemakeCredit& credit, model::RemakeCause cause, base::Instant shipped_at,
             base::Instant now) {
  if (cause == model::RemakeCause::unclear) return false;
  const bool of_its_causes =
      std::find(credit.causes.begin(), credit.causes.end(), cause) != credit.causes.end();
  return of_its_causes && now - shipped_at <= base::days(credit.days);
}

}  // namespace articulator::quality
