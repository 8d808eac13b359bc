// The records that go with the prescription: opposing arch, bite, models. VAL-10 to 12.
#include "engine/validation/rule.hpp"
#include "engine/validation/wording.hpp"

#include <array>

#include <fmt/format.h>

namespace articulator::validation {
namespace {

using model::AttachmentKind;

void wanted_record(const Subject& subject, Report& report, AttachmentKind kind, std::string_view name) {
  if (!subject.needs(kind)) return report.not_judged();
  if (subject.has(kind)) return;
  report.found({fmt::format("There is no {} for {}. {} from {} need one.", name, teeth_named(subject),
                            capitalised(work_named(subject)), lab_name(subject)),
                fmt::format("Attach the {}.", name)});
}

void opposing(const Subject& subject, Report& report) {
  wanted_record(subject, report, AttachmentKind::scan_opposing, "scan of the opposing arch");
}

void bite(const Subject& subject, Report& report) {
  wanted_record(subject, report, AttachmentKind::scan_bite, "bite record");
}

void die_material(const Subject& subject, Report& report) {
  if (!subject.rx.physical_model) return report.not_judged();
  if (subject.rx.die_material.empty())
    report.found({fmt::format("A physical model is ordered for {}, but no die material was given.",
                              teeth_named(subject)),
                  "Name the die material, for example stone."});
}

constexpr std::array<RuleRow, 3> rows{
    {{10, Severity::blocker, "/attachments", "opposing arch", opposing},
     {11, Severity::warning, "/attachments", "bite record", bite},
     {12, Severity::blocker, "/prescription/die_material", "die material", die_material}}};

}  // namespace

std::span<const RuleRow> record_rules() {
  return rows;
}

}  // namespace articulator::validation
