#include "engine/connect/pms/dentrix/rows.hpp"

#include "engine/base/json_writer.hpp"
#include "engine/base/words.hpp"
#include "engine/connect/pms/dentrix/ids.hpp"
#include "engine/connect/pms/dentrix/session.hpp"
#include "engine/model/identity.hpp"
#include "engine/model/opt_out.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace articulator::connect::dentrix {
namespace {

constexpr std::size_t entries_max = 200;  // of any list in a row

using base::JsonKind;
using base::JsonValue;

std::vector<JsonValue> entries(const JsonValue& row, std::string_view member) {
  const auto list = row.find(member);
  std::vector<JsonValue> all = list ? list->elements() : std::vector<JsonValue>{};
  if (all.size() > entries_max) all.resize(entries_max);
  return all;
}

std::optional<base::Instant> instant_in(const JsonValue& row, std::string_view member) {
  const auto value = row.find(member);
  const auto text = value ? value->text() : std::nullopt;
  if (!text) return std::nullopt;
  const auto instant = base::parse_instant(*text);
  return instant ? std::optional(*instant) : std::nullopt;
}

bool boolean_in(const JsonValue& row, std::string_view member) {
  const auto value = row.find(member);
  return value && value->boolean().value_or(false);
}

std::int64_t number_at(const JsonValue& row, std::string_view member, Resource resource) {
  return number_of(resource, ref_in(row, member)).value_or(0);
}

base::Expected<std::int64_t> own_number(const JsonValue& row, Resource resource, std::string_view what) {
  const std::string id = text_in(row, "id");
  if (const auto number = number_of(resource, id)) return *number;
  return base::failure("", "a row of " + std::string(what) + " has no id that can be read");
}

// [D] of the office's own words, and what they mean for a seat visit. Any other: the visit stands.
constexpr std::array<base::Word<Standing>, 3> standings{{{Standing::complete, "COMPLETE"},
                                                         {Standing::off_the_schedule, "BROKEN"},
                                                         {Standing::off_the_schedule, "NO_SHOW"}}};

constexpr std::array<base::Word<model::Medium>, 3> channels{
    {{model::Medium::sms, "SMS"}, {model::Medium::portal, "PORTAL"}, {model::Medium::email, "EMAIL"}}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> categories{
    {{"SCAN_PREPARATION", "scan.prep"},
     {"SCAN_OPPOSING", "scan.opposing"},
     {"SCAN_BITE", "scan.bite"},
     {"PHOTO_SHADE", "photo.shade"},
     {"PHOTO", "photo"},
     {"CBCT_DICOM", "dicom"},
     {"FORM", "form"}}};

std::string kind_of(const std::string& category) {
  for (const auto& [word, kind] : categories)
    if (word == category) return std::string(kind);
  return category;
}

std::optional<bool> consent_in(const JsonValue& communication, std::string_view member) {
  const std::string word = text_in(communication, member);
  if (word == "OPTED_IN") return true;
  if (word == "OPTED_OUT") return false;
  return std::nullopt;
}

Word word_of(std::string_view body) {
  const auto consents = model::consent_said(body);
  if (!consents) return Word::none;
  return *consents ? Word::start : Word::stop;
}

CaseContent read_content(const JsonValue& row) {
  CaseContent read;
  read.patient = number_at(row, "patient", Resource::patient);
  read.provider = number_at(row, "provider", Resource::provider);
  read.lab = number_at(row, "lab", Resource::lab);
  read.appointment = number_at(row, "appointment", Resource::appointment);
  read.due = text_in(row, "dueDate");
  read.note = text_in(row, "note");
  read.is_signed = boolean_in(row, "signedByProvider");
  for (const JsonValue& item : entries(row, "lineItems"))
    read.items.push_back({text_in(item, "serviceCode"), text_in(item, "tooth")});
  for (const JsonValue& field : entries(row, "customFields"))
    read.fields.emplace_back(text_in(field, "name"), text_in(field, "value"));
  for (const JsonValue& document : entries(row, "documents"))
    if (const auto number = number_of(Resource::document, text_in(document, "id")))
      read.documents.push_back(*number);
  const auto coverage = row.find("coverage");
  if (coverage && coverage->is(JsonKind::object)) read.coverage = coverage->dump();
  return read;
}

}  // namespace

base::Expected<LabCaseRow> read_lab_case(const JsonValue& row) {
  const auto number = own_number(row, Resource::lab_case, "lab cases");
  if (!number) return std::unexpected(number.error());
  LabCaseRow read;
  read.number = *number;
  read.modified = instant_in(row, "lastModified").value_or(base::Instant{});
  read.deleted = boolean_in(row, "deleted");
  if (read.deleted) return read;
  read.received = text_in(row, "status") == "RECEIVED";
  read.sent = instant_in(row, "sentDate");
  const auto voided = row.find("voided");
  if (voided && voided->is(JsonKind::object)) read.void_reason = text_in(*voided, "reason");
  for (const JsonValue& remark : entries(row, "remarks"))
    read.remarks.push_back(text_in(remark, "text"));
  const auto tracking = row.find("labTracking");
  read.has_tracking = tracking && tracking->is(JsonKind::object);
  read.content = read_content(row);
  if (read.content.patient == 0)
    return base::failure(log_id(Resource::lab_case, *number), "it names no patient");
  return read;
}

base::Expected<PatientRow> read_patient(const JsonValue& row) {
  const auto number = own_number(row, Resource::patient, "patients");
  if (!number) return std::unexpected(number.error());
  PatientRow read;
  read.number = *number;
  read.modified = instant_in(row, "lastModified").value_or(base::Instant{});
  model::Patient& patient = read.patient;
  patient.id = model::PatientId(log_id(Resource::patient, *number));
  if (const auto communication = row.find("communication")) {
    patient.sms = consent_in(*communication, "textMessages");
    patient.portal = consent_in(*communication, "portal");
    patient.email = consent_in(*communication, "email");
    patient.prefers = base::value_of(channels, text_in(*communication, "preferredChannel"));
  }
  for (const JsonValue& alert : entries(row, "medicalAlerts"))
    if (text_in(alert, "type") == "ALLERGY") patient.allergies.push_back(text_in(alert, "description"));
  for (const JsonValue& entry : entries(row, "toothChart")) {
    const auto tooth = model::ToothNumber::from_universal(text_in(entry, "tooth"));
    const std::string condition = text_in(entry, "condition");
    if (!tooth) continue;
    if (condition == "PRESENT") patient.chart[*tooth] = model::ToothState::present;
    if (condition == "MISSING") patient.chart[*tooth] = model::ToothState::missing;
    if (condition == "EXTRACTED") patient.chart[*tooth] = model::ToothState::extracted;
  }
  patient.identity.ids = {model::print_of_id(patient.id.text), model::print_of_id(std::to_string(*number)),
                          model::print_of_id(text_in(row, "id"))};
  patient.identity.name = model::print_of_name(text_in(row, "lastName"), text_in(row, "firstName"));
  patient.identity.birth_date = model::print_of_birth_date(text_in(row, "dateOfBirth"));
  return read;
}

base::Expected<MessageRow> read_message(const JsonValue& row) {
  MessageRow read;
  read.id = text_in(row, "id");
  read.patient = number_at(row, "patient", Resource::patient);
  if (read.id.empty() || read.patient == 0) return base::failure("", "a message names no patient");
  read.created = instant_in(row, "created").value_or(base::Instant{});
  read.medium = base::value_of(channels, text_in(row, "channel"));
  read.inbound = text_in(row, "direction") == "INBOUND";
  read.category = text_in(row, "category");
  read.lab_case = ref_in(row, "labCase");
  if (read.inbound) read.word = word_of(text_in(row, "body"));
  return read;
}

base::Expected<ProviderRow> read_provider(const JsonValue& row) {
  const auto number = own_number(row, Resource::provider, "providers");
  if (!number) return std::unexpected(number.error());
  ProviderRow read{*number, text_in(row, "displayName"), {}};
  for (const JsonValue& license : entries(row, "licenses"))
    if (text_in(license, "type") == "STATE") read.license = text_in(license, "number");
  return read;
}

base::Expected<LabRow> read_lab(const JsonValue& row) {
  const auto number = own_number(row, Resource::lab, "labs");
  if (!number) return std::unexpected(number.error());
  return LabRow{*number, text_in(row, "name")};
}

base::Expected<DocumentRow> read_document(const JsonValue& row, base::JsonParser& parser) {
  const auto number = own_number(row, Resource::document, "documents");
  if (!number) return std::unexpected(number.error());
  DocumentRow read;
  read.number = *number;
  read.has_content = boolean_in(row, "contentAvailable");
  std::string json;
  base::JsonWriter out(json);
  out.begin_object().member("name", text_in(row, "fileName"));
  out.member("kind", kind_of(text_in(row, "category")));
  if (const auto size = row.find("fileSize"); size && size->integer()) out.member("bytes", *size->integer());
  if (const auto sum = row.find("checksum"); sum && text_in(*sum, "algorithm") == "SHA-256")
    out.member("sha256", text_in(*sum, "value"));
  if (const auto scan = row.find("scanProperties"); scan && scan->is(JsonKind::object)) {
    out.key("mesh").begin_object();
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> properties{
        {{"triangleCount", "triangles"},
         {"watertight", "watertight"},
         {"componentCount", "components"},
         {"dimensionsMm", "size_mm"}}};
    for (const auto& [theirs, ours] : properties)
      if (const auto value = scan->find(theirs)) out.key(ours).raw(value->dump());
    out.end_object();
  }
  out.end_object();
  const auto document = parser.parse(json);
  if (!document) return std::unexpected(document.error());
  auto attachment = model::read_attachment(*document, log_id(Resource::document, *number));
  if (!attachment) return std::unexpected(attachment.error());
  read.attachment = std::move(*attachment);
  return read;
}

base::Expected<AppointmentRow> read_appointment(const JsonValue& row) {
  const auto number = own_number(row, Resource::appointment, "appointments");
  if (!number) return std::unexpected(number.error());
  AppointmentRow read;
  read.number = *number;
  read.modified = instant_in(row, "lastModified").value_or(base::Instant{});
  if (boolean_in(row, "deleted")) {
    read.standing = Standing::off_the_schedule;
    return read;
  }
  read.standing = base::value_of(standings, text_in(row, "status")).value_or(Standing::scheduled);
  read.is_hold = text_in(row, "kind") == "TENTATIVE";
  read.lab_case = ref_in(row, "labCase");
  const auto start = instant_in(row, "start");
  if (!start) return read;
  constexpr std::int64_t minutes_max = 1'440;
  const auto duration = row.find("durationMinutes");
  const std::int64_t minutes = duration ? duration->integer().value_or(60) : 60;
  model::Appointment appointment;
  appointment.id = model::AppointmentId(log_id(Resource::appointment, *number));
  if (const auto patient = number_at(row, "patient", Resource::patient))
    appointment.patient = model::PatientId(log_id(Resource::patient, patient));
  appointment.start = *start;
  appointment.minutes = static_cast<int>(std::clamp<std::int64_t>(minutes, 1, minutes_max));
  if (const auto provider = number_at(row, "provider", Resource::provider))
    appointment.provider = log_id(Resource::provider, provider);
  if (const auto operatory = number_at(row, "operatory", Resource::operatory))
    appointment.operatory = log_id(Resource::operatory, operatory);
  read.appointment = std::move(appointment);
  return read;
}

}  // namespace articulator::connect::dentrix
