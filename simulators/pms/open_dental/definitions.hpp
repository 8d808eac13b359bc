// What the office has set up: the lists that rows point into by number (definitions, procedure codes,
// appointment types). Numbers are those of the samples in the vendor's pages, where there are any.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace articulator::simulators::open_dental {

// The vendor's numbers of the definition categories.
enum class Category : std::uint8_t {
  appt_confirmed = 2,
  billing_type = 4,
  unsched_status = 13,
  diagnosis = 16,
  image = 18,
  treat_priority = 20,
  comm_log = 27,
  prognosis = 30,
  specialty = 35,
  web_sched_new = 42,
  web_sched_existing = 51,
};

struct Definition {
  Category category;
  std::int64_t number;
  std::string_view name;
};

const Definition* find_definition(Category category, std::int64_t number);
const Definition* find_definition(Category category, std::string_view name);
const Definition& first_definition(Category category);
std::string_view definition_name(Category category, std::int64_t number);  // "" when there is none

enum class TreatmentArea : std::uint8_t { mouth, tooth, surface, arch, tooth_range };

struct ProcedureCode {
  std::int64_t number;
  std::string_view code;
  std::string_view description;
  std::string_view abbreviation;  // in an appointment's ProcDescript
  TreatmentArea area;
  bool is_prosthesis;
  std::int64_t fee_cents;
};

const ProcedureCode* find_code(std::string_view code);
const ProcedureCode* find_code(std::int64_t number);

// The code that the office uses for a restoration when the prescription names none: crown -> D2740.
std::string_view usual_code(std::string_view procedure, std::string_view material);

inline constexpr std::string_view group_note_code = "~GRP~";

struct AppointmentType {
  std::int64_t number;
  std::string_view name;
  std::string_view pattern;
  std::string_view color;
};
const AppointmentType* find_appointment_type(std::int64_t number);

// The categories of a patient's insurance history and the codes that count for each; none: not set up.
struct HistoryCategory {
  std::string_view name;
  std::span<const std::string_view> codes;
};
std::span<const HistoryCategory> history_categories();

}  // namespace articulator::simulators::open_dental
