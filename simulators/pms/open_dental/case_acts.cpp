// The acts on a lab case.
#include "simulators/pms/open_dental/act_arguments.hpp"
#include "simulators/pms/open_dental/acts.hpp"
#include "simulators/pms/open_dental/case_patch.hpp"
#include "simulators/pms/open_dental/case_rows.hpp"
#include "simulators/pms/open_dental/engine_facts.hpp"
#include "simulators/pms/open_dental/insurance_act.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace articulator::simulators::open_dental {
namespace {

struct PrescriberSaid {
  std::int64_t number = 0;
  std::optional<std::string> name;
  std::optional<std::string> license;
  std::optional<bool> is_signed;
};

PrescriberSaid read_prescriber(base::ObjectReader& arguments) {
  PrescriberSaid said;
  if (!arguments.has("prescriber")) return said;
  base::ObjectReader reader = arguments.object("prescriber");
  said.number = id_number(reader, "id", "D-");
  if (reader.has("name")) said.name = reader.text("name");
  if (reader.has("license")) said.license = reader.text("license");
  if (reader.has("signed")) said.is_signed = reader.boolean("signed");
  arguments.report(reader.error());
  return said;
}

void keep_prescriber(Office& office, const PrescriberSaid& said) {
  if (said.number == 0) return;
  keep_provider(office, said.number);
  Provider row = *office.providers.find(said.number);
  set_provider_name(row, said.name.value_or(""));
  row.license = said.license.value_or("");
  office.providers.update(std::move(row), office.now);
}

// A content that is only described is said as what was made of it.
bool has_content(const base::JsonValue& attachments) {
  for (const base::JsonValue& one : attachments.elements())
    if (one.find("content")) return true;
  return false;
}

std::string ready_data(const Office& office, base::ObjectReader& arguments, std::int64_t patient,
                       std::int64_t appointment, std::string_view start,
                       const std::vector<std::int64_t>& documents) {
  std::string data;
  base::JsonWriter writer(data);
  const auto raw = [&](std::string_view key, std::string_view otherwise) {
    const auto value = arguments.value(key);
    if (value || !otherwise.empty()) writer.key(key).raw(value ? value->dump() : std::string(otherwise));
  };
  writer.begin_object().member("patient", std::string_view(patient_id(patient)));
  raw("prescriber", "");
  raw("lab", "");
  raw("prescription", "{}");
  raw("notes", "\"\"");
  if (const auto given = arguments.value("attachments"); given && has_content(*given)) {
    writer.key("attachments");
    write_attachments(writer, office, documents);
  } else {
    raw("attachments", "[]");
  }
  raw("insurance", "");
  if (appointment != 0) {
    writer.key("appointment");
    write_appointment(writer, office, *office.appointments.find(appointment), "id", start);
  }
  writer.end_object();
  return data;
}

// The attachments of a case that is sent anew take over the numbers of its documents, from the first on.
base::Expected<void> replace_attachments(Office& office, CaseDraft& draft,
                                         const std::vector<base::JsonValue>& attachments,
                                         std::string_view pointer) {
  std::vector<std::int64_t> kept;
  for (std::size_t i = 0; i < attachments.size(); ++i) {
    const std::int64_t document = i < draft.documents.size() ? draft.documents[i] : 0;
    const auto number = keep_attachment(office, draft.row.patient, document, attachments[i],
                                        fmt::format("{}/{}", pointer, i));
    if (!number) return std::unexpected(number.error());
    kept.push_back(*number);
  }
  draft.documents = std::move(kept);
  return {};
}

base::Expected<void> cancel(const Office& office, std::int64_t number, std::string_view reason,
                            world::SimulatorOutputs& out) {
  std::string data;
  base::JsonWriter(data).begin_object().member("reason", reason).end_object();
  say(office, Source::pms, "pms.case.cancelled", case_id(number), std::move(data), out);
  return {};
}

}  // namespace

base::Expected<void> act_case_ready(Office& office, base::ObjectReader& arguments,
                                    world::SimulatorOutputs& out) {
  const std::int64_t number = id_number(arguments, "case", "LC-");
  PatientSaid patient;
  if (const auto value = arguments.value("patient"); value && value->text()) {
    patient.number = id_number(arguments, "patient", "PT-");
  } else {
    base::ObjectReader reader = arguments.object("patient");
    patient = read_patient_said(reader, "id");
    arguments.report(reader.error());
  }
  const PrescriberSaid prescriber = read_prescriber(arguments);
  const std::string lab = arguments.text_or("lab", "");
  const std::string lab_name = arguments.text_or("lab_name", "");
  const std::string notes = arguments.text_or("notes", "");
  const std::vector<base::JsonValue> attachments = arguments.elements_or_none("attachments");
  std::optional<AppointmentSaid> appointment;
  if (arguments.has("appointment")) {
    base::ObjectReader reader = arguments.object("appointment");
    appointment = read_appointment_said(office, reader);
    arguments.report(reader.error());
  }
  base::ObjectReader prescription = arguments.object("prescription");
  arguments.report(prescription.error());
  if (arguments.error()) return std::unexpected(*arguments.error());

  const LabCase* before = office.lab_cases.find(number);
  CaseDraft draft = before == nullptr ? CaseDraft{} : draft_of(office, *before);
  draft.row.number = number;
  draft.row.patient = patient.number;
  draft.instructions.notes = notes;
  draft.instructions.rx.emplace();
  draft.teeth.clear();
  draft.code.clear();
  draft.row.due = {};
  for (const base::JsonValue::Member& member : arguments.value("prescription")->members())
    if (!set_prescription(draft, member.key, member.value))
      return base::failure(fmt::format("/prescription/{}", member.key), "is no value for a prescription",
                           "write text, a number, true or false, or a list of these");
  if (prescriber.is_signed) draft.rx().set("signed", *prescriber.is_signed ? "true" : "false");
  if (auto done = replace_attachments(office, draft, attachments, "/attachments"); !done) return done;

  keep_patient(office, patient, false, out);
  keep_prescriber(office, prescriber);
  if (appointment) keep_appointment(office, *appointment, patient.number, prescriber.number);
  draft.row.laboratory = lab.empty() && lab_name.empty() ? 0 : keep_laboratory(office, lab, lab_name);
  draft.row.provider = prescriber.number;
  draft.row.appointment = appointment ? appointment->number : 0;
  if (before == nullptr) draft.row.created = office.local_now;
  draft.row.sent = office.local_now;
  draft.row.received = {};  // sent once more: it is not in the practice
  const std::vector<std::int64_t> documents = draft.documents;
  keep_case(office, std::move(draft));
  if (const auto insurance = arguments.value("insurance")) {
    const std::vector<std::int64_t> procedures = draft_of(office, *office.lab_cases.find(number)).procedures;
    if (auto done = keep_insurance(office, patient.number, procedures, *insurance); !done) return done;
  }
  say(office, Source::pms, "pms.case.ready", case_id(number),
      ready_data(office, arguments, patient.number, appointment ? appointment->number : 0,
                 appointment ? appointment->start_text : std::string{}, documents),
      out);
  return {};
}

