#include "engine/model/event.hpp"

#include "engine/base/words.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

namespace articulator::model {
namespace {

constexpr std::array<base::Word<Verdict>, 3> verdict_words{
    {{Verdict::approve, "approve"}, {Verdict::reject, "reject"}, {Verdict::correct, "correct"}}};

// One reader a type. Each gives what it read, or the first thing wrong.
using Read = base::Expected<Happening>;

Read read_policy_changed(base::JsonValue data) {
  auto policy = read_policy(data, "");
  if (!policy) return std::unexpected(policy.error());
  return PolicyChanged{*std::move(policy)};
}

Read read_lab_profile_given(base::JsonValue data) {
  auto profile = read_lab_profile(data, "");
  if (!profile) return std::unexpected(profile.error());
  return LabProfileGiven{std::make_shared<const LabProfile>(*std::move(profile))};
}

Read read_case_ready(base::JsonValue data) {
  auto file = read_case_file(data, "");
  if (!file) return std::unexpected(file.error());
  return CaseReady{*std::move(file)};
}

Read read_case_updated(base::JsonValue data) {
  return base::ObjectReader(data, "").finished<Happening>(CaseUpdated{std::nullopt, data.dump()});
}

Read read_case_cancelled(base::JsonValue data) {
  base::ObjectReader in(data, "");
  CaseCancelled cancelled{in.text_or("reason", "")};
  return in.finished<Happening>(std::move(cancelled));
}

Read read_case_received(base::JsonValue data) {
  return base::ObjectReader(data, "").finished<Happening>(CaseReceived{});
}
Read read_case_seated(base::JsonValue data) {
  return base::ObjectReader(data, "").finished<Happening>(CaseSeated{});
}

Read read_case_feedback(base::JsonValue data) {
  base::ObjectReader in(data, "");
  CaseFeedback feedback{in.text_or("text", "")};
  return in.finished<Happening>(std::move(feedback));
}

Read read_appointment_booked(base::JsonValue data) {
  auto appointment = read_appointment(data, "");
  if (!appointment) return std::unexpected(appointment.error());
  return AppointmentBooked{*std::move(appointment)};
}

Read read_appointment_cancelled(base::JsonValue data) {
  base::ObjectReader in(data, "");
  AppointmentCancelled cancelled{AppointmentId{in.text("appointment")}};
  return in.finished<Happening>(std::move(cancelled));
}

Read read_patient_updated(base::JsonValue data) {
  auto patient = read_patient(data, "");
  if (!patient) return std::unexpected(patient.error());
  return PatientUpdated{*std::move(patient)};
}

Read read_order_acknowledged(base::JsonValue data) {
  base::ObjectReader in(data, "");
  OrderAcknowledged acknowledged;
  acknowledged.tracking = in.text_or("tracking", "");
  acknowledged.ship_by = in.text_or("ship_by", "");
  return in.finished<Happening>(std::move(acknowledged));
}

Read read_order_rejected(base::JsonValue data) {
  base::ObjectReader in(data, "");
  OrderRejected rejected{in.texts_or_none("reasons")};
  return in.finished<Happening>(std::move(rejected));
}

Read read_lab_status(base::JsonValue data) {
  base::ObjectReader in(data, "");
  LabStatus status;
  status.tracking = in.text_or("tracking", "");
  status.status = in.text("status");
  status.sequence = in.integer("sequence", 0, 1LL << 53);
  status.eta = in.optional_instant("eta");
  return in.finished<Happening>(std::move(status));
}

Read read_lab_question(base::JsonValue data) {
  base::ObjectReader in(data, "");
  LabQuestion question{in.text_or("question", "")};
  return in.finished<Happening>(std::move(question));
}

Read read_lab_shipped(base::JsonValue data) {
  base::ObjectReader in(data, "");
  LabShipped shipped;
  shipped.carrier = in.text_or("carrier", "");
  shipped.carrier_tracking = in.text_or("carrier_tracking", "");
  shipped.delivery = in.optional_instant("delivery");
  return in.finished<Happening>(std::move(shipped));
}

Read read_lab_invoice(base::JsonValue data) {
  auto invoice = read_invoice(data);
  if (!invoice) return std::unexpected(std::move(invoice.error()));
  return LabInvoice{*std::move(invoice)};
}

Read read_review_decided(base::JsonValue data) {
  base::ObjectReader in(data, "");
  ReviewDecided decided;
  decided.review = ReviewId{in.text("review")};
  decided.by = PersonId{in.text_or("by", "")};
  // A role that is none of ours may decide nothing, as an auditor may not: the line stays readable.
  decided.role = role_of(in.text("role")).value_or(Role::auditor);
  const std::string decision = in.text("decision");
  const auto verdict = verdict_of(decision);
  if (!verdict) in.report("decision", "is neither approve, reject nor correct");
  decided.verdict = verdict.value_or(Verdict::reject);
  if (const auto changes = in.value("changes")) {
    if (!changes->is(base::JsonKind::object))
      in.report("changes", "is not an object of JSON pointers and values");
    decided.changes = changes->dump();
  }
  decided.answer = in.text_or("answer", "");
  return in.finished<Happening>(std::move(decided));
}

struct TypeRow {
  std::string_view type;
  Read (*read)(base::JsonValue);
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

base::Expected<std::optional<Happening>> read_happening(std::string_view type, base::JsonValue data) {
  for (const TypeRow& row : types) {
    if (row.type != type) continue;
    auto happening = row.read(data);
    if (!happening) return std::unexpected(happening.error());
    return std::optional<Happening>(*std::move(happening));
  }
  return std::optional<Happening>();
}

}  // namespace articulator::model
