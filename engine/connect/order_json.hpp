// The order as a lab gets it (DSP-02), the same text on every channel: what an API takes as a body lies in a
// drop folder or a mail as a file.
#pragma once

#include "engine/base/json_writer.hpp"
#include "engine/model/connector.hpp"

#include <string>
#include <vector>

namespace articulator::connect {

// {"attachments","case_id","dentist_id","lab_fields"?,"lab_partner","patient_id","prescription",
// "remake"?,"remake_of"?,"validation_result"}; the prescription is the canonical one, whatever was inferred
// stands in `lab_fields`.
std::string order_json(const model::Order& order);

void write_attachments(base::JsonWriter& out, const std::vector<model::Attachment>& attachments);

// What a person at the lab reads of the validation: a sentence a finding.
std::string notes_of(const model::Validation& validation);

}  // namespace articulator::connect
