#include "property_tests/generated_case.hpp"

#include "engine/base/assert.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "engine/base/random.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace articulator::property_tests {
namespace {

using Texts = std::vector<std::string>;

// What practices write: right, misspelt, and nothing that anybody knows.
const Texts procedures{"crown",         "Bridge",      "veneer", "inlay", "onlay",
                       "Implant crown", "night-guard", "krone",  ""};
const Texts materials{
    "zirconia", "Lithium Disilicate", "pfm_noble", "PFM-base", "full cast noble", "acrylic", "gold", ""};
const Texts shades{"A1", "a2", "a 3.5", "D1", "2R1.5", "BL2", "0m1", "white", ""};
const Texts margins{"chamfer", "Shoulder", "feather edge", "bevel", "chisel", ""};
const Texts teeth{"1", "#3", "4", " 5 ", "8", "9", "19", "32", "a", "T", "33", "upper left"};
const Texts dates{"2024-10-21", "2024-10-30", "2024-11-28", "2024-02-30", "soon", ""};
const Texts words{"", "stone", "ridge \"lap\"", "line\nbreak", "caf\xC3\xA9", "\xF0\x9F\xA6\xB7"};
const Texts kinds{"scan.prep", "scan.opposing", "scan.bite", "photo", "scan.other"};

rc::Gen<std::string> one_of(const Texts& texts) {
  return rc::gen::elementOf(texts);
}

void write_text(base::JsonWriter& out, std::string_view key, const std::string& text) {
  // A missing member and an empty one mean the same; both are made.
  const bool absent = text.empty() && *rc::gen::arbitrary<bool>();
  if (!absent) out.member(key, text);
}

void write_teeth(base::JsonWriter& out, std::string_view key, int count) {
  out.key(key).begin_array();
  for (int i = 0; i < count; ++i) {
    const std::string tooth = *one_of(teeth);
    out.text(tooth);
  }
  out.end_array();
}

void generate_prescription(base::JsonWriter& out) {
  out.begin_object();
  write_text(out, "procedure", *one_of(procedures));
  write_text(out, "material", *one_of(materials));
  const int count = *rc::gen::inRange(0, 7);
  if (count == 1)
    write_text(out, "tooth", *one_of(teeth));
  else
    write_teeth(out, "teeth", count);
  write_text(out, "shade", *one_of(shades));
  write_text(out, "stump_shade", *one_of(shades));
  write_text(out, "margin_type", *one_of(margins));
  write_text(out, "due_date", *one_of(dates));
  out.member("physical_model", *rc::gen::arbitrary<bool>());
  write_text(out, "die_material", *one_of(words));
  write_text(out, "instructions", *one_of(words));
  write_text(out, "pontic_design", *one_of(words));
  write_teeth(out, "pontics", *rc::gen::inRange(0, 3));
  if (*rc::gen::arbitrary<bool>()) {
    out.key("implant").begin_object();
    write_text(out, "system", *one_of(words));
    write_text(out, "retention", *one_of(words));
    out.end_object();
  }
  out.end_object();
}

void generate_attachment(base::JsonWriter& out) {
  out.begin_object();
  write_text(out, "name", *one_of(words));
  write_text(out, "kind", *one_of(kinds));
  if (*rc::gen::arbitrary<bool>()) {
    out.key("mesh").begin_object();
    out.member("triangles", static_cast<std::int64_t>(*rc::gen::element(0, 19'999, 20'000, 200'000)));
    out.member("components", *rc::gen::inRange(0, 3));
    out.key("size_mm").begin_array();
    for (int axis = 0; axis < 3; ++axis) {
      const int hundredths = *rc::gen::inRange(450, 12'100);
      out.decimal(hundredths);
    }
    out.end_array().end_object();
  }
  out.end_object();
}

void generate_case(base::JsonWriter& out) {
  out.begin_object().member("patient", "PT-1").member("lab", *rc::gen::element<std::string>("glidewell", ""));
  out.key("prescriber").begin_object();
  write_text(out, "name", *one_of(words));
  write_text(out, "license", *one_of(words));
  out.member("signed", *rc::gen::arbitrary<bool>()).end_object();
  out.key("prescription");
  generate_prescription(out);
  out.key("attachments").begin_array();
  const int attachments = *rc::gen::inRange(0, 5);
  for (int i = 0; i < attachments; ++i)
    generate_attachment(out);
  out.end_array().end_object();
}

void write_permuted(base::JsonWriter& out, base::JsonValue value, std::uint64_t seed) {
  if (value.is(base::JsonKind::array)) {
    out.begin_array();
    for (const base::JsonValue& element : value.elements())
      write_permuted(out, element, seed);
    out.end_array();
  } else if (value.is(base::JsonKind::object)) {
    auto members = value.members();
    std::sort(members.begin(), members.end(), [seed](const auto& a, const auto& b) {
      return base::draw(seed, "order", a.key) < base::draw(seed, "order", b.key);
    });
    out.begin_object();
    for (const auto& [key, member] : members) {
      out.key(key);
      write_permuted(out, member, seed);
    }
    out.end_object();
  } else {
    out.raw(value.dump());
  }
}

template <typename Generate>
rc::Gen<std::string> written(Generate generate) {
  return rc::gen::exec([generate] {
    std::string json;
    base::JsonWriter out(json);
    generate(out);
    return json;
  });
}

constexpr std::string_view lab_json =
    R"({"lab":"glidewell","name":"Glidewell","time_zone":"America/Los_Angeles","cutoff":"15:00",
  "working_days":["mon","tue","wed","thu","fri"],"holidays":["2024-11-28"],"transit_working_days":2,
  "shade_guides":["vita_classical","bleach"],"products":[
  {"restoration":"crown","material":"zirconia","positions":["anterior","posterior"],"turnaround_working_days":5,"shade":true,
   "margins":["chamfer","shoulder"],"needs":["scan.prep","scan.opposing"],"recommended_for":["posterior"]},
  {"restoration":"crown","material":"lithium_disilicate","positions":["anterior"],"turnaround_working_days":5,"shade":true,
   "margins":["chamfer"],"needs":["scan.prep","scan.bite"],"recommended_for":["anterior"]},
  {"restoration":"crown","material":"full_cast_noble","positions":["posterior"],"turnaround_working_days":7,"shade":false,
   "margins":["bevel"],"needs":["scan.prep"],"recommended_for":[]},
  {"restoration":"bridge","material":"pfm_noble","positions":["anterior","posterior"],"turnaround_working_days":9,"shade":true,
   "margins":["chamfer"],"needs":["scan.prep"],"recommended_for":[],"max_units":4}]})";

}  // namespace

rc::Gen<std::string> prescription_json() {
  return written(generate_prescription);
}
rc::Gen<std::string> case_json() {
  return written(generate_case);
}

std::string permuted(std::string_view json, std::uint64_t seed) {
  base::JsonParser parser;
  const auto document = parser.parse(json);
  ART_ASSERT(document.has_value());
  std::string text;
  base::JsonWriter out(text);
  write_permuted(out, *document, seed);
  return text;
}

model::Prescription prescription_of(std::string_view json) {
  base::JsonParser parser;
  const auto document = parser.parse(json);
  ART_ASSERT(document.has_value());
  auto prescription = model::read_prescription(*document, "");
  ART_ASSERT(prescription.has_value());
  return *std::move(prescription);
}

model::CaseFile case_of(std::string_view json) {
  base::JsonParser parser;
  const auto document = parser.parse(json);
  ART_ASSERT(document.has_value());
  auto file = model::read_case_file(*document, "");
  ART_ASSERT(file.has_value());
  return *std::move(file);
}

const model::LabProfile& generated_lab() {
  static const model::LabProfile profile = [] {
    base::JsonParser parser;
    return model::read_lab_profile(*parser.parse(lab_json), "").value();
  }();
  return profile;
}

}  // namespace articulator::property_tests
