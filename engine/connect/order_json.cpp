#include "engine/connect/order_json.hpp"

#include "engine/model/prescription.hpp"

namespace articulator::connect {

void write_attachments(base::JsonWriter& out, const std::vector<model::Attachment>& attachments) {
  out.begin_array();
  for (const model::Attachment& attachment : attachments)
    model::write_attachment(out, attachment);
  out.end_array();
}

std::string notes_of(const model::Validation& validation) {
  std::string notes;
  for (const model::Finding& finding : validation.findings) {
    if (!notes.empty()) notes += ' ';
    notes += model::code(finding.rule) + ": " + finding.sentence;
  }
  return notes;
}

std::string order_json(const model::Order& order) {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object().key("attachments");
  write_attachments(out, order.file.attachments);
  out.member("case_id", order.case_id.text);
  out.member("dentist_id", order.file.prescriber.id.text);
  if (!order.lab_fields.empty()) {
    out.key("lab_fields");
    model::write_lab_fields(out, order.lab_fields);
  }
  out.member("lab_partner", order.file.lab.text);
  out.member("patient_id", order.file.patient.text);
  out.key("prescription");
  model::write_prescription(out, order.file.prescription);
  if (order.remake) {
    out.key("remake");
    model::write_remake(out, *order.remake);
    // What the lab has the first making under: its own number, else ours for the case.
    const bool has_number = !order.remake->first_tracking.empty();
    out.member("remake_of", has_number ? order.remake->first_tracking : order.case_id.text);
  }
  out.key("validation_result").begin_object().key("checks_passed").begin_array();
  for (const std::string_view check : order.validation.checks_passed)
    out.text(check);
  out.end_array().member("notes", notes_of(order.validation));
  out.member("status", model::word(order.validation.status)).end_object().end_object();
  return json;
}

}  // namespace articulator::connect
