// What is to be made, of what, and for which teeth: VAL-01 to 04, and 18.
#include "engine/model/spelling.hpp"
#include "engine/validation/rule.hpp"
#include "engine/validation/wording.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace articulator::validation {
namespace {

using model::Position;
using model::Restoration;

void procedure(const Subject& subject, Report& report) {
  constexpr std::string_view fix = "Choose a kind, such as crown, bridge or veneer.";
  const auto& given = subject.rx.procedure;
  if (given.missing())
    report.found(
        {fmt::format("No kind of restoration was given for {}.", teeth_named(subject)), std::string(fix)});
  if (given.unknown())
    report.found({fmt::format("\"{}\" is no kind of restoration that is known here ({}).", given.given,
                              teeth_named(subject)),
                  std::string(fix)});
}

// These are ordered by arch, so they may come without a tooth.
bool whole_arch(const model::Prescription& rx) {
  return rx.procedure.value == Restoration::denture || rx.procedure.value == Restoration::partial ||
         rx.procedure.value == Restoration::night_guard;
}

void tooth(const Subject& subject, Report& report) {
  const auto& rx = subject.rx;
  if (rx.teeth.empty() && whole_arch(rx)) return report.not_judged();
  if (rx.teeth.empty())
    report.found({fmt::format("No tooth was given. {} need one.", capitalised(work_named(subject))),
                  "Give the tooth by its Universal number, for example 19."});
  for (std::size_t i = 0; i < rx.teeth.size(); ++i) {
    const auto& given = rx.teeth[i];
    if (!given.value)
      report.found_at(tooth_field(subject, i), {fmt::format("\"{}\" is not a tooth.", given.given),
                                                "Use Universal numbers: 1-32, or A-T for primary teeth."});
    else if (given.value->primary() && rx.procedure.value == Restoration::implant_crown)
      report.found_at(tooth_field(subject, i),
                      {fmt::format("Tooth {} is a primary tooth; an implant never stands for one.",
                                   given.value->universal()),
                       "Give the permanent tooth that the implant replaces."});
  }
}

void material(const Subject& subject, Report& report) {
  if (!subject.rx.material.missing()) return;
  const std::string offered = materials_offered(subject);
  report.found({fmt::format("No material was given for {}.", teeth_named(subject)),
                offered.empty() ? "Choose a material, such as zirconia."
                                : fmt::format("{} offers {}.", lab_name(subject), offered)});
}

// Why a lab does not make this at all; empty: it does.
std::string not_offered(const Subject& subject) {
  const auto& rx = subject.rx;
  if (subject.product != nullptr) return {};
  if (subject.file.lab.empty()) return fmt::format("No lab was chosen for {}.", teeth_named(subject));
  if (subject.context.lab == nullptr)
    return fmt::format("\"{}\" is no lab that is known here, so nobody can say what it offers for {}.",
                       subject.file.lab.text, teeth_named(subject));
  const std::string material =
      rx.material.value ? model::spoken(model::word(*rx.material.value)) : '"' + rx.material.given + '"';
  const std::string_view kind = rx.procedure.value ? word(*rx.procedure.value) : rx.procedure.given;
  return fmt::format("{} makes no {} {} ({}).", lab_name(subject), material, model::spoken(kind),
                     teeth_named(subject));
}

bool fits(const model::Product& product, Position position) {
  return std::find(product.positions.begin(), product.positions.end(), position) != product.positions.end();
}

void offered(const Subject& subject, Report& report) {
  const auto& rx = subject.rx;
  if (!rx.procedure.value || rx.material.missing()) return report.not_judged();
  const std::string other = materials_offered(subject);
  const std::string fix = other.empty() ? "Choose another lab or restoration."
                                        : fmt::format("{} offers {}.", lab_name(subject), other);
  if (std::string reason = not_offered(subject); !reason.empty())
    return report.found({std::move(reason), fix});
  const model::Product& product = *subject.product;
  for (std::size_t i = 0; i < rx.teeth.size(); ++i) {
    const auto& given = rx.teeth[i];
    if (given.value && !fits(product, given.value->position()))
      report.found_at(
          tooth_field(subject, i),
          {fmt::format("{} does not make {} for {} teeth such as tooth {}.", lab_name(subject),
                       work_named(subject), word(given.value->position()), given.value->universal()),
           "Choose a material that the lab makes for this tooth."});
  }
  if (product.max_units && rx.teeth.size() > static_cast<std::size_t>(*product.max_units))
    report.found_at(
        "/prescription/teeth",
        {fmt::format("{} makes {} of at most {} units; this case has {} ({}).", lab_name(subject),
                     work_named(subject), *product.max_units, rx.teeth.size(), teeth_named(subject)),
         "Split the work, or choose a material that carries more units."});
}

bool recommends(const model::Product& product, Position position) {
  const auto& positions = product.recommended_for;
  return std::find(positions.begin(), positions.end(), position) != positions.end();
}

void recommended(const Subject& subject, Report& report) {
  if (subject.product == nullptr || subject.product->recommended_for.empty()) return report.not_judged();
  for (const auto& tooth : subject.rx.teeth) {
    if (!tooth.value || recommends(*subject.product, tooth.value->position())) continue;
    for (const model::Product& other : subject.context.lab->products) {
      if (other.restoration != subject.product->restoration || !recommends(other, tooth.value->position()))
        continue;
      const std::string name = model::spoken(word(other.material));
      return report.found(
          {fmt::format("{} recommends {} for {} teeth such as tooth {}, not {}.", lab_name(subject), name,
                       word(tooth.value->position()), tooth.value->universal(),
                       model::spoken(word(subject.product->material))),
           fmt::format("Consider {}, or confirm the choice.", name),
           fmt::format("{}'s guideline for {}s", lab_name(subject), model::spoken(word(other.restoration)))});
    }
  }
}

constexpr std::array<RuleRow, 5> rows{
    {{1, Severity::blocker, "/prescription/procedure", "kind of restoration", procedure},
     {2, Severity::blocker, "/prescription/tooth", "tooth", tooth},
     {3, Severity::blocker, "/prescription/material", "material", material},
     {4, Severity::blocker, "/prescription/material", "offered by the lab", offered},
     {18, Severity::warning, "/prescription/material", "recommended for the position", recommended}}};

}  // namespace

std::span<const RuleRow> restoration_rules() {
  return rows;
}

}  // namespace articulator::validation
