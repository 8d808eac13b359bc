#include "scenarios/runner/check_stages.hpp"

#include <algorithm>
#include <array>

namespace articulator::runner {
namespace {

constexpr std::array<std::string_view, 15> in_order{
    "draft",     "ready",    "validating", "needs_clarification", "awaiting_approval", "approved",
    "submitted", "received", "in_design",  "in_fabrication",      "quality_check",     "shipped",
    "delivered", "seated",   "closed"};

}  // namespace

std::optional<int> stage_rank(std::string_view stage) {
  const auto found = std::find(in_order.begin(), in_order.end(), stage);
  if (found == in_order.end()) return std::nullopt;
  return static_cast<int>(found - in_order.begin());
}

}  // namespace articulator::runner
