// The patient and the prescriber: VAL-20, 22 to 24, and 33.
#include "engine/model/spelling.hpp"
#include "engine/validation/rule.hpp"
#include "engine/validation/wording.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace articulator::validation {
namespace {

using model::Material;

struct AllergyRow {
  std::string_view allergy;  // folded
  Material material;
};

// DECISIONS, VAL-20.
constexpr std::array<AllergyRow, 8> allergies{{{"nickel", Material::pfm_base},
                                               {"nickel", Material::full_cast_base},
                                               {"nickel", Material::cobalt_chrome},
                                               {"base_metal", Material::pfm_base},
                                               {"base_metal", Material::full_cast_base},
                                               {"base_metal", Material::cobalt_chrome},
                                               {"acrylic", Material::acrylic},
                                               {"acrylic", Material::pmma}}};

void allergy(const Subject& subject, Report& report) {
  if (subject.context.patient == nullptr || !subject.rx.material.value) return report.not_judged();
  for (const std::string& charted : subject.context.patient->allergies) {
    const std::string name = model::folded(charted);
    for (const AllergyRow& row : allergies) {
      if (row.allergy != name || row.material != *subject.rx.material.value) continue;
      report.found({fmt::format("The patient's chart says \"{}\", and {} is to be of {}.", charted,
                                teeth_named(subject), model::spoken(word(row.material))),
                    "Choose a material without it.", "the patient's charted allergies"});
    }
  }
}

void no_open_case(const Subject& subject, Report& report) {
  std::vector<std::string> names;
  for (const model::CaseId& id : subject.context.open_cases)
    names.push_back(id.text);
  if (names.empty()) return;
  report.found({fmt::format("The same work for {} is already under way in {}.", teeth_named(subject),
                            enumerated(names, "and")),
                "Cancel one of the cases, or correct the tooth.", enumerated(names, "and")});
}

// VAL-23: work that stands on the tooth itself. An implant crown stands where there is none.
bool stands_on_tooth(const model::Prescription& rx, model::ToothNumber tooth) {
  using model::Restoration;
  const auto kind = rx.procedure.value;
  if (kind == Restoration::bridge)
    return !rx.implant && std::none_of(rx.pontics.begin(), rx.pontics.end(),
                                       [tooth](const auto& pontic) { return pontic.value == tooth; });
  return kind == Restoration::crown || kind == Restoration::veneer || kind == Restoration::inlay ||
         kind == Restoration::onlay;
}

void charted(const Subject& subject, Report& report) {
  if (subject.context.patient == nullptr) return report.not_judged();
  const auto& chart = subject.context.patient->chart;
  bool judged = false;
  for (std::size_t i = 0; i < subject.rx.teeth.size(); ++i) {
    const auto& tooth = subject.rx.teeth[i].value;
    const auto state = tooth ? chart.find(*tooth) : chart.end();
    if (state == chart.end()) continue;
    judged = true;
    const bool there = state->second == model::ToothState::present;
    const bool pontic = std::any_of(subject.rx.pontics.begin(), subject.rx.pontics.end(),
                                    [&](const auto& one) { return one.value == tooth; });
    if (!there && stands_on_tooth(subject.rx, *tooth))
      report.found_at(tooth_field(subject, i),
                      {fmt::format("Tooth {} is charted as {}, and {} stand on a tooth.", tooth->universal(),
                                   word(state->second), work_named(subject)),
                       "Correct the tooth, or the chart.", "the patient's chart"});
    if (there && pontic)
      report.found_at(tooth_field(subject, i),
                      {fmt::format("Tooth {} is to be replaced by a pontic, and is charted as present.",
                                   tooth->universal()),
                       "Correct the pontics, or the chart.", "the patient's chart"});
  }
  if (!judged) report.not_judged();
}

void prescriber(const Subject& subject, Report& report) {
  const model::Prescriber& by = subject.file.prescriber;
  const auto require = [&](bool there, std::string_view member, std::string_view name) {
    if (!there)
      report.found_at(
          fmt::format("/prescriber/{}", member),
          {fmt::format("The prescription for {} lacks the prescriber's {}.", teeth_named(subject), name),
           fmt::format("Add the {}.", name)});
  };
  require(!model::trimmed(by.name).empty(), "name", "name");
  require(!model::trimmed(by.license).empty(), "license", "licence number");
  require(by.is_signed, "signed", "signature");
}

// More units than this ask for a person's eye.
constexpr std::size_t units_without_review_max = 3;

void familiar(const Subject& subject, Report& report) {
  if (subject.context.first_time_material)
    report.found({fmt::format("This would be this prescriber's first order of {} ({}).",
                              subject.rx.material.value ? model::spoken(word(*subject.rx.material.value))
                                                        : std::string("this material"),
                              teeth_named(subject)),
                  "Look the prescription over and approve it.",
                  "no order of it has been acknowledged so far"});
  if (subject.rx.teeth.size() > units_without_review_max)
    report.found_at("/prescription/teeth", {fmt::format("This is a case of {} units ({}).",
                                                        subject.rx.teeth.size(), teeth_named(subject)),
                                            "Look the prescription over and approve it."});
}

constexpr std::array<RuleRow, 5> rows{
    {{20, Severity::blocker, "/prescription/material", "allergies", allergy},
     {22, Severity::blocker, "/prescription", "no other open case", no_open_case},
     {23, Severity::blocker, "/prescription/tooth", "teeth as charted", charted},
     {24, Severity::blocker, "/prescriber", "prescriber", prescriber},
     {33, Severity::note, "/prescription/material", "familiar work", familiar}}};

}  // namespace

std::span<const RuleRow> people_rules() {
  return rows;
}

}  // namespace articulator::validation
