#include "simulators/pms/curve/render.hpp"

#include "engine/base/json_writer.hpp"
#include "simulators/pms/curve/ids.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace articulator::simulators::curve {
namespace {

using office::RxValue;
using Word = std::pair<std::string_view, std::string_view>;

// The log's key and Curve's; a key that is not here goes out in camelCase.
constexpr std::array<Word, 7> rx_words{{{"procedure", "restoration"},
                                        {"procedure_code", "cdtCode"},
                                        {"occlusal", "occlusalContact"},
                                        {"contact", "proximalContact"},
                                        {"due_date", "dueOn"},
                                        {"teeth", "toothNumbers"},
                                        {"pontics", "ponticTeeth"}}};
constexpr std::string_view implant_prefix = "implant.";

std::string camel(std::string_view snake) {
  std::string word;
  bool upper = false;
  for (const char c : snake) {
    if (c == '_') {
      upper = true;
      continue;
    }
    word += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    upper = false;
  }
  return word;
}

// A value of the log format with this wire's names.
void write_camel(base::JsonWriter& out, const base::JsonValue& value) {
  if (value.is(base::JsonKind::object)) {
    out.begin_object();
    for (const base::JsonValue::Member& member : value.members()) {
      out.key(camel(member.key));
      write_camel(out, member.value);
    }
    out.end_object();
  } else if (value.is(base::JsonKind::array)) {
    out.begin_array();
    for (const base::JsonValue& element : value.elements())
      write_camel(out, element);
    out.end_array();
  } else {
    out.raw(value.dump());
  }
}

// Empty text: null.
void write_camel(base::JsonWriter& out, std::string_view name, const std::string& json) {
  base::JsonParser parser;
  const auto value = parser.parse(json);
  out.key(name);
  if (value)
    write_camel(out, *value);
  else
    out.null();
}

void write_rx(base::JsonWriter& out, const office::LabCase& row) {
  out.key("rx").begin_object();
  bool has_implant = false;
  for (const RxValue& value : row.prescription) {
    if (value.key.starts_with(implant_prefix)) {
      has_implant = true;
    } else if (value.key == "tooth") {
      out.key("toothNumbers").raw("[" + value.json + "]");
    } else {
      const auto word = std::ranges::find(rx_words, std::string_view(value.key), &Word::first);
      out.key(word == rx_words.end() ? camel(value.key) : std::string(word->second)).raw(value.json);
    }
  }
  if (has_implant) {
    out.key("implant").begin_object();
    for (const RxValue& value : row.prescription)
      if (value.key.starts_with(implant_prefix))
        out.key(camel(std::string_view(value.key).substr(implant_prefix.size()))).raw(value.json);
    out.end_object();
  }
  out.end_object();
}

void write_files(base::JsonWriter& out, const office::LabCase& row) {
  out.key("files").begin_array();
  for (const office::Attachment& file : row.attachments) {
    out.begin_object().member("id", to_wire(file_ids, file.id)).member("fileName", file.name);
    out.member("category", file.kind);
    if (file.bytes) out.member("sizeBytes", *file.bytes);
    out.member("sha256", file.sha256).member("hasContent", !file.content.empty());
    write_camel(out, "meshReport", file.mesh);
    out.end_object();
  }
  out.end_array();
}

void write_instant(base::JsonWriter& out, std::string_view key, const std::optional<base::Instant>& at) {
  out.key(key);
  if (at)
    out.instant(*at);
  else
    out.null();
}

void write_text(base::JsonWriter& out, std::string_view key, std::string_view text) {
  out.key(key);
  if (text.empty())
    out.null();
  else
    out.text(text);
}

void write_lab_work(base::JsonWriter& out, const office::LabWord& word) {
  out.key("labWork");
  if (word == office::LabWord{}) {
    out.null();
    return;
  }
  const auto text = [&out](std::string_view key, std::string_view value) {
    if (!value.empty()) out.member(key, value);
  };
  out.begin_object();
  text("stage", word.stage);
  text("trackingNumber", word.tracking);
  text("shipBy", word.ship_by);
  text("carrier", word.carrier);
  text("carrierTrackingNumber", word.carrier_tracking);
  text("estimatedDelivery", word.delivery);
  out.end_object();
}

void write_stamp(base::JsonWriter& out, std::string_view id, const office::Stamp& stamp) {
  out.member("id", id).member("revision", static_cast<std::int64_t>(stamp.revision));
  out.member("createdAt", stamp.created).member("updatedAt", stamp.changed);
}

void write_prescriber(base::JsonWriter& out, const State& state, const office::LabCase& row) {
  out.key("prescriber");
  if (row.provider.empty()) {
    out.null();
    return;
  }
  const office::Provider* provider = state.office.provider(row.provider);
  out.begin_object().member("id", to_wire(provider_ids, row.provider));
  out.member("fullName", provider == nullptr ? "" : std::string_view(provider->name));
  out.member("licenseNumber", provider == nullptr ? "" : std::string_view(provider->license));
  if (row.is_signed) out.member("rxSigned", *row.is_signed);
  out.end_object();
}

std::string_view consent_word(const std::optional<bool>& consent) {
  return !consent ? "unknown" : *consent ? "optedIn" : "optedOut";
}

std::string_view visit_word(office::Visit visit) {
  return visit == office::Visit::scheduled  ? "scheduled"
         : visit == office::Visit::complete ? "completed"
                                            : "cancelled";
}

void write_external(base::JsonWriter& out, const State& state, std::string_view log_id) {
  const auto extra = state.extras.find(log_id);
  if (extra == state.extras.end()) return;
  write_text(out, "externalId", extra->second.external_id);
  if (!extra->second.tentative_until.empty()) out.member("tentativeUntil", extra->second.tentative_until);
}

}  // namespace

