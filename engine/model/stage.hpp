// Where a case stands (REQUIREMENTS, "Normalised stages"), and the milestones people hear of.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace articulator::model {

// In order; the last four stand beside the order.
enum class Stage : std::uint8_t {
  draft,
  ready,
  validating,
  needs_clarification,
  awaiting_approval,
  approved,
  submitted,
  received,
  in_design,
  in_fabrication,
  quality_check,
  shipped,
  delivered,
  seated,
  closed,
  on_hold,
  cancelled,
  returned,
  dead_letter
};
std::string_view word(Stage stage);
std::optional<Stage> stage_of(std::string_view word);

// True when `a` comes before `b` in the life of a case. False whenever either stands beside the order.
bool before(Stage a, Stage b);

enum class Medium : std::uint8_t { sms, portal, email };
std::string_view word(Medium medium);
std::optional<Medium> medium_of(std::string_view word);

}  // namespace articulator::model
