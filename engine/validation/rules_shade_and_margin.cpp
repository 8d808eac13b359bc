// How it is to look, and how it ends on the tooth: VAL-05 to 08.
#include "engine/model/spelling.hpp"
#include "engine/validation/rule.hpp"
#include "engine/validation/wording.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace articulator::validation {
namespace {

void shade_given(const Subject& subject, Report& report) {
  if (!subject.shade_wanted) return report.not_judged();
  if (subject.rx.shade.missing())
    report.found({fmt::format("No shade was given for {}. {} from {} need one, for example A2.",
                              teeth_named(subject), capitalised(work_named(subject)), lab_name(subject)),
                  "Give a shade, for example A2."});
}

void shade_known(const Subject& subject, Report& report) {
  if (!subject.shade_wanted || subject.rx.shade.missing()) return report.not_judged();
  const auto& guides = subject.context.lab->shade_guides;
  const auto& shade = subject.rx.shade;
  const bool known = shade.value && std::any_of(guides.begin(), guides.end(), [&](model::ShadeGuide guide) {
                       return in_guide(*shade.value, guide);
                     });
  if (known) return;
  std::vector<std::string> names;
  for (const model::ShadeGuide guide : guides)
    names.push_back(model::spoken(word(guide)));
  report.found({fmt::format("The shade \"{}\" of {} is in no guide that {} works with.", shade.given,
                            teeth_named(subject), lab_name(subject)),
                names.empty() ? std::string("Ask the lab for its shade guides.")
                              : fmt::format("Use a shade of {}.", enumerated(names, "or"))});
}

std::string margins_named(const Subject& subject) {
  std::vector<std::string> names;
  if (subject.product != nullptr)
    for (const model::Margin margin : subject.product->margins)
      names.push_back(model::spoken(word(margin)));
  return names.empty() ? "chamfer or shoulder" : enumerated(names, "or");
}

void margin_given(const Subject& subject, Report& report) {
  if (!subject.margin_wanted) return report.not_judged();
  if (subject.rx.margin_type.missing())
    report.found({fmt::format("No margin design was given for {}. {} from {} need one.", teeth_named(subject),
                              capitalised(work_named(subject)), lab_name(subject)),
                  fmt::format("Give the margin: {}.", margins_named(subject))});
}

void margin_suits(const Subject& subject, Report& report) {
  const auto& margin = subject.rx.margin_type;
  if (subject.product == nullptr || subject.product->margins.empty() || margin.missing())
    return report.not_judged();
  const auto& suited = subject.product->margins;
  if (margin.value && std::find(suited.begin(), suited.end(), *margin.value) != suited.end()) return;
  report.found({fmt::format("{} does not recommend a {} margin under {} ({}).", lab_name(subject),
                            margin.value ? model::spoken(word(*margin.value)) : '"' + margin.given + '"',
                            work_named(subject), teeth_named(subject)),
                fmt::format("Use {}, or confirm the margin.", margins_named(subject))});
}

constexpr std::array<RuleRow, 4> rows{
    {{5, Severity::blocker, "/prescription/shade", "shade given", shade_given},
     {6, Severity::blocker, "/prescription/shade", "shade in the lab's guides", shade_known},
     {7, Severity::blocker, "/prescription/margin_type", "margin given", margin_given},
     {8, Severity::warning, "/prescription/margin_type", "margin suits the material", margin_suits}}};

}  // namespace

std::span<const RuleRow> shade_and_margin_rules() {
  return rows;
}

}  // namespace articulator::validation
