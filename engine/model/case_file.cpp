#include "engine/model/case_file.hpp"

#include <utility>

#include <fmt/format.h>

namespace articulator::model {
namespace {

constexpr std::size_t attachments_max = 200;
constexpr std::int64_t appointment_minutes_max = 24 * 60;

Prescriber read_prescriber(base::ObjectReader& file) {
  Prescriber prescriber;
  const auto value = file.value("prescriber");
  if (!value) return prescriber;
  base::ObjectReader in(*value, fmt::format("{}/prescriber", file.pointer()));
  prescriber.id = PersonId{in.text_or("id", "")};
  prescriber.name = in.text_or("name", "");
  prescriber.license = in.text_or("license", "");
  prescriber.is_signed = in.boolean_or("signed", false);
  file.report(in.error());
  return prescriber;
}

void write_prescriber(base::JsonWriter& out, const Prescriber& prescriber) {
  out.begin_object()
      .member("id", prescriber.id.text)
      .member("license", prescriber.license)
      .member("name", prescriber.name)
      .member("signed", prescriber.is_signed)
      .end_object();
}

Prescription read_prescription_of(base::ObjectReader& file) {
  const auto value = file.value("prescription");
  if (!value) return {};  // an empty one: validation says what is missing
  auto prescription = read_prescription(*value, fmt::format("{}/prescription", file.pointer()));
  if (prescription) return *std::move(prescription);
  file.report(prescription.error());
  return {};
}

std::vector<Attachment> read_attachments(base::ObjectReader& file) {
  std::vector<Attachment> attachments;
  const std::vector<base::JsonValue> elements = file.elements_or_none("attachments");
  if (elements.size() > attachments_max) {
    file.report("attachments",
                fmt::format("holds {} attachments, more than {}", elements.size(), attachments_max));
    return attachments;
  }
  attachments.reserve(elements.size());
  for (const base::JsonValue& element : elements) {
    auto attachment =
        read_attachment(element, fmt::format("{}/attachments/{}", file.pointer(), attachments.size()));
    if (!attachment) {
      file.report(attachment.error());
      return {};
    }
    attachments.push_back(*std::move(attachment));
  }
  return attachments;
}

// `{}` says that there is no appointment, as null does.
std::optional<Appointment> read_appointment_of(base::ObjectReader& file) {
  const auto value = file.value("appointment");
  if (!value || (value->is(base::JsonKind::object) && value->members().empty())) return std::nullopt;
  auto appointment = read_appointment(*value, fmt::format("{}/appointment", file.pointer()));
  if (appointment) return *std::move(appointment);
  file.report(appointment.error());
  return std::nullopt;
}

std::optional<Coverage> read_coverage_of(base::ObjectReader& file) {
  const auto value = file.value("insurance");
  if (!value) return std::nullopt;
  auto coverage = read_coverage(*value, fmt::format("{}/insurance", file.pointer()));
  if (coverage) return *std::move(coverage);
  file.report(coverage.error());
  return std::nullopt;
}

}  // namespace

base::Expected<Appointment> read_appointment(base::JsonValue value, std::string pointer) {
  base::ObjectReader in(value, std::move(pointer));
  Appointment appointment;
  // Inside a case it is `id`, in an appointment's own event `appointment`.
  appointment.id = AppointmentId{in.has("id") ? in.text("id") : in.text("appointment")};
  appointment.patient = PatientId{in.text_or("patient", "")};
  appointment.start = in.instant("start");
  appointment.minutes = static_cast<int>(in.integer_or("minutes", 60, 0, appointment_minutes_max));
  appointment.provider = in.text_or("provider", "");
  appointment.operatory = in.text_or("operatory", "");
  return in.finished(std::move(appointment));
}

void write_appointment(base::JsonWriter& out, const Appointment& appointment) {
  out.begin_object().member("id", appointment.id.text).member("minutes", appointment.minutes);
  if (!appointment.operatory.empty()) out.member("operatory", appointment.operatory);
  out.member("patient", appointment.patient.text);
  if (!appointment.provider.empty()) out.member("provider", appointment.provider);
  out.member("start", appointment.start).end_object();
}

base::Expected<CaseFile> read_case_file(base::JsonValue value, std::string pointer) {
  base::ObjectReader in(value, std::move(pointer));
  CaseFile file;
  file.patient = PatientId{in.text("patient")};
  file.prescriber = read_prescriber(in);
  file.lab = LabId{in.text_or("lab", "")};
  file.prescription = read_prescription_of(in);
  file.notes = in.text_or("notes", "");
  file.attachments = read_attachments(in);
  file.appointment = read_appointment_of(in);
  file.coverage = read_coverage_of(in);
  return in.finished(std::move(file));
}

void write_case_file(base::JsonWriter& out, const CaseFile& file) {
  out.begin_object();
  if (file.appointment) {
    out.key("appointment");
    write_appointment(out, *file.appointment);
  }
  out.key("attachments").begin_array();
  for (const Attachment& attachment : file.attachments)
    write_attachment(out, attachment);
  out.end_array();
  if (file.coverage) {
    out.key("insurance");
    write_coverage(out, *file.coverage);
  }
  out.member("lab", file.lab.text).member("notes", file.notes).member("patient", file.patient.text);
  out.key("prescriber");
  write_prescriber(out, file.prescriber);
  out.key("prescription");
  write_prescription(out, file.prescription);
  out.end_object();
}

}  // namespace articulator::model
