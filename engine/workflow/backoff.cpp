#include "engine/workflow/backoff.hpp"

#include "engine/base/random.hpp"

#include <algorithm>

namespace articulator::workflow {

base::Duration backoff(base::Duration first, base::Duration longest, std::uint64_t seed,
                       std::string_view task, int attempt) {
  base::Duration whole = std::min(first, longest);
  for (int n = 1; n < attempt && whole < longest; ++n)
    whole = std::min(whole * 2, longest);
  const std::int64_t half = whole.count() / 2;
  const std::uint64_t bits = base::draw(seed, "backoff", task, static_cast<std::uint64_t>(attempt));
  const auto spread = static_cast<std::uint32_t>(whole.count() - half + 1);
  return base::milliseconds(half + base::draw_below(bits, spread));
}

}  // namespace articulator::workflow
