#include "engine/mapping/lab_fields.hpp"

#include "engine/mapping/procedure_code.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace articulator::mapping {
namespace {

constexpr std::array<std::string_view, 7> names{"contact",   "die_material", "margin",     "occlusal",
                                                "retention", "shade",        "stump_shade"};

struct Inferred {
  std::string value;
  std::string_view source;
  std::string evidence;
};

// Whether the work has such a field at all: nobody infers a margin for a denture, or a die nobody ordered.
bool applies(std::string_view field, const model::CaseFile& file, const model::Product* product) {
  const model::Prescription& rx = file.prescription;
  if (field == "margin") {
    const auto habit_fits = product != nullptr && !product->margins.empty();
    return habit_fits;
  }
  if (field == "retention") return rx.procedure.value == model::Restoration::implant_crown;
  if (field == "die_material") return rx.physical_model;
  return true;
}

std::optional<Inferred> infer(std::string_view field, const model::CaseFile& file,
                              const model::Product* product, const Habits& habits) {
  if (!applies(field, file, product)) return std::nullopt;
  const CodeMeaning* meaning = meaning_of(file.prescription.procedure_code);
  if (field == "retention" && meaning != nullptr && !meaning->retention.empty())
    return Inferred{std::string(meaning->retention), "procedure_code", file.prescription.procedure_code};
  if (const auto habit = habits.usual(file, field))
    return Inferred{habit->value, "history",
                    std::to_string(habit->orders) + " of " + std::to_string(habit->of) + " orders"};
  return std::nullopt;
}

}  // namespace

std::vector<model::LabField> fill_lab_fields(const model::CaseFile& file, const model::Product* product,
                                             const Habits& habits) {
  std::vector<model::LabField> fields;
  for (const std::string_view name : names) {
    std::string written = given(file.prescription, name);
    auto inferred = infer(name, file, product, habits);
    if (!written.empty()) {
      model::LabField field{std::string(name), std::move(written), "prescription", {}, {}};
      if (inferred && inferred->value != field.value) {
        field.inferred = inferred->value;
        field.evidence = inferred->evidence;
      }
      fields.push_back(std::move(field));
    } else if (inferred) {
      fields.push_back({std::string(name),
                        std::move(inferred->value),
                        std::string(inferred->source),
                        std::move(inferred->evidence),
                        {}});
    }
  }
  return fields;
}

}  // namespace articulator::mapping
