// A lab case as the box writes it, in XML.
#include "engine/base/json_writer.hpp"
#include "engine/base/words.hpp"
#include "engine/connect/pms/eaglesoft/ids.hpp"
#include "engine/connect/pms/eaglesoft/rows.hpp"
#include "engine/model/tooth.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace articulator::connect::eaglesoft {
namespace {

constexpr std::array<base::Word<CaseState>, 5> state_words{{{CaseState::draft, "Draft"},
                                                            {CaseState::sent, "Sent"},
                                                            {CaseState::received, "Received"},
                                                            {CaseState::seated, "Seated"},
                                                            {CaseState::cancelled, "Cancelled"}}};
constexpr std::size_t teeth_max = 52;  // every tooth there is
constexpr std::size_t attachments_max = 200;

bool same_but_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

// As the log format wants it, Universal. What is no FDI tooth stays, for validation to speak of.
std::string universal(const std::string& tooth, bool fdi_teeth) {
  if (!fdi_teeth || tooth.empty()) return tooth;
  const auto known = model::ToothNumber::from_fdi(tooth);
  return known ? known->universal() : "FDI " + tooth;
}

void write_teeth(base::JsonWriter& out, pugi::xml_node list, bool fdi_teeth) {
  out.begin_array();
  std::size_t count = 0;
  for (const pugi::xml_node tooth : list.children())
    if (tooth.type() == pugi::node_element && ++count <= teeth_max)
      out.text(universal(text_of(tooth), fdi_teeth));
  out.end_array();
}

// Every value is text in Eaglesoft, whatever it should be: what a clinician wrote is what is judged. A model
// is wanted or not.
std::string prescription_json(pugi::xml_node prescription, bool fdi_teeth) {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object();
  for (const pugi::xml_node value : prescription.children()) {
    if (value.type() != pugi::node_element) continue;
    const std::string key = snake_case(local_name(value));
    out.key(key);
    if (key == "teeth" || key == "pontics") {
      write_teeth(out, value, fdi_teeth);
    } else if (key == "implant") {
      out.begin_object();
      for (const pugi::xml_node part : value.children())
        if (part.type() == pugi::node_element) out.member(snake_case(local_name(part)), text_of(part));
      out.end_object();
    } else if (key == "physical_model") {
      out.boolean(text_of(value) == "true");
    } else {
      out.text(key == "tooth" ? universal(text_of(value), fdi_teeth) : text_of(value));
    }
  }
  out.end_object();
  return json;
}

void add_remark(std::string& remark, const std::string& more) {
  constexpr std::size_t chars_max = 2'000;
  if (remark.size() > chars_max) return;
  remark += (remark.empty() ? "" : "; ") + more;
}

void read_prescription(LabCaseRow& row, XmlReader& in, const Writing& writing, base::JsonParser& parser) {
  const pugi::xml_node node = child_of(in.node(), "Prescription");
  const std::string json = prescription_json(node, writing.fdi_teeth);
  const auto value = parser.parse(json);
  auto read = value ? model::read_prescription(*value, in.path() + "/Prescription")
                    : base::Expected<model::Prescription>(std::unexpected(value.error()));
  if (read)
    row.file.prescription = *std::move(read);
  else
    add_remark(row.remark, read.error().text());
}

std::string attachment_json(pugi::xml_node node) {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object();
  for (const pugi::xml_node value : node.children())
    if (value.type() == pugi::node_element) write_json(out.key(snake_case(local_name(value))), value);
  out.end_object();
  return json;
}

void read_attachments(LabCaseRow& row, XmlReader& in, base::JsonParser& parser) {
  if (!in.has("Attachments")) return;
  for (const XmlReader& one : in.child("Attachments").children("Attachment")) {
    if (row.file.attachments.size() == attachments_max) break;
    const std::string json = attachment_json(one.node());
    const auto value = parser.parse(json);
    auto read = value ? model::read_attachment(*value, one.path())
                      : base::Expected<model::Attachment>(std::unexpected(value.error()));
    if (read)
      row.file.attachments.push_back(*std::move(read));
    else
      add_remark(row.remark, read.error().text());
  }
}

void read_coverage(LabCaseRow& row, XmlReader& in, base::JsonParser& parser) {
  const pugi::xml_node node = child_of(in.node(), "Insurance");
  if (!node) return;
  std::string json;
  base::JsonWriter out(json);
  write_json(out, node);
  const auto value = parser.parse(json);
  auto read = value ? model::read_coverage(*value, in.path() + "/Insurance")
                    : base::Expected<model::Coverage>(std::unexpected(value.error()));
  if (read)
    row.file.coverage = *std::move(read);
  else
    add_remark(row.remark, read.error().text());
}

void read_prescriber(LabCaseRow& row, XmlReader& in) {
  if (!in.has("Prescriber")) return;
  XmlReader prescriber = in.child("Prescriber");
  const std::int64_t key = prescriber.integer_or("ProviderKey", 0, 0, key_max);
  row.file.prescriber.id = model::PersonId(id_of(key, provider_prefix));
  row.file.prescriber.name = prescriber.text_or("Name", "");
  row.file.prescriber.license = prescriber.text_or("License", "");
  row.file.prescriber.is_signed = prescriber.boolean("Signed").value_or(false);
  in.report(prescriber.error());
}

model::LabId lab_of(const std::string& name, const Writing& writing) {
  for (const LabName& known : writing.labs)
    if (same_but_case(known.name, name)) return known.lab;
  return model::LabId(name);
}

}  // namespace

base::Expected<LabCaseRow> read_lab_case(XmlReader in, const Writing& writing, base::JsonParser& parser) {
  LabCaseRow row;
  row.key = in.integer("Key", 1, key_max);
  row.patient = in.integer("PatientKey", 1, key_max);
  row.appointment = in.integer_or("AppointmentKey", 0, 0, key_max);
  const auto state = base::value_of(state_words, in.text("State"));
  if (!state) in.report("State", "is no state of a lab case");
  row.state = state.value_or(CaseState::draft);
  row.sent = in.instant("SentOn");
  row.received = in.instant("ReceivedOn");
  row.cancel_reason = in.text_or("CancelReason", "");
  for (const XmlReader& complaint : in.children("Complaint"))
    row.complaints.push_back(text_of(complaint.node()));
  row.has_progress = in.has("Progress");
  row.file.patient = model::PatientId(id_of(row.patient, patient_prefix));
  row.file.lab = lab_of(in.text_or("Laboratory", ""), writing);
  row.file.notes = in.text_or("Notes", "");
  read_prescriber(row, in);
  if (in.error()) return std::unexpected(*in.error());
  read_prescription(row, in, writing, parser);
  read_attachments(row, in, parser);
  read_coverage(row, in, parser);
  return row;
}

}  // namespace articulator::connect::eaglesoft
