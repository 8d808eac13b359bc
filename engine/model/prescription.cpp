#include "engine/model/prescription.hpp"

#include "engine/model/spelling.hpp"

#include <utility>

#include <fmt/format.h>

namespace articulator::model {
namespace {

constexpr std::size_t teeth_max = 52;  // every tooth there is

template <typename T, typename Parse>
Field<T> field_of(std::string_view text, Parse parse) {
  Field<T> field;
  field.given = std::string(trimmed(text));
  if (!field.given.empty()) field.value = parse(field.given);
  return field;
}

template <typename T, typename Parse>
Field<T> read_field(base::ObjectReader& in, std::string_view key, Parse parse) {
  return field_of<T>(in.text_view_or(key, ""), parse);
}

std::vector<Field<ToothNumber>> read_teeth(base::ObjectReader& in, std::string_view key) {
  std::vector<Field<ToothNumber>> teeth;
  const base::JsonElements elements = in.sequence_or_none(key);
  if (const std::size_t count = elements.size(); count > teeth_max) {
    in.report(key, fmt::format("holds {} teeth, more than {}", count, teeth_max));
    return teeth;
  }
  for (const base::JsonValue element : elements) {
    const auto text = element.text();
    if (!text) {
      in.report(key, "holds something that is not a string", "write teeth like \"19\"");
      return {};
    }
    teeth.push_back(field_of<ToothNumber>(*text, ToothNumber::from_universal));
  }
  return teeth;
}

std::optional<Implant> read_implant(base::ObjectReader& prescription) {
  const auto value = prescription.value("implant");
  if (!value) return std::nullopt;
  base::ObjectReader in(*value, prescription.at("implant"));
  Implant implant;
  implant.system = in.text_or("system", "");
  implant.platform = in.text_or("platform", "");
  implant.abutment = in.text_or("abutment", "");
  implant.retention = in.text_or("retention", "");
  prescription.report(in.error());
  return implant;
}

// What a field means or, where it means nothing, what was written.
std::string text_of(const Field<ToothNumber>& tooth) {
  return tooth.value ? tooth.value->universal() : tooth.given;
}
std::string text_of(const Field<base::Date>& date) {
  return date.value ? base::format_date(*date.value) : date.given;
}
std::string_view text_of(const Field<Shade>& shade) {
  return shade.value ? shade.value->text : shade.given;
}
template <typename E>
std::string_view text_of(const Field<E>& field) {
  return field.value ? word(*field.value) : std::string_view(field.given);
}

void write_text(base::JsonWriter& out, std::string_view key, std::string_view text) {
  if (!text.empty()) out.member(key, text);
}

void write_teeth(base::JsonWriter& out, std::string_view key, const std::vector<Field<ToothNumber>>& teeth) {
  out.key(key).begin_array();
  for (const Field<ToothNumber>& tooth : teeth)
    out.text(text_of(tooth));
  out.end_array();
}

void write_implant(base::JsonWriter& out, const Implant& implant) {
  out.key("implant").begin_object();
  write_text(out, "abutment", implant.abutment);
  write_text(out, "platform", implant.platform);
  write_text(out, "retention", implant.retention);
  write_text(out, "system", implant.system);
  out.end_object();
}

}  // namespace

base::Expected<Prescription> read_prescription(base::JsonValue value, const base::JsonPlace& place) {
  base::Expected<Prescription> rx(std::in_place);
  if (const auto read = read_prescription(value, place, *rx); !read) rx = std::unexpected(read.error());
  return rx;
}

base::Expected<void> read_prescription(base::JsonValue value, const base::JsonPlace& place,
                                       Prescription& rx) {
  base::ObjectReader in(value, place);
  const auto plain = [&in](std::string_view key) { return std::string(trimmed(in.text_view_or(key, ""))); };
  rx.procedure = read_field<Restoration>(in, "procedure", restoration_of);
  rx.procedure_code = plain("procedure_code");
  rx.teeth = read_teeth(in, "teeth");
  if (rx.teeth.empty() && in.has("tooth")) {
    auto tooth = read_field<ToothNumber>(in, "tooth", ToothNumber::from_universal);
    if (!tooth.missing()) rx.teeth.push_back(std::move(tooth));
  }
  rx.material = read_field<Material>(in, "material", material_of);
  rx.shade = read_field<Shade>(in, "shade", parse_shade);
  rx.stump_shade = read_field<Shade>(in, "stump_shade", parse_shade);
  rx.margin_type = read_field<Margin>(in, "margin_type", margin_of);
  rx.due_date = read_field<base::Date>(in, "due_date", base::optional_date);
  rx.die_material = plain("die_material");
  rx.physical_model = in.boolean_or("physical_model", false);
  rx.pontics = read_teeth(in, "pontics");
  rx.pontic_design = plain("pontic_design");
  rx.implant = read_implant(in);
  rx.arch = plain("arch");
  rx.stage = plain("stage");
  rx.mould = plain("mould");
  rx.occlusal = plain("occlusal");
  rx.contact = plain("contact");
  rx.instructions = plain("instructions");
  return in.finished();
}

void write_prescription(base::JsonWriter& out, const Prescription& rx) {
  out.begin_object();
  write_text(out, "arch", rx.arch);
  write_text(out, "contact", rx.contact);
  write_text(out, "die_material", rx.die_material);
  write_text(out, "due_date", text_of(rx.due_date));
  if (rx.implant) write_implant(out, *rx.implant);
  write_text(out, "instructions", rx.instructions);
  write_text(out, "margin_type", text_of(rx.margin_type));
  write_text(out, "material", text_of(rx.material));
  write_text(out, "mould", rx.mould);
  write_text(out, "occlusal", rx.occlusal);
  if (rx.physical_model) out.member("physical_model", true);
  write_text(out, "pontic_design", rx.pontic_design);
  if (!rx.pontics.empty()) write_teeth(out, "pontics", rx.pontics);
  write_text(out, "procedure", text_of(rx.procedure));
  write_text(out, "procedure_code", rx.procedure_code);
  write_text(out, "shade", text_of(rx.shade));
  write_text(out, "stage", rx.stage);
  write_text(out, "stump_shade", text_of(rx.stump_shade));
  if (rx.teeth.size() == 1) out.member("tooth", text_of(rx.teeth.front()));
  if (rx.teeth.size() > 1) write_teeth(out, "teeth", rx.teeth);
  out.end_object();
}

std::string canonical_json(const Prescription& prescription) {
  std::string json;
  base::JsonWriter out(json);
  write_prescription(out, prescription);
  return json;
}

std::string describe(const Prescription& rx) {
  std::string text = spoken(text_of(rx.material));
  if (!text.empty()) text += ' ';
  text += rx.procedure.missing() ? "restoration" : spoken(text_of(rx.procedure));
  if (rx.procedure.value == Restoration::bridge && rx.teeth.size() > 1)
    text = fmt::format("{}-unit {}", rx.teeth.size(), text);
  if (rx.teeth.empty()) return text;
  text += rx.teeth.size() == 1 ? " on tooth " : " on teeth ";
  for (std::size_t i = 0; i < rx.teeth.size(); ++i) {
    if (i > 0) text += ", ";
    text += text_of(rx.teeth[i]);
  }
  return text;
}

}  // namespace articulator::model