base::Expected<void> act_case_update(Office& office, base::ObjectReader& arguments,
                                     world::SimulatorOutputs& out) {
  const std::int64_t number = known_case(office, arguments);
  const std::vector<std::string> removals = arguments.texts_or_none("remove");
  if (arguments.has("set")) arguments.report(arguments.object("set").error());
  if (arguments.error()) return std::unexpected(*arguments.error());
  CasePatch patch(office, draft_of(office, *office.lab_cases.find(number)));
  if (const auto set = arguments.value("set")) {
    for (const base::JsonValue::Member& member : set->members())
      if (auto done = patch.set(member.key, member.value); !done) return done;
  }
  for (const std::string& pointer : removals)
    if (auto done = patch.set(pointer, base::JsonValue{}); !done) return done;
  say(office, Source::pms, "pms.case.updated", case_id(number), patch.keep(), out);
  return {};
}

base::Expected<void> act_case_cancel(Office& office, base::ObjectReader& arguments,
                                     world::SimulatorOutputs& out) {
  const std::int64_t number = known_case(office, arguments);
  const std::string reason = arguments.text("reason");
  if (arguments.error()) return std::unexpected(*arguments.error());
  CaseDraft draft = draft_of(office, *office.lab_cases.find(number));
  draft.rx().set("cancelled", reason);
  draft.row.instructions = format_instructions(draft.instructions);
  office.lab_cases.update(std::move(draft.row), office.now);
  return cancel(office, number, reason, out);
}

base::Expected<void> act_case_delete(Office& office, base::ObjectReader& arguments,
                                     world::SimulatorOutputs& out) {
  const std::int64_t number = known_case(office, arguments);
  const std::string reason = arguments.text_or("reason", "deleted");
  if (arguments.error()) return std::unexpected(*arguments.error());
  office.lab_cases.remove(number);
  return cancel(office, number, reason, out);
}

base::Expected<void> act_case_received(Office& office, base::ObjectReader& arguments,
                                       world::SimulatorOutputs& out) {
  const std::int64_t number = known_case(office, arguments);
  if (arguments.error()) return std::unexpected(*arguments.error());
  LabCase row = *office.lab_cases.find(number);
  row.received = office.local_now;
  office.lab_cases.update(std::move(row), office.now);
  say(office, Source::pms, "pms.case.received", case_id(number), "{}", out);
  return {};
}

base::Expected<void> act_case_feedback(Office& office, base::ObjectReader& arguments,
                                       world::SimulatorOutputs& out) {
  const std::int64_t number = known_case(office, arguments);
  const std::string text = arguments.text("text");
  if (arguments.error()) return std::unexpected(*arguments.error());
  CaseDraft draft = draft_of(office, *office.lab_cases.find(number));
  draft.rx().set("feedback", text);
  draft.row.instructions = format_instructions(draft.instructions);
  office.lab_cases.update(std::move(draft.row), office.now);
  std::string data;
  base::JsonWriter(data).begin_object().member("text", std::string_view(text)).end_object();
  say(office, Source::pms, "pms.case.feedback", case_id(number), std::move(data), out);
  return {};
}

base::Expected<void> act_case_seated(Office& office, base::ObjectReader& arguments,
                                     world::SimulatorOutputs& out) {
  const std::int64_t number = known_case(office, arguments);
  if (arguments.error()) return std::unexpected(*arguments.error());
  const LabCase& lab_case = *office.lab_cases.find(number);
  const Appointment* appointment = office.appointments.find(lab_case.appointment);
  if (appointment == nullptr)
    return base::failure("/case", fmt::format("{} has no appointment to be seated at", case_id(number)),
                         "give it one with appointment_booked");
  Appointment row = *appointment;
  row.status = Choice(AptStatus::complete);
  office.appointments.update(std::move(row), office.now);
  for (const std::int64_t procedure : draft_of(office, lab_case).procedures) {
    ProcedureLog done = *office.procedures.find(procedure);
    done.status = Choice(ProcStatus::c);
    done.date = start_of_day(office.local_now);
    office.procedures.update(std::move(done), office.now);
  }
  say(office, Source::pms, "pms.case.seated", case_id(number), "{}", out);
  return {};
}

}  // namespace articulator::simulators::open_dental
