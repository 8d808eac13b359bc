// What some kinds of work need besides: bridges, implants, dentures. VAL-15 to 17.
#include "engine/model/spelling.hpp"
#include "engine/validation/rule.hpp"
#include "engine/validation/wording.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

namespace articulator::validation {
namespace {

using model::Restoration;
using model::ToothNumber;
using Teeth = std::set<ToothNumber>;

// Universal numbers run along each arch from one end to the other: neighbours are one apart (8 and 9, 24 and
// 25), and arches end at 16, 32, J and T.
bool one_span(const Teeth& teeth) {
  const ToothNumber first = *teeth.begin();
  const ToothNumber last = *teeth.rbegin();
  return first.upper() == last.upper() && first.primary() == last.primary() &&
         last.index() - first.index() + 1 == static_cast<int>(teeth.size());
}

// The teeth that were understood. Empty set, and nothing judged, where one was not: VAL-02 says so.
Teeth teeth_of(const model::Prescription& rx) {
  Teeth teeth;
  for (const auto& tooth : rx.teeth) {
    if (!tooth.value) return {};
    teeth.insert(*tooth.value);
  }
  return teeth;
}

Teeth pontics_of(const Subject& subject, const Teeth& teeth, Report& report) {
  Teeth pontics;
  for (std::size_t i = 0; i < subject.rx.pontics.size(); ++i) {
    const auto& pontic = subject.rx.pontics[i];
    if (pontic.value && teeth.contains(*pontic.value))
      pontics.insert(*pontic.value);
    else
      report.found_at(fmt::format("/prescription/pontics/{}", i),
                      {fmt::format("The pontic \"{}\" is none of the teeth of the bridge ({}).", pontic.given,
                                   teeth_named(subject)),
                       "Name each pontic among the teeth of the bridge."});
  }
  return pontics;
}

void bridge(const Subject& subject, Report& report) {
  const Teeth teeth = teeth_of(subject.rx);
  if (subject.rx.procedure.value != Restoration::bridge || teeth.empty()) return report.not_judged();
  if (!one_span(teeth))
    report.found_at("/prescription/teeth",
                    {fmt::format("{} do not stand side by side in one arch, so they form no span.",
                                 capitalised(teeth_named(subject))),
                     "Give every tooth of the span, or order two bridges."});
  const Teeth pontics = pontics_of(subject, teeth, report);
  if (subject.rx.pontics.empty())
    report.found_at("/prescription/pontics",
                    {fmt::format("No pontic was named for the bridge on {}.", teeth_named(subject)),
                     "Name the teeth that the bridge replaces."});
  if (pontics.size() == teeth.size())
    report.found_at("/prescription/pontics",
                    {fmt::format("All of {} are pontics; a bridge needs an abutment.", teeth_named(subject)),
                     "Add the abutment teeth, or correct the pontics."});
  if (!pontics.empty() && subject.rx.pontic_design.empty())
    report.found_at("/prescription/pontic_design",
                    {fmt::format("No pontic design was given for the bridge on {}.", teeth_named(subject)),
                     "Give the design, for example modified ridge lap or ovate."});
}

void implant(const Subject& subject, Report& report) {
  if (subject.rx.procedure.value != Restoration::implant_crown) return report.not_judged();
  const model::Implant given = subject.rx.implant.value_or(model::Implant());
  struct Part {
    std::string_view member;
    const std::string& value;
    std::string_view name;
    std::string_view example;
  };
  const std::array<Part, 4> parts{{{"system", given.system, "implant system", "its maker and line"},
                                   {"platform", given.platform, "platform or connection", "RC, for example"},
                                   {"abutment", given.abutment, "kind of abutment", "stock or custom"},
                                   {"retention", given.retention, "retention", "screw or cement"}}};
  for (const Part& part : parts)
    if (model::trimmed(part.value).empty())
      report.found_at(fmt::format("/prescription/implant/{}", part.member),
                      {fmt::format("No {} was given for the implant at {}.", part.name, teeth_named(subject)),
                       fmt::format("Give the {}: {}.", part.name, part.example)});
}

void denture(const Subject& subject, Report& report) {
  const auto kind = subject.rx.procedure.value;
  if (kind != Restoration::denture && kind != Restoration::partial) return report.not_judged();
  const std::string name = model::spoken(word(*kind));
  const auto require = [&](const std::string& value, std::string_view member, std::string_view what,
                           std::string_view example) {
    if (model::trimmed(value).empty())
      report.found_at(fmt::format("/prescription/{}", member),
                      {fmt::format("No {} was given for the {}.", what, name),
                       fmt::format("Give the {}: {}.", what, example)});
  };
  require(subject.rx.arch, "arch", "arch", "upper or lower");
  require(subject.rx.stage, "stage", "stage", "try-in or finish");
  require(subject.rx.mould, "mould", "tooth mould", "the maker's name of it");
  // Where the lab's product wants a shade, VAL-05 asks for it.
  if (!subject.shade_wanted) require(subject.rx.shade.given, "shade", "shade", "A2, for example");
}

constexpr std::array<RuleRow, 3> rows{
    {{15, Severity::blocker, "/prescription/teeth", "bridge forms a span", bridge},
     {16, Severity::blocker, "/prescription/implant", "implant described", implant},
     {17, Severity::blocker, "/prescription/arch", "denture described", denture}}};

}  // namespace

std::span<const RuleRow> construction_rules() {
  return rows;
}

}  // namespace articulator::validation