std::string case_json(const State& state, const office::LabCase& row) {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object();
  write_stamp(out, to_wire(case_ids, row.id), row.stamp);
  out.member("patientId", to_wire(patient_ids, row.patient));
  write_prescriber(out, state, row);
  write_text(out, "laboratoryName", row.lab_name);
  write_rx(out, row);
  out.member("notes", row.notes);
  write_files(out, row);
  write_camel(out, "benefits", row.insurance);
  write_text(out, "seatVisitId",
             row.appointment.empty() ? std::string() : to_wire(appointment_ids, row.appointment));
  write_instant(out, "sentAt", row.sent);
  write_instant(out, "receivedAt", row.received);
  out.member("seated", row.seated).key("cancellation");
  if (row.cancelled.empty())
    out.null();
  else
    out.begin_object().member("reason", row.cancelled).end_object();
  out.key("clinicalFeedback").begin_array();
  for (const std::string& text : row.feedback)
    out.text(text);
  out.end_array();
  write_lab_work(out, row.lab_word);
  out.end_object();
  return json;
}

std::string patient_json(const State&, const office::Patient& row) {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object();
  write_stamp(out, to_wire(patient_ids, row.id), row.stamp);
  out.member("firstName", row.first_name).member("lastName", row.last_name);
  write_text(out, "dateOfBirth", row.birth_date);
  write_text(out, "email", row.email);
  write_text(out, "mobilePhone", row.phone);
  out.key("communication").begin_object().member("text", consent_word(row.sms));
  out.member("portal", consent_word(row.portal)).member("email", consent_word(row.mail));
  write_text(out, "preferred", channel_of(row.prefers));
  out.end_object().key("allergies").begin_array();
  for (const std::string& allergy : row.allergies)
    out.text(allergy);
  out.end_array().key("toothChart").begin_object();
  for (const auto& [tooth, state] : row.chart)
    out.member(tooth, state);
  out.end_object().end_object();
  return json;
}

