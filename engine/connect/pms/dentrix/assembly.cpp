#include "engine/connect/pms/dentrix/assembly.hpp"

#include "engine/base/json_writer.hpp"
#include "engine/connect/pms/dentrix/ids.hpp"
#include "engine/connect/pms/dentrix/session.hpp"
#include "engine/model/tooth.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace articulator::connect::dentrix {
namespace {

using Renamed = std::pair<std::string_view, std::string_view>;  // theirs, ours

constexpr std::array<Renamed, 14> text_fields{{{"Restoration", "procedure"},
                                               {"Material", "material"},
                                               {"Shade", "shade"},
                                               {"Stump shade", "stump_shade"},
                                               {"Margin", "margin_type"},
                                               {"Die material", "die_material"},
                                               {"Pontic design", "pontic_design"},
                                               {"Arch", "arch"},
                                               {"Stage", "stage"},
                                               {"Mould", "mould"},
                                               {"Instructions", "instructions"},
                                               {"Occlusal contact", "occlusal"},
                                               {"Proximal contact", "contact"},
                                               {"Due date as written", "due_date"}}};
constexpr std::array<Renamed, 4> implant_fields{{{"Implant system", "system"},
                                                 {"Implant platform", "platform"},
                                                 {"Implant abutment", "abutment"},
                                                 {"Implant retention", "retention"}}};

const std::string* field(const CaseContent& content, std::string_view name) {
  for (const auto& [key, value] : content.fields)
    if (key == name) return &value;
  return nullptr;
}

// As the log format wants it, Universal. What is no FDI tooth stays, for validation to speak of.
std::string universal(const std::string& tooth, bool fdi_teeth) {
  if (!fdi_teeth || tooth.empty()) return tooth;
  const auto known = model::ToothNumber::from_fdi(tooth);
  return known ? known->universal() : "FDI " + tooth;
}

void write_teeth(base::JsonWriter& out, const CaseParts& parts) {
  std::vector<std::string> teeth;
  for (const LineItem& item : parts.content.items)
    if (!item.tooth.empty()) teeth.push_back(universal(item.tooth, parts.fdi_teeth));
  if (teeth.size() == 1) out.member("tooth", teeth.front());
  if (teeth.size() < 2) return;
  out.key("teeth").begin_array();
  for (const std::string& tooth : teeth)
    out.text(tooth);
  out.end_array();
}

void write_pontics(base::JsonWriter& out, const CaseParts& parts) {
  if (field(parts.content, "Pontic") == nullptr) return;
  out.key("pontics").begin_array();
  for (const auto& [name, value] : parts.content.fields)
    if (name == "Pontic") out.text(universal(value, parts.fdi_teeth));
  out.end_array();
}

void write_implant(base::JsonWriter& out, const CaseContent& content) {
  const bool has_any = std::ranges::any_of(
      implant_fields, [&](const Renamed& one) { return field(content, one.first) != nullptr; });
  if (!has_any) return;
  out.key("implant").begin_object();
  for (const auto& [name, key] : implant_fields)
    if (const std::string* value = field(content, name)) out.member(key, *value);
  out.end_object();
}

std::string prescription_json(const CaseParts& parts) {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object();
  for (const auto& [name, key] : text_fields)
    if (const std::string* value = field(parts.content, name)) out.member(key, *value);
  const auto& items = parts.content.items;
  const auto coded = std::ranges::find_if(items, [](const LineItem& item) { return !item.code.empty(); });
  if (coded != items.end()) out.member("procedure_code", coded->code);
  write_teeth(out, parts);
  if (!parts.content.due.empty() && field(parts.content, "Due date as written") == nullptr)
    out.member("due_date", parts.content.due);
  if (const std::string* wanted = field(parts.content, "Physical model"))
    out.member("physical_model", *wanted == "Yes");
  write_pontics(out, parts);
  write_implant(out, parts.content);
  out.end_object();
  return json;
}

// A list of the plan's under our names.
template <std::size_t N>
void copy_list(base::JsonWriter& out, const base::JsonValue& plan, const Renamed& list,
               const std::array<Renamed, N>& members) {
  const auto theirs = plan.find(list.first);
  if (!theirs || !theirs->is(base::JsonKind::array)) return;
  out.key(list.second).begin_array();
  for (const base::JsonValue& entry : theirs->elements()) {
    out.begin_object();
    for (const auto& [name, key] : members)
      if (const auto value = entry.find(name); value && !value->is(base::JsonKind::null))
        out.key(key).raw(value->dump());
    out.end_object();
  }
  out.end_array();
}

std::string coverage_json(const base::JsonValue& plan) {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object().member("plan", text_in(plan, "planId"));
  copy_list(out, plan, {"benefits", "coinsurance"},
            std::array<Renamed, 2>{{{"codes", "codes"}, {"percentage", "percent"}}});
  copy_list(
      out, plan, {"frequencies", "limitations"},
      std::array<Renamed, 3>{{{"codes", "codes"}, {"everyMonths", "months"}, {"perTooth", "per_tooth"}}});
  copy_list(out, plan, {"alternates", "alternate_benefits"},
            std::array<Renamed, 3>{{{"code", "code"}, {"paysAs", "pays_as"}, {"onlyTeeth", "only"}}});
  copy_list(out, plan, {"history", "history"},
            std::array<Renamed, 3>{{{"code", "code"}, {"tooth", "tooth"}, {"completedOn", "date"}}});
  if (const auto wanted = plan.find("preAuthorization"); wanted && wanted->is(base::JsonKind::object)) {
    out.key("preauthorization").begin_object();
    if (const auto codes = wanted->find("codes")) out.key("codes").raw(codes->dump());
    if (const auto granted = wanted->find("approved")) out.key("granted").raw(granted->dump());
    out.end_object();
  }
  out.end_object();
  return json;
}

std::optional<model::Coverage> coverage_of(const std::string& text, base::JsonParser& parser,
                                           std::string& remark) {
  if (text.empty()) return std::nullopt;
  const auto plan = parser.parse(text);
  if (!plan) return std::nullopt;
  const std::string json = coverage_json(*plan);
  const auto document = parser.parse(json);
  auto coverage = document ? model::read_coverage(*document, "coverage")
                           : base::Expected<model::Coverage>(std::unexpected(document.error()));
  if (coverage) return *std::move(coverage);
  remark += (remark.empty() ? "" : "; ") + coverage.error().text();
  return std::nullopt;
}

}  // namespace

base::Expected<model::CaseFile> assemble(const CaseParts& parts, base::JsonParser& parser,
                                         std::string& remark) {
  model::CaseFile file;
  file.patient = model::PatientId(log_id(Resource::patient, parts.content.patient));
  if (parts.content.provider > 0)
    file.prescriber.id = model::PersonId(log_id(Resource::provider, parts.content.provider));
  if (parts.provider) {
    file.prescriber.name = parts.provider->name;
    file.prescriber.license = parts.provider->license;
  }
  file.prescriber.is_signed = parts.content.is_signed;
  file.lab = parts.lab;
  file.notes = parts.content.note;
  file.attachments = parts.attachments;
  file.appointment = parts.appointment;
  file.coverage = coverage_of(parts.content.coverage, parser, remark);

  const auto json = parser.parse(prescription_json(parts));
  if (!json) return std::unexpected(json.error());
  auto prescription = model::read_prescription(*json, "/prescription");
  if (!prescription) return std::unexpected(prescription.error());
  file.prescription = std::move(*prescription);
  return file;
}

}  // namespace articulator::connect::dentrix
