// The fields of a lab's own form, each with a word on where its value came from (MAP-01, MAP-04).
//
//   for (const model::LabField& field : fill_lab_fields(file, habits)) ...   // sorted by name
//
// Of three sources the first that has a value gives it: the prescription, the procedure code (retention), the
// prescriber's habits (contact, die material, margin, occlusal, retention). What is given is never
// overridden; where something else would have been inferred, it stands beside it as `inferred`, for a person
// to see. The prescription itself stays as it was written.
#pragma once

#include "engine/mapping/habits.hpp"
#include "engine/model/case_file.hpp"
#include "engine/model/lab_field.hpp"
#include "engine/model/lab_profile.hpp"

#include <vector>

namespace articulator::mapping {

// `product`: what the lab wants to know of this work; null: not known, nothing is inferred for a margin.
std::vector<model::LabField> fill_lab_fields(const model::CaseFile& file, const model::Product* product,
                                             const Habits& habits);

}  // namespace articulator::mapping
