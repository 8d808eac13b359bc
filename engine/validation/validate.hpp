// Validation: everything there is to say about a prescription before it leaves the practice (VAL-01 to
// VAL-33).
//
//   validation::Context context{.file = file, .lab = &profile, .now = now, .zone = policy.zone};
//   const model::Validation verdict = validation::validate(context);
//   verdict.status        -> blocked
//   verdict.findings[0]   -> VAL-05 "No shade was given for tooth 19. Zirconia crowns from Glidewell need
//   one, ..."
//
// A pure function of its context (VAL-31): all findings come at once, by rule and then by field. What exactly
// each rule says is DECISIONS, "Rules that need more than their one line"; each is a row of a table with a
// function beside it, in the rules_*.cpp.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/instant.hpp"
#include "engine/model/case_file.hpp"
#include "engine/model/finding.hpp"
#include "engine/model/lab_profile.hpp"
#include "engine/model/note_facts.hpp"
#include "engine/model/policy.hpp"

#include <string_view>
#include <vector>

namespace articulator::validation {

// What the rules look at. It refers to its parts and must not outlive them.
struct Context {
  const model::CaseFile& file;
  const model::LabProfile* lab = nullptr;  // of file.lab; null: no such lab is known
  base::Instant now = {};                  // when the case is judged
  base::TimeZone zone = {};                // the practice's: what "today" is
  bool first_time_material = false;        // VAL-33: no acknowledgement yet for this (prescriber, material)
  std::vector<model::CaseId> open_cases =
      {};  // VAL-22: of the same patient, doing the same work; see `same_work`
  const model::Patient* patient = nullptr;  // null: nothing is known of the patient, allergies neither
  model::NoteFacts note = {};               // VAL-19, VAL-25: what notes and instructions say
  bool earlier_case = false;                // VAL-25: another case of this patient is known
};

model::Validation validate(const Context& context);

// Of every rule, by number, the name under which it stands among the checks that passed.
const std::vector<std::string_view>& check_names();

// What there is to know of an attachment's content: a scan's surface (VAL-13, 14), a DICOM file's patient
// (VAL-27), and of any its size and SHA-256 (VAL-26). Judged once, when the content comes; kept in
// `Attachment::content`.
model::Content look_at(const model::Attachment& attachment, std::string_view bytes);

// Does so for what is on its way, and lets go of it.
void look_at_arrived(std::vector<model::Attachment>& attachments);

// AIM-02: of which fields of the prescription somebody reads the note otherwise, in the order of the fields.
// For what a model suggests: it is no finding, and of work of several teeth nothing is said.
std::vector<model::NoteField> doubted(const model::Prescription& rx, const model::NoteFacts& suggested);

// VAL-22: the same kind of restoration, with a tooth in common.
bool same_work(const model::Prescription& a, const model::Prescription& b);

}  // namespace articulator::validation
