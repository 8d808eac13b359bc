#include "engine/delivery/journey.hpp"

#include <algorithm>

namespace articulator::delivery {
namespace {

constexpr base::Instant not_reached{};

std::optional<std::size_t> index_of(model::Stage stage) {
  const auto* const found = std::ranges::find(stages_made, stage);
  if (found == stages_made.end()) return std::nullopt;
  return static_cast<std::size_t>(found - stages_made.begin());
}

}  // namespace

void Journey::reach(model::Stage stage, base::Instant at) {
  const auto index = index_of(stage);
  if (index && at_.at(*index) == not_reached) at_.at(*index) = at;
}

std::optional<base::Instant> Journey::reached(model::Stage stage) const {
  const auto index = index_of(stage);
  if (!index || at_.at(*index) == not_reached) return std::nullopt;
  return at_.at(*index);
}

std::optional<Journey::Place> Journey::latest() const {
  for (std::size_t n = stages_made.size(); n > 0; --n)
    if (at_.at(n - 1) != not_reached) return Place{stages_made.at(n - 1), at_.at(n - 1)};
  return std::nullopt;
}

void History::learn(const Work& work, const Journey& journey, base::Instant arrived, const LabCalendar& lab) {
  auto& stages = by_work_[work];
  for (std::size_t n = 0; n < stages_made.size(); ++n)
    if (const auto since = journey.reached(stages_made.at(n)))
      stages.at(n).add(eighths_of(working_ms(*since, arrived, lab)));
}

void History::merge(const History& other) {
  for (const auto& [work, theirs] : other.by_work_) {
    auto& ours = by_work_[work];
    for (std::size_t n = 0; n < stages_made.size(); ++n)
      ours.at(n).merge(theirs.at(n));
  }
}

const Histogram* History::from(const Work& work, model::Stage stage) const {
  const auto index = index_of(stage);
  const auto found = by_work_.find(work);
  if (!index || found == by_work_.end() || found->second.at(*index).total() == 0) return nullptr;
  return &found->second.at(*index);
}

}  // namespace articulator::delivery
