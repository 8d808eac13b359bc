#include "engine/mapping/habits.hpp"

#include <algorithm>
#include <utility>

namespace articulator::mapping {
namespace {

constexpr int share_numerator = 4;  // four in five
constexpr int share_denominator = 5;
constexpr std::size_t values_max = 50;  // of one field: free text must not fill the memory
constexpr std::size_t value_chars_max = 100;

template <typename E>
std::string text_of(const model::Field<E>& field) {
  return field.value ? std::string(model::word(*field.value)) : field.given;
}

}  // namespace

std::string given(const model::Prescription& rx, std::string_view field) {
  if (field == "contact") return rx.contact;
  if (field == "die_material") return rx.die_material;
  if (field == "margin") return text_of(rx.margin_type);
  if (field == "occlusal") return rx.occlusal;
  if (field == "retention") return rx.implant ? rx.implant->retention : std::string();
  if (field == "shade") return rx.shade.value ? rx.shade.value->text : rx.shade.given;
  if (field == "stump_shade") return rx.stump_shade.value ? rx.stump_shade.value->text : rx.stump_shade.given;
  return {};
}

void Habits::learn(const model::CaseFile& file) {
  const model::Prescription& rx = file.prescription;
  const Work work{file.prescriber.id, file.lab, text_of(rx.procedure), text_of(rx.material)};
  for (const std::string_view field : fields) {
    std::string value = given(rx, field);
    if (value.empty() || value.size() > value_chars_max) continue;
    auto& values = counts_[{work, std::string(field)}];
    if (values.size() < values_max || values.contains(value)) ++values[std::move(value)];
  }
}

std::optional<Habit> Habits::usual(const model::CaseFile& file, std::string_view field) const {
  const model::Prescription& rx = file.prescription;
  const Work work{file.prescriber.id, file.lab, text_of(rx.procedure), text_of(rx.material)};
  const auto found = counts_.find({work, std::string(field)});
  if (found == counts_.end()) return std::nullopt;
  Habit habit;
  for (const auto& [value, orders] : found->second) {
    habit.of += orders;
    if (orders > habit.orders) {
      habit.orders = orders;
      habit.value = value;
    }
  }
  if (habit.orders < orders_min || habit.orders * share_denominator < habit.of * share_numerator)
    return std::nullopt;
  return habit;
}

}  // namespace articulator::mapping
