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
  base::ObjectReader in(*value, file.at("prescriber"));
  prescriber.id.text = in.text_view_or("id", "");
  prescriber.name = in.text_view_or("name", "");
  prescriber.license = in.text_view_or("license", "");
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

void read_prescription_of(base::ObjectReader& file, Prescription& prescription) {
  const auto value = file.value("prescription");
  if (!value) return;  // an empty one: validation says what is missing
  if (const auto read = read_prescription(*value, file.at("prescription"), prescription); !read)
    file.report(read.error());
}

std::vector<Attachment> read_attachments(base::ObjectReader& file) {
  std::vector<Attachment> attachments;
  const base::JsonElements elements = file.sequence_or_none("attachments");
  const std::size_t count = elements.size();
  if (count > attachments_max) {
    file.report("attachments", fmt::format("holds {} attachments, more than {}", count, attachments_max));
    return attachments;
  }
  attachments.reserve(count);
  for (const base::JsonValue element : elements) {
    const base::JsonPlace place = file.at("attachments", attachments.size());
    if (const auto read = read_attachment(element, place, attachments.emplace_back()); !read) {
      file.report(read.error());
      return {};
    }
  }
  return attachments;
}

// `{}` says that there is no appointment, as null does.
std::optional<Appointment> read_appointment_of(base::ObjectReader& file) {
  const auto value = file.value("appointment");
  if (!value || value->is_empty_object()) return std::nullopt;
  auto appointment = read_appointment(*value, file.at("appointment"));
  if (appointment) return *std::move(appointment);
  file.report(appointment.error());
  return std::nullopt;
}

std::optional<Coverage> read_coverage_of(base::ObjectReader& file) {
  const auto value = file.value("insurance");
  if (!value) return std::nullopt;
  auto coverage = read_coverage(*value, file.at("insurance"));
  if (coverage) return *std::move(coverage);
  file.report(coverage.error());
  return std::nullopt;
}

}  // namespace

base::Expected<Appointment> read_appointment(base::JsonValue value, const base::JsonPlace& place) {
  base::ObjectReader in(value, place);
  Appointment appointment;
  // Inside a case it is `id`, in an appointment's own event `appointment`.
  appointment.id = AppointmentId{in.has("id") ? in.text("id") : in.text("appointment")};
  appointment.patient.text = in.text_view_or("patient", "");
  appointment.start = in.instant("start");
  appointment.minutes = static_cast<int>(in.integer_or("minutes", 60, 0, appointment_minutes_max));
  appointment.provider = in.text_view_or("provider", "");
  appointment.operatory = in.text_view_or("operatory", "");
  return in.finished(std::move(appointment));
}

void write_appointment(base::JsonWriter& out, const Appointment& appointment) {
  out.begin_object().member("id", appointment.id.text).member("minutes", appointment.minutes);
  if (!appointment.operatory.empty()) out.member("operatory", appointment.operatory);
  out.member("patient", appointment.patient.text);
  if (!appointment.provider.empty()) out.member("provider", appointment.provider);
  out.member("start", appointment.start).end_object();
}

base::Expected<CaseFile> read_case_file(base::JsonValue value, const base::JsonPlace& place) {
  base::Expected<CaseFile> file(std::in_place);
  if (const auto read = read_case_file(value, place, *file); !read) file = std::unexpected(read.error());
  return file;
}

base::Expected<void> read_case_file(base::JsonValue value, const base::JsonPlace& place, CaseFile& file) {
  base::ObjectReader in(value, place);
  file.patient.text = in.text_view("patient");
  file.prescriber = read_prescriber(in);
  file.lab.text = in.text_view_or("lab", "");
  read_prescription_of(in, file.prescription);
  file.notes = in.text_view_or("notes", "");
  file.attachments = read_attachments(in);
  file.appointment = read_appointment_of(in);
  file.coverage = read_coverage_of(in);
  return in.finished();
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
