#include "engine/workflow/seat_desk.hpp"

#include <algorithm>
#include <string_view>

namespace articulator::workflow {

SeatItem* SeatDesk::find(const model::ReviewId& id) {
  for (auto& [case_id, item] : items)
    if (item.id == id) return &item;
  return nullptr;
}

const SeatItem* SeatDesk::find(const model::ReviewId& id) const {
  for (const auto& [case_id, item] : items)
    if (item.id == id) return &item;
  return nullptr;
}

std::optional<base::Instant> SeatDesk::next_due() const {
  std::optional<base::Instant> due;
  const auto no_later_than = [&](base::Instant at) { due = due ? std::min(*due, at) : at; };
  for (const auto& [case_id, item] : items) {
    if (item.hold && !item.moving) no_later_than(item.hold->until);
    if (item.tell) no_later_than(*item.tell);
  }
  return due;
}

std::vector<model::Slot> SeatDesk::held() const {
  std::vector<model::Slot> slots;
  for (const auto& [case_id, item] : items)
    if (item.hold) slots.push_back(item.hold->slot);
  return slots;
}

bool is_seat_item(const model::CaseId& case_id, const model::ReviewId& review) {
  const std::string prefix = case_id.text + "-d";
  const std::string_view rest =
      std::string_view(review.text).substr(std::min(prefix.size(), review.text.size()));
  return review.text.starts_with(prefix) && !rest.empty() &&
         std::ranges::all_of(rest, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace articulator::workflow
