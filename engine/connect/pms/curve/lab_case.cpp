// A lab case of Curve's as a case file.
#include "engine/base/json_writer.hpp"
#include "engine/connect/pms/curve/api.hpp"
#include "engine/connect/pms/curve/ids.hpp"
#include "engine/connect/pms/curve/rows.hpp"
#include "engine/model/tooth.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace articulator::connect::curve {
namespace {

constexpr std::size_t files_max = 200;
constexpr std::size_t feedback_max = 100;

using Renamed = std::pair<std::string_view, std::string_view>;  // theirs, ours
constexpr std::array<Renamed, 15> text_members{{{"restoration", "procedure"},
                                                {"cdtCode", "procedure_code"},
                                                {"material", "material"},
                                                {"shade", "shade"},
                                                {"stumpShade", "stump_shade"},
                                                {"marginType", "margin_type"},
                                                {"dieMaterial", "die_material"},
                                                {"ponticDesign", "pontic_design"},
                                                {"arch", "arch"},
                                                {"stage", "stage"},
                                                {"mould", "mould"},
                                                {"occlusalContact", "occlusal"},
                                                {"proximalContact", "contact"},
                                                {"instructions", "instructions"},
                                                {"dueOn", "due_date"}}};
constexpr std::array<std::string_view, 4> implant_members{"system", "platform", "abutment", "retention"};

constexpr std::array<Renamed, 4> other_words{{{"perTooth", "per_tooth"},
                                              {"alternateBenefits", "alternate_benefits"},
                                              {"paysAs", "pays_as"},
                                              {"sizeMm", "size_mm"}}};

std::string_view ours(std::string_view key) {
  for (const auto& [theirs, word] : other_words)
    if (theirs == key) return word;
  return key;
}

// A value with our words for its members.
void write_renamed(base::JsonWriter& out, const base::JsonValue& value) {
  if (value.is(base::JsonKind::object)) {
    out.begin_object();
    for (const base::JsonValue::Member& member : value.members()) {
      out.key(ours(member.key));
      write_renamed(out, member.value);
    }
    out.end_object();
  } else if (value.is(base::JsonKind::array)) {
    out.begin_array();
    for (const base::JsonValue& element : value.elements())
      write_renamed(out, element);
    out.end_array();
  } else {
    out.raw(value.dump());
  }
}

// What was written where a text belongs: a number is its digits, for validation to speak of.
std::optional<std::string> as_text(const base::JsonValue& value) {
  if (const auto text = value.text()) return std::string(*text);
  if (value.is(base::JsonKind::null) || value.is(base::JsonKind::array) || value.is(base::JsonKind::object))
    return std::nullopt;
  return value.dump();
}

// As the log format wants it, Universal. What is no FDI tooth stays, for validation to speak of.
std::string universal(std::string tooth, bool fdi_teeth) {
  if (!fdi_teeth || tooth.empty()) return tooth;
  const auto known = model::ToothNumber::from_fdi(tooth);
  return known ? known->universal() : "FDI " + tooth;
}

void write_teeth(base::JsonWriter& out, const base::JsonValue& rx, const Renamed& list, bool fdi_teeth) {
  const auto teeth = rx.find(list.first);
  if (!teeth || !teeth->is(base::JsonKind::array)) return;
  out.key(list.second).begin_array();
  for (const base::JsonValue& element : teeth->elements())
    if (auto tooth = as_text(element)) out.text(universal(*std::move(tooth), fdi_teeth));
  out.end_array();
}

std::string prescription_json(const base::JsonValue& rx, bool fdi_teeth) {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object();
  for (const auto& [theirs, key] : text_members) {
    const auto value = rx.find(theirs);
    if (const auto text = value ? as_text(*value) : std::nullopt) out.member(key, *text);
  }
  write_teeth(out, rx, {"toothNumbers", "teeth"}, fdi_teeth);
  write_teeth(out, rx, {"ponticTeeth", "pontics"}, fdi_teeth);
  if (const auto wanted = rx.find("physicalModel"))
    out.member("physical_model", as_text(*wanted).value_or("") == "true");
  if (const auto implant = rx.find("implant"); implant && implant->is(base::JsonKind::object)) {
    out.key("implant").begin_object();
    for (const std::string_view key : implant_members) {
      const auto value = implant->find(key);
      if (const auto text = value ? as_text(*value) : std::nullopt) out.member(key, *text);
    }
    out.end_object();
  }
  out.end_object();
  return json;
}

void add_remark(std::string& remark, const std::string& more) {
  remark += (remark.empty() ? "" : "; ") + more;
}

void read_files(const base::JsonValue& row, base::JsonParser& inner, LabCaseRow& read) {
  const auto files = row.find("files");
  if (!files) return;
  for (const base::JsonValue& element : files->elements()) {
    if (read.files.size() == files_max) return add_remark(read.remark, "more than 200 files");
    std::string json;
    base::JsonWriter out(json);
    out.begin_object().member("name", text_in(element, "fileName"));
    out.member("kind", text_in(element, "category")).member("bytes", number_in(element, "sizeBytes"));
    out.member("sha256", text_in(element, "sha256"));
    if (const auto mesh = element.find("meshReport"); mesh && mesh->is(base::JsonKind::object)) {
      out.key("mesh");
      write_renamed(out, *mesh);
    }
    out.end_object();
    const auto document = inner.parse(json);
    auto attachment = document
                          ? model::read_attachment(*document, "/files/" + std::to_string(read.files.size()))
                          : base::Expected<model::Attachment>(std::unexpected(document.error()));
    if (!attachment) {
      add_remark(read.remark, attachment.error().text());
      continue;
    }
    const auto content = element.find("hasContent");
    read.file.attachments.push_back(*attachment);
    read.files.push_back({text_in(element, "id"), content && content->boolean() == true, *attachment});
  }
}

void read_coverage(const base::JsonValue& row, base::JsonParser& inner, LabCaseRow& read) {
  const auto benefits = row.find("benefits");
  if (!benefits || !benefits->is(base::JsonKind::object)) return;
  std::string json;
  base::JsonWriter out(json);
  write_renamed(out, *benefits);
  const auto document = inner.parse(json);
  if (!document) return add_remark(read.remark, document.error().text());
  auto coverage = model::read_coverage(*document, "/benefits");
  if (coverage)
    read.file.coverage = *std::move(coverage);
  else
    add_remark(read.remark, coverage.error().text());
}

void read_prescriber(const base::JsonValue& row, model::Prescriber& prescriber) {
  const auto value = row.find("prescriber");
  if (!value) return;
  const std::string id = text_in(*value, "id");
  if (!id.empty()) prescriber.id = model::PersonId(log_id(provider_prefix, id));
  prescriber.name = text_in(*value, "fullName");
  prescriber.license = text_in(*value, "licenseNumber");
  const auto is_signed = value->find("rxSigned");
  prescriber.is_signed = is_signed && is_signed->boolean() == true;
}

}  // namespace

