// The acts on a lab case.
#include "simulators/pms/office/acts.hpp"
#include "simulators/pms/office/attachments.hpp"
#include "simulators/pms/office/case_patch.hpp"
#include "simulators/pms/office/facts.hpp"
#include "simulators/pms/office/prescription.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace articulator::simulators::office {
namespace {

// A content that is only described is said as what was made of it.
bool has_content(const base::JsonValue& attachments) {
  return std::ranges::any_of(attachments.elements(),
                             [](const base::JsonValue& one) { return one.find("content").has_value(); });
}

// Those of a case that is sent anew take over the ids of what it had, from the first on.
base::Expected<std::vector<Attachment>> read_attachments(const std::vector<base::JsonValue>& elements,
                                                         const std::vector<Attachment>& before) {
  std::vector<Attachment> attachments;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    auto read = read_attachment(elements[i], fmt::format("/attachments/{}", i));
    if (!read) return std::unexpected(read.error());
    if (i < before.size()) read->id = before[i].id;
    attachments.push_back(*std::move(read));
  }
  return attachments;
}

void number_attachments(LabCase& row, std::int64_t& last) {
  for (Attachment& attachment : row.attachments)
    if (attachment.id.empty()) attachment.id = fmt::format("F-{}", ++last);
}

}  // namespace

void Acts::keep_prescriber(const PrescriberSaid& said) {
  if (said.id.empty()) return;
  const Provider* before = office_.provider(said.id);
  Provider row = before == nullptr ? Provider{} : *before;
  row.id = said.id;
  row.name = said.name.value_or("");
  row.license = said.license.value_or("");
  office_.keep(office_.providers_, std::move(row), Kind::provider, now_);
}

// `key`: of the one member that the fact has; empty: none.
void Acts::say_of_case(std::string_view type, std::string_view id, std::string_view key,
                       std::string_view value) {
  std::string data;
  base::JsonWriter writer(data);
  writer.begin_object();
  if (!key.empty()) writer.member(key, value);
  writer.end_object();
  say(office_.setup(), Source::pms, type, id, std::move(data), out_);
}

std::string Acts::ready_data(const LabCase& row, std::string_view start) const {
  std::string data;
  base::JsonWriter writer(data);
  const auto raw = [&](std::string_view key, std::string_view otherwise) {
    const auto value = in_.value(key);
    if (value || !otherwise.empty()) writer.key(key).raw(value ? value->dump() : std::string(otherwise));
  };
  writer.begin_object().member("patient", std::string_view(row.patient));
  raw("prescriber", "");
  raw("lab", "");
  raw("prescription", "{}");
  raw("notes", "\"\"");
  if (const auto given = in_.value("attachments"); given && has_content(*given)) {
    writer.key("attachments");
    write_attachments(writer, row.attachments);
  } else {
    raw("attachments", "[]");
  }
  raw("insurance", "");
  if (const Appointment* visit = office_.appointment(row.appointment)) {
    writer.key("appointment");
    write_appointment(writer, *visit, "id", start);
  }
  writer.end_object();
  return data;
}

base::Expected<void> Acts::case_ready() {
  const std::string id = read_id(in_, "case", "LC-");
  PatientSaid patient;
  if (const auto value = in_.value("patient"); value && value->text()) {
    patient.id = read_id(in_, "patient", "PT-");
  } else {
    base::ObjectReader reader = in_.object("patient");
    patient = read_patient_said(reader, "id");
    in_.report(reader.error());
  }
  const PrescriberSaid prescriber = read_prescriber(in_);
  const LabCase* before = office_.lab_case(id);
  LabCase row;
  row.id = id;
  row.patient = patient.id;
  row.provider = prescriber.id;
  row.is_signed = prescriber.is_signed;
  row.lab = in_.text_or("lab", "");
  row.lab_name = in_.text_or("lab_name", name_of_lab(office_.setup(), row.lab));
  row.notes = in_.text_or("notes", "");
  row.sent = now_;
  if (before != nullptr) {
    row.lab_word = before->lab_word;
    row.insurance = before->insurance;
  }
  if (in_.has("insurance")) {
    in_.report(in_.object("insurance").error());
    row.insurance = in_.value("insurance")->dump();
  }
  const std::vector<base::JsonValue> attachments = in_.elements_or_none("attachments");
  AppointmentSaid appointment;
  if (in_.has("appointment")) {
    base::ObjectReader reader = in_.object("appointment");
    appointment = read_appointment_said(office_, reader);
    in_.report(reader.error());
  }
  row.appointment = appointment.id;
  in_.report(in_.object("prescription").error());
  if (in_.error()) return std::unexpected(*in_.error());
  for (const base::JsonValue::Member& member : in_.value("prescription")->members())
    if (!set_value(row.prescription, member.key, member.value))
      return base::failure(fmt::format("/prescription/{}", member.key), "is no value for a prescription",
                           "write text, a number, true or false, or a list of these");
  auto read =
      read_attachments(attachments, before == nullptr ? std::vector<Attachment>{} : before->attachments);
  if (!read) return std::unexpected(read.error());
  row.attachments = *std::move(read);
  number_attachments(row, office_.attachments_made_);

  keep_patient(patient, false);
  keep_prescriber(prescriber);
  if (!appointment.id.empty()) {
    Appointment visit = appointment_of(office_, appointment, patient.id, prescriber.id);
    if (visit.lab_case.empty()) visit.lab_case = id;
    keep_appointment(std::move(visit));
  }
  office_.keep_case(std::move(row), now_);
  say(office_.setup(), Source::pms, "pms.case.ready", id,
      ready_data(*office_.lab_case(id), appointment.start_text), out_);
  return {};
}

