#include "simulators/lab/workshop/chances.hpp"

#include "engine/base/random.hpp"

#include <algorithm>
#include <numeric>
#include <string>

namespace articulator::simulators::workshop {

Chances published_chances() {
  Chances chances;
  chances.late_per_mille = 100;
  chances.question_per_mille = 80;
  chances.reject_per_mille = 10;
  chances.flaw_per_mille = 38;
  return chances;
}

int drawn_delay(const Chances& chances, const Product& product, std::uint64_t seed,
                std::string_view tracking) {
  const std::uint64_t bits = base::draw(seed, "late", tracking);
  if (!base::draw_chance(bits, chances.late_per_mille)) return 0;
  const int longest = std::max(1, (product.turnaround_working_days + 1) / 2);
  return 1 + static_cast<int>(base::draw_below(base::mix(bits), static_cast<std::uint32_t>(longest)));
}

bool drawn_question(const Chances& chances, std::uint64_t seed, std::string_view tracking) {
  return base::draw_chance(base::draw(seed, "question", tracking), chances.question_per_mille);
}

bool drawn_rejection(const Chances& chances, std::uint64_t seed, std::string_view name) {
  return base::draw_chance(base::draw(seed, "reject", name), chances.reject_per_mille);
}

std::string_view drawn_flaw(const Chances& chances, std::uint64_t seed, std::string_view tracking,
                            std::int32_t units) {
  constexpr std::uint32_t all =
      std::accumulate(flaw_causes.begin(), flaw_causes.end(), 0U,
                      [](std::uint32_t sum, const FlawCause& cause) { return sum + cause.weight; });
  for (std::int32_t unit = 0; unit < units; ++unit) {
    const std::uint64_t bits = base::draw(seed, "flaw", tracking, static_cast<std::uint64_t>(unit));
    if (!base::draw_chance(bits, chances.flaw_per_mille)) continue;
    std::uint32_t place = static_cast<std::uint32_t>(base::draw_below(base::mix(bits), all));
    for (const FlawCause& cause : flaw_causes) {
      if (place < cause.weight) return cause.word;
      place -= cause.weight;
    }
  }
  return {};
}

}  // namespace articulator::simulators::workshop