std::string provider_json(const office::Provider& row) {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object();
  write_stamp(out, to_wire(provider_ids, row.id), row.stamp);
  out.member("fullName", row.name).member("licenseNumber", row.license).end_object();
  return json;
}

std::string appointment_json(const State& state, const office::Appointment& row) {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object();
  write_stamp(out, to_wire(appointment_ids, row.id), row.stamp);
  out.member("patientId", to_wire(patient_ids, row.patient));
  write_text(out, "labCaseId", row.lab_case.empty() ? std::string() : to_wire(case_ids, row.lab_case));
  out.member("startsAt", row.start).member("minutes", row.minutes);
  out.member("providerId", to_wire(provider_ids, row.provider));
  out.member("operatoryId", to_wire(operatory_ids, row.operatory)).member("status", visit_word(row.visit));
  if (!row.held_for.empty()) out.member("tentativeForLabCaseId", to_wire(case_ids, row.held_for));
  write_external(out, state, row.id);
  out.end_object();
  return json;
}

std::string note_json(const State& state, const office::ChartNote& row) {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object();
  write_stamp(out, to_wire(note_ids, row.id), row.stamp);
  out.member("patientId", to_wire(patient_ids, row.patient));
  out.member("labCaseId", to_wire(case_ids, row.lab_case)).member("body", row.text);
  write_external(out, state, row.id);
  out.end_object();
  return json;
}

std::string message_json(const State& state, const office::Message& row) {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object();
  write_stamp(out, to_wire(message_ids, row.id), row.stamp);
  out.member("patientId", to_wire(patient_ids, row.patient));
  write_text(out, "labCaseId", row.lab_case.empty() ? std::string() : to_wire(case_ids, row.lab_case));
  out.member("direction", row.direction == office::Direction::to_patient ? "outbound" : "inbound");
  out.member("channel", channel_of(row.medium)).member("body", row.text);
  write_text(out, "template", row.milestone);
  write_external(out, state, row.id);
  out.end_object();
  return json;
}

std::string etag_of(std::string_view wire_id, const office::Stamp& stamp) {
  return fmt::format("\"{}.{}\"", wire_id, stamp.revision);
}

std::string_view channel_of(std::string_view medium) {
  return medium == "sms" ? "text" : medium;
}

std::string_view medium_of(std::string_view channel) {
  if (channel == "text") return "sms";
  if (channel == "portal" || channel == "email") return channel;
  return {};
}

std::string change_type(const State& state, const office::Change& change) {
  const std::string_view how = change.action == office::Action::added     ? "created"
                               : change.action == office::Action::changed ? "updated"
                                                                          : "deleted";
  switch (change.kind) {
    case office::Kind::patient:
      return fmt::format("patient.{}", how);
    case office::Kind::provider:
      return fmt::format("provider.{}", how);
    case office::Kind::lab_case:
      return fmt::format("labCase.{}", how);
    case office::Kind::appointment:
      return fmt::format("appointment.{}", how);
    case office::Kind::chart_note:
      return fmt::format("chartNote.{}", how);
    case office::Kind::message: {
      const auto row = state.office.messages().find(change.id);
      const bool inbound =
          row != state.office.messages().end() && row->second.direction == office::Direction::from_patient;
      return inbound ? "message.received" : "message.sent";
    }
  }
  return {};
}

std::string change_wire_id(const office::Change& change) {
  constexpr std::array<std::pair<office::Kind, IdKind>, 6> kinds{
      {{office::Kind::patient, patient_ids},
       {office::Kind::provider, provider_ids},
       {office::Kind::lab_case, case_ids},
       {office::Kind::appointment, appointment_ids},
       {office::Kind::chart_note, note_ids},
       {office::Kind::message, message_ids}}};
  for (const auto& [kind, ids] : kinds)
    if (kind == change.kind) return to_wire(ids, change.id);
  return change.id;
}

}  // namespace articulator::simulators::curve
