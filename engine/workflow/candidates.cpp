#include "engine/workflow/candidates.hpp"

#include "engine/mapping/procedure_code.hpp"
#include "engine/model/spelling.hpp"
#include "engine/validation/validate.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace articulator::workflow {
namespace {

using model::Material;
using model::Restoration;

constexpr std::int64_t minutes_a_day = 1440;

// The code that a plan would be asked about, where the case's own does not suit the material: single crowns
// (DOMAIN 4.4). Of other work only the case's own code is asked about.
struct CrownCode {
  Material material;
  std::string_view code;
};
constexpr std::array<CrownCode, 7> crown_codes{{
    {Material::zirconia, "D2740"},
    {Material::lithium_disilicate, "D2740"},
    {Material::pfm_noble, "D2752"},
    {Material::pfm_base, "D2751"},
    {Material::full_cast_noble, "D2792"},
    {Material::full_cast_base, "D2791"},
    {Material::composite, "D2710"},
}};

std::string code_for(const model::Prescription& rx, Material material) {
  const mapping::CodeMeaning* meaning = mapping::meaning_of(rx.procedure_code);
  if (meaning != nullptr && mapping::is_of(meaning->made_of, material)) return rx.procedure_code;
  if (rx.procedure.value != Restoration::crown) return {};
  for (const CrownCode& row : crown_codes)
    if (row.material == material) return std::string(row.code);
  return {};
}

// What the plan pays of the fee: its own word on the one code before that on a range. Empty: it says nothing.
std::optional<int> percent_of(const model::Coverage& coverage, const std::string& code) {
  std::optional<int> found;
  for (const model::Coinsurance& share : coverage.coinsurance)
    if (share.codes.holds(code) && (!found || share.codes.single())) found = share.percent;
  return found;
}

void ask_plan(insight::Candidate& candidate, const model::CaseFile& file) {
  const std::string code = code_for(file.prescription, candidate.material);
  if (!file.coverage || code.empty()) return;
  candidate.plan_percent = percent_of(*file.coverage, code);
  for (const model::AlternateBenefit& benefit : file.coverage->alternate_benefits) {
    const bool applies = benefit.only == model::AlternateBenefit::Only::always ||
                         std::ranges::any_of(file.prescription.teeth, [&](const auto& tooth) {
                           return tooth.value && model::applies_to(benefit.only, *tooth.value);
                         });
    if (benefit.code != code || !applies) continue;
    // Less than what is paid for the other: the difference is the patient's, and how much is not known.
    const auto other = percent_of(*file.coverage, benefit.pays_as);
    candidate.plan_percent = other.value_or(candidate.plan_percent.value_or(0)) / 2;
    candidate.plan_remark = "since it pays as for " + benefit.pays_as;
  }
}

insight::Guideline guideline_of(const model::Product& product, const model::Prescription& rx) {
  if (product.recommended_for.empty()) return insight::Guideline::silent;
  for (const auto& tooth : rx.teeth)
    if (tooth.value &&
        std::ranges::find(product.recommended_for, tooth.value->position()) == product.recommended_for.end())
      return insight::Guideline::advises_other;
  return insight::Guideline::recommends;
}

bool stands_against(const model::Finding& finding) {
  return finding.rule == model::Rule{4} || finding.rule == model::Rule{20};
}

bool may_be_made(const Practice& practice, const model::LabProfile& lab, const Case& of,
                 const model::Product& product, base::Instant now) {
  model::CaseFile file = *of.file;
  file.lab = lab.lab;
  file.prescription.material = {std::string(model::word(product.material)), product.material};
  const model::Validation found = validation::validate({.file = file,
                                                        .lab = &lab,
                                                        .now = now,
                                                        .zone = practice.policy().zone,
                                                        .patient = practice.patient(file.patient)});
  return std::ranges::none_of(found.findings, stands_against);
}

std::vector<insight::Candidate::History> histories(const insight::Table& table, const model::LabId& lab,
                                                   Restoration restoration, Material material) {
  const std::string kind(model::word(restoration));
  const std::string made_of(model::word(material));
  std::vector<insight::Candidate::History> found{
      {model::spoken(made_of) + " " + model::spoken(kind) + "s", {}},
      {model::spoken(kind) + "s of any material", {}},
      {"all its work", {}}};
  for (const auto& [key, tally] : table) {
    if (key.lab != lab) continue;
    merge(found[2].tally, tally);
    if (key.restoration != kind) continue;
    merge(found[1].tally, tally);
    if (key.material == made_of) merge(found[0].tally, tally);
  }
  return found;
}

void add_of_lab(std::vector<insight::Candidate>& into, const Practice& practice, const model::LabProfile& lab,
                const Case& of, const insight::Table& table, base::Instant now) {
  const model::Prescription& rx = of.file->prescription;
  const auto units = std::max<std::int64_t>(1, static_cast<std::int64_t>(rx.teeth.size()));
  for (const model::Product& product : lab.products) {
    if (product.restoration != rx.procedure.value || !may_be_made(practice, lab, of, product, now)) continue;
    insight::Candidate& made = into.emplace_back();
    made.lab = lab.lab;
    made.lab_name = lab.name;
    made.material = product.material;
    made.fee = product.fee * units;
    const base::Date today = lab.zone.local(now).date;
    made.promised_minutes = (lab.reachable(now, product) - today) * minutes_a_day;
    made.guideline = guideline_of(product, rx);
    ask_plan(made, *of.file);
    made.histories = histories(table, lab.lab, product.restoration, product.material);
  }
}

}  // namespace

std::vector<insight::Candidate> candidates(const Practice& practice, const model::PracticeBench& bench,
                                           const Case& of, const insight::Table& table, base::Instant now) {
  std::vector<insight::Candidate> found;
  if (!of.file->prescription.procedure.value) return found;
  for (const model::LabAccess& access : bench.labs)
    add_of_lab(found, practice, *access.profile, of, table, now);
  for (const auto& lab : bench.insight.selection.labs)
    add_of_lab(found, practice, *lab, of, table, now);
  return found;
}

}  // namespace articulator::workflow
