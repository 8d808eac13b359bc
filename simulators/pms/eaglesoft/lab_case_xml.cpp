#include "simulators/pms/eaglesoft/lab_case_xml.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/json_reader.hpp"

#include <cstdlib>

#include <fmt/format.h>

namespace articulator::simulators::eaglesoft {
namespace {

std::string_view state_of(const office::LabCase& row) {
  if (!row.cancelled.empty()) return "Cancelled";
  if (row.seated) return "Seated";
  if (row.received) return "Received";
  return row.sent ? "Sent" : "Draft";
}

std::string as_text(const base::JsonValue& value) {
  return value.text() ? std::string(*value.text()) : value.dump();
}

void write_value(XmlWriter& out, std::string_view key, const base::JsonValue& value) {
  const std::string name = pascal_case(key);
  if (!value.is(base::JsonKind::array)) {
    out.add(name, as_text(value));
    return;
  }
  XmlWriter list = out.inside(name);
  for (const base::JsonValue& one : value.elements())
    list.add("Tooth", as_text(one));
}

void write_prescription(XmlWriter& out, const office::LabCase& row) {
  constexpr std::string_view implant = "implant.";
  XmlWriter prescription = out.inside("Prescription");
  base::JsonParser parser;
  bool has_implant = false;
  for (const office::RxValue& value : row.prescription) {
    if (value.key.starts_with(implant)) {
      has_implant = true;
    } else if (const auto json = parser.parse(value.json)) {
      write_value(prescription, value.key, *json);
    }
  }
  if (!has_implant) return;
  XmlWriter of_implant = prescription.inside("Implant");
  for (const office::RxValue& value : row.prescription)
    if (value.key.starts_with(implant))
      if (const auto json = parser.parse(value.json))
        write_value(of_implant, std::string_view(value.key).substr(implant.size()), *json);
}

void write_json(XmlWriter& out, std::string_view name, const std::string& json) {
  if (json.empty()) return;
  base::JsonParser parser;
  if (const auto value = parser.parse(json)) out.add_json(name, *value);
}

void write_attachments(XmlWriter& out, const office::LabCase& row) {
  XmlWriter list = out.inside("Attachments");
  for (const office::Attachment& attachment : row.attachments) {
    XmlWriter one = list.inside("Attachment");
    one.add("FileKey", number_of(attachment.id)).add("Name", attachment.name).add("Kind", attachment.kind);
    if (attachment.bytes)
      one.inside("Bytes").attribute("Type", "Integer").set(std::to_string(*attachment.bytes));
    if (!attachment.sha256.empty()) one.add("Sha256", attachment.sha256);
    write_json(one, "Mesh", attachment.mesh);
    if (!attachment.content.empty()) one.add("Content", base::base64_encode(attachment.content));
  }
}

void write_prescriber(XmlWriter& out, const office::Office& office, const office::LabCase& row) {
  XmlWriter prescriber = out.inside("Prescriber");
  const office::Provider* provider = office.provider(row.provider);
  if (!row.provider.empty()) prescriber.add("ProviderKey", number_of(row.provider));
  if (provider != nullptr) prescriber.add("Name", provider->name).add("License", provider->license);
  if (row.is_signed) prescriber.add("Signed", *row.is_signed ? "true" : "false");
}

void write_progress(XmlWriter& out, const office::LabWord& word) {
  if (word == office::LabWord{}) return;
  XmlWriter progress = out.inside("Progress");
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) progress.add(name, value);
  };
  add("Stage", pascal_case(word.stage));
  add("TrackingNumber", word.tracking);
  add("ShipBy", word.ship_by);
  add("Carrier", word.carrier);
  add("CarrierTracking", word.carrier_tracking);
  add("DeliveryOn", word.delivery);
}

}  // namespace

std::string number_of(std::string_view id) {
  const std::size_t dash = id.find('-');
  return dash == std::string_view::npos ? std::string() : std::string(id.substr(dash + 1));
}

std::string xml_time(const base::TimeZone& zone, base::Instant instant) {
  const base::LocalTime local = zone.local(instant);
  const auto offset_minutes = zone.offset(instant).count() / 60'000;
  const auto ms = local.ms_of_day;
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}{}{:02}:{:02}", base::format_date(local.date), ms / 3'600'000,
                     ms / 60'000 % 60, ms / 1'000 % 60, ms % 1'000, offset_minutes < 0 ? '-' : '+',
                     std::abs(offset_minutes) / 60, std::abs(offset_minutes) % 60);
}

void write_lab_case_line(XmlWriter& out, const office::LabCase& row) {
  XmlWriter line = out.inside("LabCase");
  line.add("Key", number_of(row.id)).add("State", state_of(row));
}

void write_lab_case(XmlWriter& out, const office::Office& office, const office::LabCase& row) {
  const base::TimeZone& zone = office.setup().zone;
  XmlWriter element = out.inside("LabCase");
  element.add("Key", number_of(row.id)).add("PatientKey", number_of(row.patient));
  write_prescriber(element, office, row);
  element.add("Laboratory", row.lab_name.empty() ? row.lab : row.lab_name).add("State", state_of(row));
  if (row.sent) element.add("SentOn", xml_time(zone, *row.sent));
  if (row.received) element.add("ReceivedOn", xml_time(zone, *row.received));
  if (!row.cancelled.empty()) element.add("CancelReason", row.cancelled);
  for (const std::string& complaint : row.feedback)
    element.add("Complaint", complaint);
  if (!row.appointment.empty()) element.add("AppointmentKey", number_of(row.appointment));
  element.add("Notes", row.notes);
  write_prescription(element, row);
  write_attachments(element, row);
  write_json(element, "Insurance", row.insurance);
  write_progress(element, row.lab_word);
}

}  // namespace articulator::simulators::eaglesoft