base::Expected<void> Acts::case_update() {
  const std::string id = known_case(office_, in_);
  const std::vector<std::string> removals = in_.texts_or_none("remove");
  if (in_.has("set")) in_.report(in_.object("set").error());
  if (in_.error()) return std::unexpected(*in_.error());
  CasePatch patch(office_, *office_.lab_case(id));
  if (const auto set = in_.value("set")) {
    for (const base::JsonValue::Member& member : set->members())
      if (auto done = patch.set(member.key, member.value); !done) return done;
  }
  for (const std::string& pointer : removals)
    if (auto done = patch.set(pointer, base::JsonValue{}); !done) return done;
  std::string data = patch.data();
  if (patch.provider()) office_.keep(office_.providers_, *patch.provider(), Kind::provider, now_);
  if (patch.appointment()) keep_appointment(*patch.appointment());
  number_attachments(patch.row(), office_.attachments_made_);
  office_.keep_case(std::move(patch.row()), now_);
  say(office_.setup(), Source::pms, "pms.case.updated", id, std::move(data), out_);
  return {};
}

base::Expected<void> Acts::case_cancel() {
  const std::string id = known_case(office_, in_);
  const std::string reason = in_.text("reason");
  if (!in_.error() && reason.empty()) in_.report("reason", "is empty", "say why");
  if (in_.error()) return std::unexpected(*in_.error());
  LabCase row = *office_.lab_case(id);
  row.cancelled = reason;
  office_.keep_case(std::move(row), now_);
  say_of_case("pms.case.cancelled", id, "reason", reason);
  return {};
}

base::Expected<void> Acts::case_delete() {
  const std::string id = known_case(office_, in_);
  const std::string reason = in_.text_or("reason", "deleted");
  if (in_.error()) return std::unexpected(*in_.error());
  const std::string appointment = office_.lab_case(id)->appointment;
  office_.lab_cases_.erase(id);
  office_.changed(Kind::lab_case, Action::removed, id, now_);
  office_.link(appointment, now_);
  say_of_case("pms.case.cancelled", id, "reason", reason);
  return {};
}

base::Expected<void> Acts::case_received() {
  const std::string id = known_case(office_, in_);
  if (in_.error()) return std::unexpected(*in_.error());
  LabCase row = *office_.lab_case(id);
  row.received = now_;
  office_.keep_case(std::move(row), now_);
  say_of_case("pms.case.received", id, {}, {});
  return {};
}

base::Expected<void> Acts::case_feedback() {
  const std::string id = known_case(office_, in_);
  const std::string text = in_.text("text");
  if (in_.error()) return std::unexpected(*in_.error());
  LabCase row = *office_.lab_case(id);
  row.feedback.push_back(text);
  office_.keep_case(std::move(row), now_);
  say_of_case("pms.case.feedback", id, "text", text);
  return {};
}

base::Expected<void> Acts::case_seated() {
  const std::string id = known_case(office_, in_);
  if (in_.error()) return std::unexpected(*in_.error());
  LabCase row = *office_.lab_case(id);
  const Appointment* visit = office_.appointment(row.appointment);
  if (visit == nullptr)
    return base::failure("/case", fmt::format("{} has no appointment to be seated at", id),
                         "give it one with appointment_booked");
  Appointment done = *visit;
  done.visit = Visit::complete;
  office_.keep(office_.appointments_, std::move(done), Kind::appointment, now_);
  row.seated = true;
  office_.keep_case(std::move(row), now_);
  say_of_case("pms.case.seated", id, {}, {});
  return {};
}

}  // namespace articulator::simulators::office
