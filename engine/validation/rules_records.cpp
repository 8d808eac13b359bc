// The records that go with the prescription: scans and models. VAL-10 to 14.
#include "engine/validation/rule.hpp"
#include "engine/validation/wording.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace articulator::validation {
namespace {

using model::Attachment;
using model::AttachmentKind;

// DECISIONS, VAL-13 and 14.
constexpr std::int64_t size_hundredths_mm_min = 5'00;
constexpr std::int64_t size_hundredths_mm_max = 120'00;
constexpr std::int64_t prep_triangles_min = 20'000;

bool attached(const Subject& subject, AttachmentKind kind) {
  const auto& all = subject.file.attachments;
  return std::any_of(all.begin(), all.end(), [kind](const Attachment& one) { return one.kind == kind; });
}

void wanted_record(const Subject& subject, Report& report, AttachmentKind kind, std::string_view name) {
  if (!subject.needs(kind)) return report.not_judged();
  if (attached(subject, kind)) return;
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

bool scan(const Attachment& attachment) {
  return attachment.kind == AttachmentKind::scan_prep || attachment.kind == AttachmentKind::scan_opposing ||
         attachment.kind == AttachmentKind::scan_bite;
}

// What makes a scan useless; empty: nothing.
std::string defect(const model::Mesh& mesh) {
  if (mesh.triangles == 0) return "is empty";
  if (mesh.components > 1) return fmt::format("is not one surface but {}", mesh.components);
  for (const std::int64_t size : mesh.size_hundredths_mm)
    if (size < size_hundredths_mm_min || size > size_hundredths_mm_max)
      return fmt::format("measures {}.{:02} mm on one axis; no jaw is like that, so the unit may be wrong",
                         size / 100, size % 100);
  return {};
}

void scans_sound(const Subject& subject, Report& report) {
  if (subject.product == nullptr) report.not_judged();  // whether a scan is missing, that is
  if (subject.needs(AttachmentKind::scan_prep) && !attached(subject, AttachmentKind::scan_prep))
    report.found({fmt::format("There is no scan of the preparation for {}. {} from {} need one.",
                              teeth_named(subject), capitalised(work_named(subject)), lab_name(subject)),
                  "Attach the scan of the preparation."});
  const auto& all = subject.file.attachments;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& mesh = all[i].mesh;
    if (!scan(all[i]) || !mesh) continue;
    const std::string reason = defect(*mesh);
    if (!reason.empty())
      report.found_at(fmt::format("/attachments/{}", i),
                      {fmt::format("The scan {} for {} {}.", all[i].name, teeth_named(subject), reason),
                       "Export the scan again, in millimetres, or scan anew."});
  }
}

void scan_fine_enough(const Subject& subject, Report& report) {
  bool judged = false;
  const auto& all = subject.file.attachments;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& mesh = all[i].mesh;
    if (all[i].kind != AttachmentKind::scan_prep || !mesh) continue;
    judged = true;
    if (mesh->triangles < prep_triangles_min)
      report.found_at(
          fmt::format("/attachments/{}", i),
          {fmt::format("The scan {} for {} is coarse: {} triangles, where {} are the least for a margin.",
                       all[i].name, teeth_named(subject), mesh->triangles, prep_triangles_min),
           "Export the scan in full resolution, or confirm it."});
  }
  if (!judged) report.not_judged();
}

constexpr std::array<RuleRow, 5> rows{
    {{10, Severity::blocker, "/attachments", "opposing arch", opposing},
     {11, Severity::warning, "/attachments", "bite record", bite},
     {12, Severity::blocker, "/prescription/die_material", "die material", die_material},
     {13, Severity::blocker, "/attachments", "scans sound", scans_sound},
     {14, Severity::warning, "/attachments", "scan fine enough", scan_fine_enough}}};

}  // namespace

std::span<const RuleRow> record_rules() {
  return rows;
}

}  // namespace articulator::validation
