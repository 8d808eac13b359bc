#include "engine/mapping/habits.hpp"

#include "engine/base/packing.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
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

using Counts = std::array<std::map<std::string, int>, Habits::fields.size()>;

Counts counts_of(std::optional<std::string_view> bytes) {
  Counts counts;
  if (bytes) base::Unpacker{*bytes}(counts);
  return counts;
}

std::string work_of(const model::CaseFile& file) {
  const model::Prescription& rx = file.prescription;
  std::string work;
  base::Packer{work}(file.prescriber.id, file.lab, text_of(rx.procedure), text_of(rx.material));
  return work;
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
  const std::string work = work_of(file);
  Counts counts = counts_of(works_.find(work));
  bool learned = false;
  for (std::size_t n = 0; n < fields.size(); ++n) {
    std::string value = given(file.prescription, fields[n]);
    if (value.empty() || value.size() > value_chars_max) continue;
    auto& values = counts[n];
    if (values.size() == values_max && !values.contains(value)) continue;
    ++values[std::move(value)];
    learned = true;
  }
  if (!learned) return;
  std::string bytes;
  base::Packer{bytes}(counts);
  works_.put(work, bytes);
}

std::optional<Habit> Habits::usual(const model::CaseFile& file, std::string_view field) const {
  const auto of_field = std::ranges::find(fields, field);
  const auto found = works_.find(work_of(file));
  if (of_field == fields.end() || !found) return std::nullopt;
  const Counts counts = counts_of(found);
  Habit habit;
  for (const auto& [value, orders] : counts[static_cast<std::size_t>(of_field - fields.begin())]) {
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
