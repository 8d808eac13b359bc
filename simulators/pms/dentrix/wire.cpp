#include "simulators/pms/dentrix/wire.hpp"

#include "engine/base/calendar.hpp"
#include "engine/base/json_reader.hpp"
#include "simulators/pms/office/ids.hpp"

#include <array>
#include <utility>
#include <vector>

namespace articulator::simulators::dentrix {
namespace {

constexpr std::size_t number_digits = 12;  // of an id, behind the two of its type

using Renamed = std::pair<std::string_view, std::string_view>;  // ours, theirs

constexpr std::array<Renamed, 18> field_names{{{"procedure", "Restoration"},
                                               {"material", "Material"},
                                               {"shade", "Shade"},
                                               {"stump_shade", "Stump shade"},
                                               {"margin_type", "Margin"},
                                               {"die_material", "Die material"},
                                               {"physical_model", "Physical model"},
                                               {"pontics", "Pontic"},
                                               {"pontic_design", "Pontic design"},
                                               {"implant.system", "Implant system"},
                                               {"implant.platform", "Implant platform"},
                                               {"implant.abutment", "Implant abutment"},
                                               {"implant.retention", "Implant retention"},
                                               {"arch", "Arch"},
                                               {"stage", "Stage"},
                                               {"mould", "Mould"},
                                               {"instructions", "Instructions"},
                                               {"occlusal", "Occlusal contact"}}};
constexpr std::array<Renamed, 7> categories{{{"scan.prep", "SCAN_PREPARATION"},
                                             {"scan.opposing", "SCAN_OPPOSING"},
                                             {"scan.bite", "SCAN_BITE"},
                                             {"photo.shade", "PHOTO_SHADE"},
                                             {"photo", "PHOTO"},
                                             {"dicom", "CBCT_DICOM"},
                                             {"form", "FORM"}}};
constexpr std::array<Renamed, 3> channels{{{"sms", "SMS"}, {"portal", "PORTAL"}, {"email", "EMAIL"}}};
constexpr std::array<Renamed, 3> conditions{
    {{"present", "PRESENT"}, {"missing", "MISSING"}, {"extracted", "EXTRACTED"}}};
constexpr std::array<Renamed, 4> mesh_names{{{"triangles", "triangleCount"},
                                             {"watertight", "watertight"},
                                             {"components", "componentCount"},
                                             {"size_mm", "dimensionsMm"}}};

template <std::size_t N>
std::string_view renamed(const std::array<Renamed, N>& table, std::string_view ours,
                         std::string_view otherwise) {
  for (const auto& [from, to] : table)
    if (from == ours) return to;
  return otherwise;
}

std::string_view name_of_field(std::string_view key) {
  return key == "contact" ? "Proximal contact" : renamed(field_names, key, key);
}

std::string as_text(const base::JsonValue& value) {
  if (const auto text = value.text()) return std::string(*text);
  if (const auto yes = value.boolean()) return *yes ? "Yes" : "No";
  return value.dump();
}

std::vector<std::string> texts_of(const office::RxValue& value, base::JsonParser& parser) {
  const auto json = parser.parse(value.json);
  if (!json) return {};
  if (!json->is(base::JsonKind::array)) return {as_text(*json)};
  std::vector<std::string> texts;
  for (const base::JsonValue& element : json->elements())
    texts.push_back(as_text(element));
  return texts;
}

void begin(base::JsonWriter& out, const Type& type, std::string_view id) {
  out.begin_object().member("id", to_wire(type, id)).member("type", type.name);
}

void stamps(base::JsonWriter& out, base::Instant created, base::Instant modified) {
  out.member("created", created).member("lastModified", modified);
}

void write_items(base::JsonWriter& out, const office::LabCase& row, base::JsonParser& parser) {
  std::string code;
  std::vector<std::string> teeth;
  for (const office::RxValue& value : row.prescription) {
    if (value.key == "procedure_code")
      for (std::string& text : texts_of(value, parser))
        code = std::move(text);
    if (value.key == "tooth" || value.key == "teeth") teeth = texts_of(value, parser);
  }
  if (teeth.empty() && !code.empty()) teeth.emplace_back();
  out.key("lineItems").begin_array();
  for (const std::string& tooth : teeth)
    out.begin_object().member("serviceCode", code).member("tooth", tooth).end_object();
  out.end_array();
}

void write_field(base::JsonWriter& out, std::string_view name, std::string_view value) {
  out.begin_object().member("name", name).member("value", value).end_object();
}

void write_fields(base::JsonWriter& out, const office::LabCase& row, base::JsonParser& parser) {
  std::string due;
  out.key("customFields").begin_array();
  for (const office::RxValue& value : row.prescription) {
    if (value.key == "procedure_code" || value.key == "tooth" || value.key == "teeth") continue;
    for (const std::string& text : texts_of(value, parser)) {
      if (value.key == "due_date" && base::parse_date(text))
        due = text;
      else
        write_field(out, value.key == "due_date" ? "Due date as written" : name_of_field(value.key), text);
    }
  }
  out.end_array();
  out.key("dueDate");
  if (due.empty())
    out.null();
  else
    out.text(due);
}

void write_tracking(base::JsonWriter& out, const office::LabWord& word) {
  out.key("labTracking");
  if (word == office::LabWord{}) {
    out.null();
    return;
  }
  out.begin_object().member("stage", word.stage).member("trackingNumber", word.tracking);
  out.member("shipBy", word.ship_by).member("carrier", word.carrier);
  out.member("carrierTrackingNumber", word.carrier_tracking).member("deliveryAt", word.delivery);
  out.end_object();
}

// The plan's lists under this API's names.
void copy_list(base::JsonWriter& out, const base::JsonValue& plan, const Renamed& list,
               const std::vector<Renamed>& members) {
  out.key(list.second).begin_array();
  const auto rows = plan.find(list.first);
  for (const base::JsonValue& row : rows ? rows->elements() : std::vector<base::JsonValue>{}) {
    out.begin_object();
    for (const base::JsonValue::Member& member : row.members()) {
      std::string_view name = member.key;
      for (const auto& [from, to] : members)
        if (from == member.key) name = to;
      out.key(name).raw(member.value.dump());
    }
    out.end_object();
  }
  out.end_array();
}

void write_coverage(base::JsonWriter& out, const std::string& insurance, base::JsonParser& parser) {
  out.key("coverage");
  if (insurance.empty()) {
    out.null();
    return;
  }
  const auto plan = parser.parse(insurance);
  if (!plan) {
    out.null();
    return;
  }
  out.begin_object();
  if (const auto id = plan->find("plan")) out.member("planId", id->text().value_or(""));
  copy_list(out, *plan, {"coinsurance", "benefits"}, {{"percent", "percentage"}});
  copy_list(out, *plan, {"limitations", "frequencies"},
            {{"months", "everyMonths"}, {"per_tooth", "perTooth"}});
  copy_list(out, *plan, {"alternate_benefits", "alternates"}, {{"pays_as", "paysAs"}, {"only", "onlyTeeth"}});
  copy_list(out, *plan, {"history", "history"}, {{"date", "completedOn"}});
  if (const auto wanted = plan->find("preauthorization")) {
    out.key("preAuthorization").begin_object();
    if (const auto codes = wanted->find("codes")) out.key("codes").raw(codes->dump());
    if (const auto granted = wanted->find("granted")) out.key("approved").raw(granted->dump());
    out.end_object();
  }
  out.end_object();
}

std::string_view opted(std::optional<bool> consent) {
  return !consent ? "NOT_ASKED" : *consent ? "OPTED_IN" : "OPTED_OUT";
}

void write_ref_or_null(base::JsonWriter& out, std::string_view member, const Type& type,
                       std::string_view id) {
  if (id.empty())
    out.key(member).null();
  else
    write_ref(out, member, type, id);
}

}  // namespace

std::string to_wire(const Type& type, std::string_view id) {
  std::string wire = std::to_string(type.digits);
  const std::string number = std::to_string(office::id_number(id, type.letters).value_or(0));
  if (number.size() < number_digits) wire.append(number_digits - number.size(), '0');
  return wire += number;
}

std::optional<std::string> from_wire(const Type& type, std::string_view id) {
  const std::string digits = std::to_string(type.digits);
  if (id.size() != 2 + number_digits || !id.starts_with(digits)) return std::nullopt;
  id.remove_prefix(digits.size());
  const std::size_t first = id.find_first_not_of('0');
  if (first == std::string_view::npos) return std::nullopt;
  std::string own = std::string(type.letters) + std::string(id.substr(first));
  if (!office::id_number(own, type.letters)) return std::nullopt;
  return own;
}

void write_ref(base::JsonWriter& out, std::string_view member, const Type& type, std::string_view id) {
  const std::string wire = to_wire(type, id);
  std::string url = "/v1/";
  url.append(type.resource).append("/").append(wire);
  out.key(member).begin_object().member("id", wire).member("type", type.name);
  out.member("url", url).end_object();
}

std::string lab_case_json(const office::LabCase& row, const LabCaseView& view) {
  base::JsonParser parser;
  std::string json;
  base::JsonWriter out(json);
  begin(out, lab_case_type, row.id);
  stamps(out, row.stamp.created, view.modified);
  out.member("status", view.received ? "RECEIVED" : "OUTSTANDING");
  out.key("sentDate");
  if (row.sent)
    out.instant(*row.sent);
  else
    out.null();
  write_ref(out, "patient", patient_type, row.patient);
  write_ref_or_null(out, "provider", provider_type, row.provider);
  write_ref_or_null(out, "lab", lab_type, view.lab);
  write_ref_or_null(out, "appointment", appointment_type, row.appointment);
  out.member("note", row.notes);
  out.key("signedByProvider");
  if (row.is_signed)
    out.boolean(*row.is_signed);
  else
    out.null();
  write_items(out, row, parser);
  write_fields(out, row, parser);
  out.key("documents").begin_array();
  for (const office::Attachment& file : row.attachments)
    out.begin_object()
        .member("id", to_wire(document_type, file.id))
        .member("type", document_type.name)
        .end_object();
  out.end_array().key("remarks").begin_array();
  for (const std::string& text : row.feedback)
    out.begin_object().member("text", text).end_object();
  out.end_array().key("voided");
  if (row.cancelled.empty())
    out.null();
  else
    out.begin_object().member("reason", row.cancelled).end_object();
  write_tracking(out, row.lab_word);
  write_coverage(out, row.insurance, parser);
  out.end_object();
  return json;
}

std::string patient_json(const office::Patient& row) {
  std::string json;
  base::JsonWriter out(json);
  begin(out, patient_type, row.id);
  stamps(out, row.stamp.created, row.stamp.changed);
  out.member("firstName", row.first_name).member("lastName", row.last_name);
  out.member("dateOfBirth", row.birth_date).member("emailAddress", row.email);
  out.member("mobilePhone", row.phone).key("communication").begin_object();
  out.member("textMessages", opted(row.sms)).member("portal", opted(row.portal));
  out.member("email", opted(row.mail)).key("preferredChannel");
  if (const std::string_view channel = channel_of(row.prefers); channel.empty())
    out.null();
  else
    out.text(channel);
  out.end_object().key("medicalAlerts").begin_array();
  for (const std::string& allergy : row.allergies)
    out.begin_object().member("type", "ALLERGY").member("description", allergy).end_object();
  out.end_array().key("toothChart").begin_array();
  for (const auto& [tooth, state] : row.chart)
    out.begin_object()
        .member("tooth", tooth)
        .member("condition", renamed(conditions, state, state))
        .end_object();
  out.end_array().end_object();
  return json;
}

std::string provider_json(const office::Provider& row) {
  std::string json;
  base::JsonWriter out(json);
  begin(out, provider_type, row.id);
  stamps(out, row.stamp.created, row.stamp.changed);
  out.member("displayName", row.name).key("licenses").begin_array();
  if (!row.license.empty())
    out.begin_object().member("type", "STATE").member("number", row.license).end_object();
  out.end_array().end_object();
  return json;
}

std::string appointment_json(const office::Appointment& row, std::string_view status,
                             base::Instant modified) {
  std::string json;
  base::JsonWriter out(json);
  begin(out, appointment_type, row.id);
  stamps(out, row.stamp.created, modified);
  out.member("status", status).member("kind", row.held_for.empty() ? "VISIT" : "TENTATIVE");
  out.member("start", row.start).member("durationMinutes", row.minutes);
  write_ref_or_null(out, "patient", patient_type, row.patient);
  write_ref_or_null(out, "provider", provider_type, row.provider);
  write_ref_or_null(out, "operatory", operatory_type, row.operatory);
  write_ref_or_null(out, "labCase", lab_case_type, row.held_for.empty() ? row.lab_case : row.held_for);
  out.member("note", row.note).end_object();
  return json;
}

std::string document_json(const office::Attachment& row) {
  std::string json;
  base::JsonWriter out(json);
  begin(out, document_type, row.id);
  out.member("fileName", row.name).member("category", renamed(categories, row.kind, row.kind));
  if (row.bytes) out.member("fileSize", *row.bytes);
  out.key("checksum");
  if (row.sha256.empty())
    out.null();
  else
    out.begin_object().member("algorithm", "SHA-256").member("value", row.sha256).end_object();
  out.key("scanProperties");
  base::JsonParser parser;
  const auto mesh = parser.parse(row.mesh);
  if (row.mesh.empty() || !mesh) {
    out.null();
  } else {
    out.begin_object();
    for (const base::JsonValue::Member& member : mesh->members())
      out.key(renamed(mesh_names, member.key, member.key)).raw(member.value.dump());
    out.end_object();
  }
  out.member("contentAvailable", !row.content.empty()).end_object();
  return json;
}

std::string note_json(const office::ChartNote& row) {
  std::string json;
  base::JsonWriter out(json);
  begin(out, note_type, row.id);
  stamps(out, row.stamp.created, row.stamp.changed);
  write_ref_or_null(out, "patient", patient_type, row.patient);
  write_ref_or_null(out, "labCase", lab_case_type, row.lab_case);
  out.member("text", row.text).end_object();
  return json;
}

std::string message_json(const office::Message& row) {
  std::string json;
  base::JsonWriter out(json);
  begin(out, message_type, row.id);
  stamps(out, row.stamp.created, row.stamp.changed);
  write_ref_or_null(out, "patient", patient_type, row.patient);
  write_ref_or_null(out, "labCase", lab_case_type, row.lab_case);
  out.member("direction", row.direction == office::Direction::to_patient ? "OUTBOUND" : "INBOUND");
  out.member("channel", channel_of(row.medium)).member("category", row.milestone);
  out.member("body", row.text).end_object();
  return json;
}

std::string named_json(const Type& type, std::string_view id, std::string_view name) {
  std::string json;
  base::JsonWriter out(json);
  begin(out, type, id);
  out.member("name", name).end_object();
  return json;
}

std::string deleted_json(const Type& type, std::string_view id, base::Instant modified) {
  std::string json;
  base::JsonWriter out(json);
  begin(out, type, id);
  out.member("lastModified", modified).member("deleted", true).end_object();
  return json;
}

std::string_view channel_of(std::string_view medium) {
  return renamed(channels, medium, "");
}

std::string_view medium_of(std::string_view channel) {
  for (const auto& [medium, word] : channels)
    if (word == channel) return medium;
  return "";
}

}  // namespace articulator::simulators::dentrix