base::Expected<LabCaseRow> read_lab_case(const base::JsonValue& row, bool fdi_teeth,
                                         base::JsonParser& inner) {
  LabCaseRow read;
  const std::string id = text_in(row, "id");
  read.id = model::CaseId(log_id(lab_case_prefix, id));
  read.revision = number_in(row, "revision");
  read.patient = text_in(row, "patientId");
  if (id.empty() || read.revision <= 0 || read.patient.empty())
    return base::failure(id.empty() ? "a lab case" : id, "has no id, no revision or no patient");
  read.appointment = log_id(appointment_prefix, text_in(row, "seatVisitId"));
  read.sent = text_in(row, "sentAt");
  read.received = text_in(row, "receivedAt");
  const auto seated = row.find("seated");
  read.seated = seated && seated->boolean() == true;
  if (const auto cancelled = row.find("cancellation"); cancelled && cancelled->is(base::JsonKind::object))
    read.cancelled = text_in(*cancelled, "reason");
  if (const auto feedback = row.find("clinicalFeedback"))
    for (const base::JsonValue& element : feedback->elements())
      if (const auto text = element.text(); text && read.feedback.size() < feedback_max)
        read.feedback.emplace_back(*text);
  const auto work = row.find("labWork");
  read.has_lab_work = work && work->is(base::JsonKind::object);

  read.file.patient = model::PatientId(log_id(patient_prefix, read.patient));
  read_prescriber(row, read.file.prescriber);
  read.file.lab = model::LabId(text_in(row, "laboratoryName"));
  read.file.notes = text_in(row, "notes");
  read_files(row, inner, read);
  read_coverage(row, inner, read);
  if (const auto rx = row.find("rx")) {
    const auto document = inner.parse(prescription_json(*rx, fdi_teeth));
    auto prescription = document ? model::read_prescription(*document, "/rx")
                                 : base::Expected<model::Prescription>(std::unexpected(document.error()));
    if (prescription)
      read.file.prescription = *std::move(prescription);
    else
      add_remark(read.remark, prescription.error().text());
  }
  return read;
}

}  // namespace articulator::connect::curve
