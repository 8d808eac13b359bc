// Attachments under the names that a lab wants (MAP-05).
//
//   bundle("{case}_{tooth}_{kind}.{ext}", "LC-7", rx, attachments)    // "LC-7_19_scan.prep.stl", ...
//
// The rule is the lab profile's `attachments.name`; without one the names stay. `{case}`, `{kind}`, `{ext}`
// and
// `{tooth}` (the first one, "none" where there is none) are filled in; an ending that the name lacks is left
// away with its point. Two files of the same name are told apart by a number before the ending. A patient's
// name that somebody typed into a file name does not leave the practice.
#pragma once

#include "engine/model/attachment.hpp"
#include "engine/model/ids.hpp"
#include "engine/model/prescription.hpp"

#include <string_view>
#include <vector>

namespace articulator::mapping {

// The same attachments in the same order; all but the names is as it was.
std::vector<model::Attachment> bundle(std::string_view name_rule, const model::CaseId& case_id,
                                      const model::Prescription& rx,
                                      std::vector<model::Attachment> attachments);

}  // namespace articulator::mapping
