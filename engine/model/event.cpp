#include "engine/model/event.hpp"

#include "engine/base/words.hpp"

#include <array>
#include <utility>

namespace articulator::model {
namespace {

constexpr std::array<base::Word<Verdict>, 3> verdict_words{
    {{Verdict::approve, "approve"}, {Verdict::reject, "reject"}, {Verdict::correct, "correct"}}};

// One reader a type. Each makes its happening in place, or says the first thing wrong.
using Read = base::Expected<void>;

Read read_policy_changed(base::JsonValue data, Happening& happening) {
  auto policy = read_policy(data, "");
  if (!policy) return std::unexpected(std::move(policy.error()));
  happening.emplace<PolicyChanged>(*std::move(policy));
  return {};
}

Read read_lab_profile_given(base::JsonValue data, Happening& happening) {
  auto profile = read_lab_profile(data, "");
  if (!profile) return std::unexpected(std::move(profile.error()));
  happening.emplace<LabProfileGiven>(std::make_shared<const LabProfile>(*std::move(profile)));
  return {};
}

Read read_case_ready(base::JsonValue data, Happening& happening) {
  return read_case_file(data, "", happening.emplace<CaseReady>().file);
}

Read read_case_updated(base::JsonValue data, Happening& happening) {
  happening.emplace<CaseUpdated>(std::nullopt, data.dump());
  return base::ObjectReader(data, "").finished();
}

Read read_case_cancelled(base::JsonValue data, Happening& happening) {
  base::ObjectReader in(data, "");
  happening.emplace<CaseCancelled>(in.text_or("reason", ""));
  return in.finished();
}

Read read_case_received(base::JsonValue data, Happening& happening) {
  happening.emplace<CaseReceived>();
  return base::ObjectReader(data, "").finished();
}

Read read_case_seated(base::JsonValue data, Happening& happening) {
  happening.emplace<CaseSeated>();
  return base::ObjectReader(data, "").finished();
}

Read read_case_feedback(base::JsonValue data, Happening& happening) {
  base::ObjectReader in(data, "");
  happening.emplace<CaseFeedback>(in.text_or("text", ""));
  return in.finished();
}

Read read_appointment_booked(base::JsonValue data, Happening& happening) {
  auto appointment = read_appointment(data, "");
  if (!appointment) return std::unexpected(std::move(appointment.error()));
  happening.emplace<AppointmentBooked>(*std::move(appointment));
  return {};
}

Read read_appointment_cancelled(base::JsonValue data, Happening& happening) {
  base::ObjectReader in(data, "");
  happening.emplace<AppointmentCancelled>(AppointmentId{in.text("appointment")});
  return in.finished();
}

Read read_patient_updated(base::JsonValue data, Happening& happening) {
  auto patient = read_patient(data, "");
  if (!patient) return std::unexpected(std::move(patient.error()));
  happening.emplace<PatientUpdated>(*std::move(patient));
  return {};
}

Read read_order_acknowledged(base::JsonValue data, Happening& happening) {
  base::ObjectReader in(data, "");
  auto& acknowledged = happening.emplace<OrderAcknowledged>();
  acknowledged.tracking = in.text_view_or("tracking", "");
  acknowledged.ship_by = in.text_view_or("ship_by", "");
  return in.finished();
}

Read read_order_rejected(base::JsonValue data, Happening& happening) {
  base::ObjectReader in(data, "");
  happening.emplace<OrderRejected>(in.texts_or_none("reasons"));
  return in.finished();
}

Read read_lab_status(base::JsonValue data, Happening& happening) {
  base::ObjectReader in(data, "");
  auto& status = happening.emplace<LabStatus>();
  status.tracking = in.text_view_or("tracking", "");
  status.status = in.text_view("status");
  status.sequence = in.integer("sequence", 0, 1LL << 53);
  status.eta = in.optional_instant("eta");
  return in.finished();
}

Read read_lab_question(base::JsonValue data, Happening& happening) {
  base::ObjectReader in(data, "");
  happening.emplace<LabQuestion>(in.text_or("question", ""));
  return in.finished();
}

Read read_lab_shipped(base::JsonValue data, Happening& happening) {
  base::ObjectReader in(data, "");
  auto& shipped = happening.emplace<LabShipped>();
  shipped.carrier = in.text_view_or("carrier", "");
  shipped.carrier_tracking = in.text_view_or("carrier_tracking", "");
  shipped.delivery = in.optional_instant("delivery");
  return in.finished();
}

Read read_lab_invoice(base::JsonValue data, Happening& happening) {
  auto invoice = read_invoice(data);
  if (!invoice) return std::unexpected(std::move(invoice.error()));
  happening.emplace<LabInvoice>(*std::move(invoice));
  return {};
}

Read read_review_decided(base::JsonValue data, Happening& happening) {
  base::ObjectReader in(data, "");
  auto& decided = happening.emplace<ReviewDecided>();
  decided.review = ReviewId{in.text("review")};
  decided.by = PersonId{in.text_or("by", "")};
  // A role that is none of ours may decide nothing, as an auditor may not: the line stays readable.
  decided.role = role_of(in.text_view("role")).value_or(Role::auditor);
  const auto verdict = verdict_of(in.text_view("decision"));
  if (!verdict) in.report("decision", "is neither approve, reject nor correct");
  decided.verdict = verdict.value_or(Verdict::reject);
  if (const auto changes = in.value("changes")) {
    if (!changes->is(base::JsonKind::object))
      in.report("changes", "is not an object of JSON pointers and values");
    decided.changes = changes->is_empty_object() ? "{}" : changes->dump();
  }
  decided.answer = in.text_or("answer", "");
  return in.finished();
}

struct TypeRow {
  std::string_view type;
  Read (*read)(base::JsonValue, Happening&);
};

// The most frequent first: the table is searched in order.
constexpr std::array<TypeRow, 19> types{{{"lab.case.status", read_lab_status},
                                         {"pms.case.ready", read_case_ready},
                                         {"lab.order.acknowledged", read_order_acknowledged},
                                         {"lab.case.shipped", read_lab_shipped},
                                         {"pms.case.received", read_case_received},
                                         {"pms.case.seated", read_case_seated},
                                         {"pms.patient.updated", read_patient_updated},
                                         {"people.review.decided", read_review_decided},
                                         {"pms.case.updated", read_case_updated},
                                         {"pms.case.cancelled", read_case_cancelled},
                                         {"pms.case.feedback", read_case_feedback},
                                         {"pms.appointment.booked", read_appointment_booked},
                                         {"pms.appointment.moved", read_appointment_booked},
                                         {"pms.appointment.cancelled", read_appointment_cancelled},
                                         {"lab.order.rejected", read_order_rejected},
                                         {"lab.case.question", read_lab_question},
                                         {"world.policy", read_policy_changed},
                                         {"lab.profile", read_lab_profile_given},
                                         {"lab.invoice", read_lab_invoice}}};

}  // namespace

std::string_view word(Verdict verdict) {
  return base::word_of(verdict_words, verdict);
}
std::optional<Verdict> verdict_of(std::string_view text) {
  return base::value_of(verdict_words, text);
}

base::Expected<bool> read_happening(std::string_view type, base::JsonValue data, Happening& happening) {
  for (const TypeRow& row : types) {
    if (row.type != type) continue;
    auto read = row.read(data, happening);
    if (!read) return std::unexpected(std::move(read.error()));
    return true;
  }
  return false;
}

base::Expected<std::optional<Happening>> read_happening(std::string_view type, base::JsonValue data) {
  base::Expected<std::optional<Happening>> happening(std::in_place, std::in_place);
  const auto known = read_happening(type, data, **happening);
  if (!known) return std::unexpected(known.error());
  if (!*known) happening->reset();
  return happening;
}

}  // namespace articulator::model
