// What goes along, whatever it is: there, of a kind and size that the lab takes, unaltered (VAL-26), and of
// this patient (VAL-27).
#include "engine/model/spelling.hpp"
#include "engine/validation/rule.hpp"
#include "engine/validation/wording.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace articulator::validation {
namespace {

using model::Attachment;

// Endings by which a word of the instructions is the name of a file.
constexpr std::array<std::string_view, 9> file_endings{"stl",  "ply", "obj", "dcm", "jpg",
                                                       "jpeg", "png", "pdf", "zip"};

std::string ending_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string() : model::folded(name.substr(dot + 1));
}

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return model::lower_case(x) == model::lower_case(y); });
}

// "see shade-photo.jpg, please" -> shade-photo.jpg
std::vector<std::string> files_named_in(std::string_view text) {
  constexpr std::string_view between = " \t\r\n,;:()[]\"'";
  std::vector<std::string> names;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = std::min(text.find_first_not_of(between, at), text.size());
    const std::size_t end = std::min(text.find_first_of(between, begin), text.size());
    std::string_view word = text.substr(begin, end - begin);
    while (word.ends_with('.'))
      word.remove_suffix(1);
    const std::string ending = ending_of(word);
    const bool is_file = word.size() > ending.size() + 1 &&
                         std::find(file_endings.begin(), file_endings.end(), ending) != file_endings.end();
    if (is_file) names.emplace_back(word);
    at = end;
  }
  return names;
}

// Why the lab would not take it, or nobody should send it; empty: nothing.
std::string refusal(const Subject& subject, const Attachment& attachment) {
  const model::LabProfile* lab = subject.context.lab;
  const std::string ending = ending_of(attachment.name);
  const auto& content = attachment.content;
  if (lab != nullptr && !lab->attachments_accepted.empty() && !ending.empty() &&
      std::find(lab->attachments_accepted.begin(), lab->attachments_accepted.end(), ending) ==
          lab->attachments_accepted.end())
    return fmt::format("is of a type that {} does not take; it takes {}", lab_name(subject),
                       enumerated(lab->attachments_accepted, "and"));
  const std::int64_t bytes = content ? content->bytes : attachment.bytes;
  if (lab != nullptr && lab->attachment_bytes_max > 0 && bytes > lab->attachment_bytes_max)
    return fmt::format("has {} bytes; {} takes {} at most", bytes, lab_name(subject),
                       lab->attachment_bytes_max);
  if (!content) return {};
  if (!attachment.sha256.empty() && model::folded(attachment.sha256) != content->sha256)
    return "is not the file that was described: its SHA-256 differs";
  if (attachment.sha256.empty() && attachment.bytes > 0 && attachment.bytes != content->bytes)
    return fmt::format("is not the file that was described: it has {} bytes, not {}", content->bytes,
                       attachment.bytes);
  if (attachment.kind == model::AttachmentKind::dicom && !content->defect.empty())
    return "cannot be read: " + content->defect;
  return {};
}

void attachments_whole(const Subject& subject, Report& report) {
  const auto& all = subject.file.attachments;
  const std::vector<std::string> named = files_named_in(subject.rx.instructions);
  if (all.empty() && named.empty()) return report.not_judged();
  for (const std::string& name : named)
    if (std::none_of(all.begin(), all.end(),
                     [&](const Attachment& one) { return same_name(one.name, name); }))
      report.found_at("/prescription/instructions",
                      {fmt::format("The instructions name the file {}, and it is not attached.", name),
                       "Attach the file, or take its name out."});
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool absent = all[i].content && all[i].content->absent;
    const std::string reason =
        absent ? "is named in the prescription, and there is no such document" : refusal(subject, all[i]);
    if (!reason.empty())
      report.found_at(fmt::format("/attachments/{}", i),
                      {fmt::format("The attachment {} {}.", all[i].name, reason), "Attach the file again."});
  }
}

bool other_id(const std::vector<std::string>& found, const std::vector<std::string>& known) {
  return !found.empty() && !known.empty() &&
         std::find_first_of(found.begin(), found.end(), known.begin(), known.end()) == found.end();
}

bool other(const std::string& found, const std::string& known) {
  return !found.empty() && !known.empty() && found != known;
}

// Says what differs, never what it is: findings are audited (AUD-04).
void of_this_patient(const Subject& subject, Report& report) {
  bool judged = false;
  const auto& all = subject.file.attachments;
  const model::Patient* patient = subject.context.patient;
  for (std::size_t i = 0; patient != nullptr && i < all.size(); ++i) {
    if (!all[i].content || !all[i].content->identity) continue;
    judged = true;
    const model::Identity& found = *all[i].content->identity;
    std::vector<std::string> differing;
    if (other_id(found.ids, patient->identity.ids)) differing.emplace_back("another patient id");
    if (other(found.name, patient->identity.name)) differing.emplace_back("another name");
    if (other(found.birth_date, patient->identity.birth_date))
      differing.emplace_back("another date of birth");
    if (!differing.empty())
      report.found_at(fmt::format("/attachments/{}", i),
                      {fmt::format("The header of {} belongs to somebody else: it has {}.", all[i].name,
                                   enumerated(differing, "and")),
                       "Attach this patient's own picture.", "the DICOM header of the file"});
  }
  if (!judged) report.not_judged();
}

constexpr std::array<RuleRow, 2> rows{
    {{26, Severity::blocker, "/attachments", "attachments whole", attachments_whole},
     {27, Severity::blocker, "/attachments", "attachments of this patient", of_this_patient}}};

}  // namespace

std::span<const RuleRow> attachment_rules() {
  return rows;
}

}  // namespace articulator::validation
