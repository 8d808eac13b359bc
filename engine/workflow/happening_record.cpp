#include "engine/workflow/happening_record.hpp"

#include "engine/workflow/context.hpp"

#include <string>

namespace articulator::workflow {
namespace {

template <typename... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};

using base::JsonWriter;

void write_consent(JsonWriter& w, std::string_view medium, const std::optional<bool>& consent) {
  if (consent) w.member(medium, *consent);
}

void write_appointment_facts(JsonWriter& w, const model::Appointment& appointment) {
  w.member("appointment", appointment.id.text);
  w.member("minutes", appointment.minutes);
  w.member("patient", appointment.patient.text);
  w.member("start", appointment.start);
}

void write_file_facts(JsonWriter& w, const model::CaseFile& file) {
  w.member("attachments", static_cast<std::int64_t>(file.attachments.size()));
  w.member("lab", file.lab.text);
  w.member("patient", file.patient.text);
  w.member("prescriber", file.prescriber.id.text);
}

}  // namespace

std::string_view type_of(const model::Happening& happening) {
  return std::visit(Overloaded{
                        [](const model::PolicyChanged&) { return "policy.changed"; },
                        [](const model::LabProfileGiven&) { return "lab.profile"; },
                        [](const model::CaseReady&) { return "pms.case.ready"; },
                        [](const model::CaseUpdated&) { return "pms.case.updated"; },
                        [](const model::CaseCancelled&) { return "pms.case.cancelled"; },
                        [](const model::CaseReceived&) { return "pms.case.received"; },
                        [](const model::CaseSeated&) { return "pms.case.seated"; },
                        [](const model::CaseFeedback&) { return "pms.case.feedback"; },
                        [](const model::AppointmentBooked&) { return "pms.appointment.booked"; },
                        [](const model::AppointmentCancelled&) { return "pms.appointment.cancelled"; },
                        [](const model::PatientUpdated&) { return "pms.patient.updated"; },
                        [](const model::OrderAcknowledged&) { return "lab.order.acknowledged"; },
                        [](const model::OrderRejected&) { return "lab.order.rejected"; },
                        [](const model::LabStatus&) { return "lab.case.status"; },
                        [](const model::LabQuestion&) { return "lab.case.question"; },
                        [](const model::LabShipped&) { return "lab.case.shipped"; },
                        [](const model::LabInvoice&) { return "lab.invoice"; },
                        [](const model::ReviewDecided&) { return "review.decided"; },
                    },
                    happening);
}

std::string data_of(const model::Happening& happening) {
  return json_object([&](JsonWriter& w) {
    std::visit(Overloaded{
                   [&](const model::PolicyChanged& it) {
                     w.member("approval_days_left", it.policy.approval_days_left);
                     if (!it.policy.final_approval.empty()) {
                       w.key("final_approval").begin_array();
                       for (const model::Phase phase : it.policy.final_approval)
                         w.text(model::word(phase));
                       w.end_array();
                     }
                     w.member("phase", model::word(it.policy.phase));
                     w.key("phases").begin_object();
                     for (const auto& [restoration, phase] : it.policy.phase_by_restoration)
                       w.member(restoration, model::word(phase));
                     w.end_object();
                     if (it.policy.review_hours > 0) w.member("review_hours", it.policy.review_hours);
                   },
                   [&](const model::LabProfileGiven& it) { w.member("lab", it.profile->lab.text); },
                   [&](const model::CaseReady& it) { write_file_facts(w, it.file); },
                   [&](const model::CaseUpdated& it) {
                     if (it.whole) write_file_facts(w, *it.whole);
                   },
                   [](const model::CaseCancelled&) {},
                   [](const model::CaseReceived&) {},
                   [](const model::CaseSeated&) {},
                   [](const model::CaseFeedback&) {},
                   [&](const model::AppointmentBooked& it) { write_appointment_facts(w, it.appointment); },
                   [&](const model::AppointmentCancelled& it) { w.member("appointment", it.id.text); },
                   [&](const model::PatientUpdated& it) {
                     write_consent(w, "email", it.patient.email);
                     w.member("patient", it.patient.id.text);
                     write_consent(w, "portal", it.patient.portal);
                     if (it.patient.prefers) w.member("prefers", model::word(*it.patient.prefers));
                     write_consent(w, "sms", it.patient.sms);
                   },
                   [&](const model::OrderAcknowledged& it) {
                     w.member("ship_by", it.ship_by);
                     w.member("tracking", it.tracking);
                     if (it.warranty) w.member("warranty_granted", it.warranty->granted);
                   },
                   [&](const model::OrderRejected& it) {
                     w.member("reasons", static_cast<std::int64_t>(it.reasons.size()));
                   },
                   [&](const model::LabStatus& it) {
                     if (it.eta) w.member("eta", *it.eta);
                     w.member("sequence", it.sequence);
                     w.member("status", it.status);
                     w.member("tracking", it.tracking);
                   },
                   [](const model::LabQuestion&) {},
                   [&](const model::LabShipped& it) {
                     w.member("carrier", it.carrier);
                     w.member("carrier_tracking", it.carrier_tracking);
                     if (it.delivery) w.member("delivery", *it.delivery);
                   },
                   [&](const model::LabInvoice& it) {
                     w.member("lines", static_cast<std::int64_t>(it.invoice.lines.size()));
                     w.member("statement", it.invoice.statement);
                   },
                   [&](const model::ReviewDecided& it) {
                     w.member("decision", model::word(it.verdict));
                     w.member("review", it.review.text);
                     w.member("role", model::word(it.role));
                   },
               },
               happening);
  });
}

}  // namespace articulator::workflow
