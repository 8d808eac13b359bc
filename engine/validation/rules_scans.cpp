// The scans themselves: VAL-13 and 14, from the file where it was seen, else from its description.
#include "engine/validation/rule.hpp"
#include "engine/validation/wording.hpp"

#include <array>

#include <fmt/format.h>

namespace articulator::validation {
namespace {

using model::Arch;
using model::Attachment;
using model::AttachmentKind;
using model::Mesh;

// DECISIONS, VAL-13 and 14.
constexpr std::int64_t size_hundredths_mm_min = 5'00;
constexpr std::int64_t size_hundredths_mm_max = 120'00;
constexpr std::int64_t prep_triangles_min = 20'000;

bool scan(const Attachment& attachment) {
  return attachment.kind == AttachmentKind::scan_prep || attachment.kind == AttachmentKind::scan_opposing ||
         attachment.kind == AttachmentKind::scan_bite;
}

// The file's own where it was seen. Null: nobody looked, or nothing could be made of it.
const Mesh* mesh_of(const Attachment& attachment) {
  const std::optional<Mesh>& mesh = attachment.content ? attachment.content->mesh : attachment.mesh;
  return mesh ? &*mesh : nullptr;
}

std::string dimensions(const Mesh& mesh) {
  std::string text;
  for (const std::int64_t size : mesh.size_hundredths_mm)
    text += fmt::format("{}{}.{:02}", text.empty() ? "" : " x ", size / 100, size % 100);
  return text + " mm";
}

// Where the finding comes from, and whether the description says otherwise.
std::string source(const Attachment& attachment) {
  if (!attachment.content || !attachment.content->mesh) return {};
  const Mesh& found = *attachment.content->mesh;
  std::string text = fmt::format("the file itself: {} triangles, {}", found.triangles, dimensions(found));
  if (attachment.mesh && *attachment.mesh != found)
    text += fmt::format("; its description says {} triangles, {}", attachment.mesh->triangles,
                        dimensions(*attachment.mesh));
  return text;
}

// What makes a scan useless; empty: nothing.
std::string defect(const Attachment& attachment) {
  if (attachment.content && !attachment.content->defect.empty())
    return "cannot be read: " + attachment.content->defect;
  const Mesh* mesh = mesh_of(attachment);
  if (mesh == nullptr) return {};
  if (mesh->triangles == 0) return "is empty";
  if (mesh->components > 1) return fmt::format("is not one surface but {}", mesh->components);
  for (const std::int64_t size : mesh->size_hundredths_mm)
    if (size < size_hundredths_mm_min || size > size_hundredths_mm_max)
      return fmt::format("measures {}.{:02} mm on one axis; no jaw is like that, so the unit may be wrong{}",
                         size / 100, size % 100,
                         attachment.content && !attachment.content->unit.empty()
                             ? fmt::format(" (it looks like {})", attachment.content->unit)
                             : std::string());
  return {};
}

// Of the teeth, else of the arch that is named. Empty: of both, or nobody knows.
std::optional<Arch> arch_worked_on(const model::Prescription& rx) {
  std::optional<Arch> arch;
  for (const auto& tooth : rx.teeth) {
    if (!tooth.value) continue;
    const Arch here = tooth.value->upper() ? Arch::upper : Arch::lower;
    if (arch && *arch != here) return std::nullopt;
    arch = here;
  }
  return arch ? arch : model::arch_of(rx.arch);
}

// Whether a scan names the other arch than the one that it should show. What the file itself says counts
// before its name, which is sooner mistaken.
void arch_right(const Subject& subject, Report& report, std::size_t index) {
  const Attachment& attachment = subject.file.attachments[index];
  const std::optional<Arch> worked_on = arch_worked_on(subject.rx);
  if (!worked_on || attachment.kind == AttachmentKind::scan_bite) return;
  const bool opposing = attachment.kind == AttachmentKind::scan_opposing;
  const Arch wanted = opposing ? model::opposite(*worked_on) : *worked_on;
  const bool says_itself = attachment.content && attachment.content->arch;
  const std::optional<Arch> shown =
      says_itself ? attachment.content->arch : model::arch_named_in(attachment.name);
  if (!shown || *shown == wanted) return;
  report.found_at(fmt::format("/attachments/{}", index),
                  {fmt::format("The scan {} shows the {} arch by its {}; {} {} the {}.", attachment.name,
                               model::word(*shown), says_itself ? "own words" : "name",
                               opposing ? "what opposes" : "the work on", teeth_named(subject) + " is in",
                               model::word(wanted)),
                   fmt::format("Attach the scan of the {} arch, or correct the tooth.", model::word(wanted)),
                   says_itself ? "the file itself" : "the file's name"});
}

void scans_sound(const Subject& subject, Report& report) {
  if (subject.product == nullptr) report.not_judged();  // whether a scan is missing, that is
  if (subject.needs(AttachmentKind::scan_prep) && !subject.has(AttachmentKind::scan_prep))
    report.found({fmt::format("There is no scan of the preparation for {}. {} from {} need one.",
                              teeth_named(subject), capitalised(work_named(subject)), lab_name(subject)),
                  "Attach the scan of the preparation."});
  const auto& all = subject.file.attachments;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!scan(all[i])) continue;
    const std::string reason = defect(all[i]);
    if (!reason.empty())
      report.found_at(fmt::format("/attachments/{}", i),
                      {fmt::format("The scan {} for {} {}.", all[i].name, teeth_named(subject), reason),
                       "Export the scan again, in millimetres, or scan anew.", source(all[i])});
    arch_right(subject, report, i);
  }
}

// The base of a jaw is open, which is one rim; more are holes. Only the file itself shows them.
void holes(const Subject& subject, Report& report, std::size_t index) {
  const Attachment& attachment = subject.file.attachments[index];
  if (!attachment.content || attachment.content->open_rims <= 1) return;
  const std::int64_t count = attachment.content->open_rims - 1;
  report.found_at(
      fmt::format("/attachments/{}", index),
      {fmt::format("The scan {} for {} has {} besides its open base; one may lie at the margin.",
                   attachment.name, teeth_named(subject),
                   count == 1 ? std::string("a hole") : fmt::format("{} holes", count)),
       "Look whether the margin is whole; scan the place again, or confirm it.", source(attachment)});
}

void scan_fine_enough(const Subject& subject, Report& report) {
  bool judged = false;
  const auto& all = subject.file.attachments;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Mesh* mesh = mesh_of(all[i]);
    if (all[i].kind != AttachmentKind::scan_prep || mesh == nullptr) continue;
    judged = true;
    if (mesh->triangles < prep_triangles_min)
      report.found_at(
          fmt::format("/attachments/{}", i),
          {fmt::format("The scan {} for {} is coarse: {} triangles, where {} are the least for a margin.",
                       all[i].name, teeth_named(subject), mesh->triangles, prep_triangles_min),
           "Export the scan in full resolution, or confirm it.", source(all[i])});
    holes(subject, report, i);
  }
  if (!judged) report.not_judged();
}

constexpr std::array<RuleRow, 2> rows{
    {{13, Severity::blocker, "/attachments", "scans sound", scans_sound},
     {14, Severity::warning, "/attachments", "scan fine enough", scan_fine_enough}}};

}  // namespace

std::span<const RuleRow> scan_rules() {
  return rows;
}

}  // namespace articulator::validation
