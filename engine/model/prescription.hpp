// The lab prescription (Rx): what is to be made, of what, for which teeth, by when.
//
// Reading forgives spelling ("Zirconia", "#19", "a2"), knows no synonyms, and keeps what was
// written beside what was understood, see Field. `canonical_json` is the form of DESIGN.md, "Log format".
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "engine/model/field.hpp"
#include "engine/model/shade.hpp"
#include "engine/model/tooth.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::model {

enum class Restoration : std::uint8_t {
  crown,
  bridge,
  veneer,
  inlay,
  onlay,
  implant_crown,
  denture,
  partial,
  night_guard
};
std::string_view word(Restoration restoration);
std::optional<Restoration> restoration_of(std::string_view text);  // spelling forgiven: "Implant crown"

enum class Material : std::uint8_t {
  zirconia,
  lithium_disilicate,
  pfm_noble,
  pfm_base,
  full_cast_noble,
  full_cast_base,
  pmma,
  acrylic,
  cobalt_chrome,
  composite
};
std::string_view word(Material material);
std::optional<Material> material_of(std::string_view text);

enum class Margin : std::uint8_t { chamfer, shoulder, feather_edge, bevel };
std::string_view word(Margin margin);
std::optional<Margin> margin_of(std::string_view text);

struct Implant {
  std::string system;
  std::string platform;
  std::string abutment;
  std::string retention;  // screw, cement
  friend bool operator==(const Implant&, const Implant&) = default;
};

struct Prescription {
  Field<Restoration> procedure;
  std::string procedure_code;             // CDT
  std::vector<Field<ToothNumber>> teeth;  // one for `tooth`, several for `teeth`; in the order written
  Field<Material> material;
  Field<Shade> shade;
  Field<Shade> stump_shade;
  Field<Margin> margin_type;
  Field<base::Date> due_date;
  std::string die_material;
  bool physical_model = false;
  std::vector<Field<ToothNumber>> pontics;
  std::string pontic_design;
  std::optional<Implant> implant;
  std::string arch;
  std::string stage;
  std::string mould;
  std::string occlusal;  // contact wanted in occlusion: "light", "0.5 mm clearance"
  std::string contact;   // contact wanted to the neighbours: "tight", "broad"
  std::string instructions;

  friend bool operator==(const Prescription&, const Prescription&) = default;
};

// Error: a member of the wrong kind, naming its pointer; unknown members are passed over (tolerant reader).
base::Expected<Prescription> read_prescription(base::JsonValue value, const base::JsonPlace& place);
// The same into a new one, in place.
base::Expected<void> read_prescription(base::JsonValue value, const base::JsonPlace& place, Prescription& rx);

// Canonical form, keys sorted, absent members left out; what was not understood as it was written.
void write_prescription(base::JsonWriter& out, const Prescription& prescription);
std::string canonical_json(const Prescription& prescription);

// "zirconia crown on tooth 19", "3-unit zirconia bridge on teeth 3, 4, 5": for people.
std::string describe(const Prescription& prescription);

}  // namespace articulator::model
