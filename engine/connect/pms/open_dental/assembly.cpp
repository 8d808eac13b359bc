#include "engine/connect/pms/open_dental/assembly.hpp"

#include "engine/base/json_writer.hpp"
#include "engine/connect/pms/open_dental/local_time.hpp"
#include "engine/model/tooth.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace articulator::connect::open_dental {
namespace {

// Keys of the Rx block that are texts of the prescription under the same name.
constexpr std::array<std::string_view, 13> text_keys{
    "procedure", "material", "shade", "stump_shade",  "margin_type", "die_material", "pontic_design",
    "arch",      "stage",    "mould", "instructions", "occlusal",    "contact"};
constexpr std::array<std::string_view, 4> implant_keys{"system", "platform", "abutment", "retention"};

// As the log format wants it, Universal. What is no FDI tooth stays, for validation to speak of.
std::string universal(std::string_view tooth, bool fdi_teeth) {
  const auto known = fdi_teeth ? model::ToothNumber::from_fdi(tooth) : std::nullopt;
  return known                         ? known->universal()
         : fdi_teeth && !tooth.empty() ? "FDI " + std::string(tooth)
                                       : std::string(tooth);
}

void write_pontics(base::JsonWriter& out, std::string_view list, bool fdi_teeth) {
  constexpr int pontics_max = 52;  // every tooth there is
  out.key("pontics").begin_array();
  for (int count = 0; !list.empty() && count < pontics_max; ++count) {
    const std::size_t comma = std::min(list.find(','), list.size());
    std::string_view tooth = list.substr(0, comma);
    while (tooth.starts_with(' '))
      tooth.remove_prefix(1);
    while (tooth.ends_with(' '))
      tooth.remove_suffix(1);
    if (!tooth.empty()) out.text(universal(tooth, fdi_teeth));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  out.end_array();
}

void write_implant(base::JsonWriter& out, const Instructions& instructions) {
  const bool has_any = std::any_of(implant_keys.begin(), implant_keys.end(), [&](std::string_view key) {
    return instructions.find("implant." + std::string(key)) != nullptr;
  });
  if (!has_any) return;
  out.key("implant").begin_object();
  for (const std::string_view key : implant_keys)
    if (const std::string* value = instructions.find("implant." + std::string(key))) out.member(key, *value);
  out.end_object();
}

void write_teeth(base::JsonWriter& out, const CaseParts& parts) {
  std::vector<std::string> teeth;
  for (const ProcedureRow& procedure : parts.procedures)
    if (!procedure.tooth.empty()) teeth.push_back(universal(procedure.tooth, parts.fdi_teeth));
  if (teeth.size() == 1) out.member("tooth", teeth.front());
  if (teeth.size() < 2) return;
  out.key("teeth").begin_array();
  for (const std::string& tooth : teeth)
    out.text(tooth);
  out.end_array();
}

std::string prescription_json(const CaseParts& parts) {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object();
  for (const std::string_view key : text_keys)
    if (const std::string* value = parts.instructions.find(key)) out.member(key, *value);
  if (const std::string* code = parts.instructions.find("procedure_code"))
    out.member("procedure_code", *code);
  else if (!parts.procedures.empty() && !parts.procedures.front().code.empty())
    out.member("procedure_code", parts.procedures.front().code);
  write_teeth(out, parts);
  if (const auto due = read_local(parts.row.due); due && *due)
    out.member("due_date", base::format_date((*due)->date));
  if (const std::string* wanted = parts.instructions.find("physical_model"))
    out.member("physical_model", *wanted == "true");
  if (const std::string* pontics = parts.instructions.find("pontics"))
    write_pontics(out, *pontics, parts.fdi_teeth);
  write_implant(out, parts.instructions);
  out.end_object();
  return json;
}

}  // namespace

base::Expected<model::CaseFile> assemble(const CaseParts& parts, base::JsonParser& parser) {
  model::CaseFile file;
  file.patient = patient_id(parts.row.patient);
  if (parts.row.provider > 0) file.prescriber.id = model::PersonId("D-" + std::to_string(parts.row.provider));
  if (parts.provider) {
    file.prescriber.name = parts.provider->name;
    file.prescriber.license = parts.provider->license;
  }
  const std::string* is_signed = parts.instructions.find("signed");
  file.prescriber.is_signed = is_signed != nullptr && *is_signed == "true";
  file.lab = parts.lab;
  file.notes = parts.instructions.notes;
  for (const DocumentRow& document : parts.documents)
    file.attachments.push_back(document.attachment);
  file.appointment = parts.appointment;

  const auto json = parser.parse(prescription_json(parts));
  if (!json) return std::unexpected(json.error());
  auto prescription = model::read_prescription(*json, "/prescription");
  if (!prescription) return std::unexpected(prescription.error());
  file.prescription = std::move(*prescription);
  return file;
}

}  // namespace articulator::connect::open_dental
