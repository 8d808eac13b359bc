#include "simulators/pms/open_dental/columns.hpp"

#include "simulators/pms/open_dental/definitions.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace articulator::simulators::open_dental {
namespace {

struct DefinitionReference {
  Reference reference;
  Category category;
};

constexpr std::array definition_references = {
    DefinitionReference{Reference::confirmed, Category::appt_confirmed},
    DefinitionReference{Reference::unsched_status, Category::unsched_status},
    DefinitionReference{Reference::diagnosis, Category::diagnosis},
    DefinitionReference{Reference::image, Category::image},
    DefinitionReference{Reference::treat_priority, Category::treat_priority},
    DefinitionReference{Reference::comm_log, Category::comm_log},
    DefinitionReference{Reference::prognosis, Category::prognosis},
    DefinitionReference{Reference::specialty, Category::specialty},
};

std::optional<Refusal> unless(bool exists, std::string_view what) {
  if (exists) return std::nullopt;
  return Refusal{404, fmt::format("{} not found", what)};
}

std::optional<Refusal> check_appointment(const Office& office, std::int64_t number, AptStatus wanted) {
  const Appointment* appointment = office.appointments.find(number);
  if (appointment == nullptr) return Refusal{404, "Appointment not found"};
  if (appointment->status.is(wanted)) return std::nullopt;
  return Refusal{400, fmt::format("The appointment's AptStatus must be {}",
                                  apt_status_words[static_cast<std::size_t>(wanted)])};
}

}  // namespace

std::optional<Refusal> check_reference(const Office& office, Reference reference, std::int64_t number) {
  if (number == 0) return std::nullopt;
  switch (reference) {
    case Reference::none:
      return std::nullopt;
    case Reference::patient:
      return unless(office.patients.find(number) != nullptr, "Patient");
    case Reference::provider:
      return unless(office.providers.find(number) != nullptr, "Provider");
    case Reference::laboratory:
      return unless(office.laboratories.find(number) != nullptr, "Laboratory");
    case Reference::appointment:
      return unless(office.appointments.find(number) != nullptr, "Appointment");
    case Reference::scheduled_appointment:
      return check_appointment(office, number, AptStatus::scheduled);
    case Reference::planned_appointment:
      return check_appointment(office, number, AptStatus::planned);
    case Reference::operatory:
      return unless(number <= static_cast<std::int64_t>(office.config.operatories.size()), "Operatory");
    case Reference::clinic:
      return unless(number <= static_cast<std::int64_t>(office.config.clinics.size()), "Clinic");
    case Reference::appointment_type:
      return unless(find_appointment_type(number) != nullptr, "AppointmentType");
    default:
      break;
  }
  const auto found = std::ranges::find(definition_references, reference, &DefinitionReference::reference);
  if (found == definition_references.end()) return std::nullopt;
  return unless(find_definition(found->category, number) != nullptr, "Definition");
}

Rendering rendering(const Office& office, const Call& call, Shape shape) {
  return {office, shape, call.date_pattern, call.date_time_pattern};
}

void write_time(base::JsonWriter& writer, LocalDateTime time, Precision precision, const Rendering& how) {
  const std::string* pattern = precision == Precision::date ? how.date_pattern : how.date_time_pattern;
  if (pattern != nullptr) {
    const base::TimeZone& zone = how.office.config.zone;
    const auto offset = zone.offset(time.empty() ? how.office.now : instant_of(time, zone));
    writer.text(format_local(time, *pattern, static_cast<int>(offset.count() / 60'000)));
    return;
  }
  LocalText buffer{};
  writer.text(local_text(buffer, time, precision));
}

void write_flag(base::JsonWriter& writer, bool value) {
  writer.text(value ? "true" : "false");
}

std::string money_text(std::int64_t cents) {
  return fmt::format("{}.{:02}", cents / 100, cents % 100);
}

bool among(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace articulator::simulators::open_dental
