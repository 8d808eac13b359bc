#include "simulators/pms/open_dental/appointment_facts.hpp"

#include "simulators/pms/open_dental/act_arguments.hpp"
#include "simulators/pms/open_dental/engine_facts.hpp"

#include <utility>

namespace articulator::simulators::open_dental {
namespace {

// The lab case that an appointment is for: the subject of what is said of it.
std::string case_of(const Office& office, std::int64_t appointment) {
  const auto& cases = office.lab_cases.with(LabCase::by_appointment, appointment);
  return cases.empty() ? std::string{} : case_id(cases.front());
}

std::string data_of(const Office& office, const Appointment& row, std::string_view id_key,
                    std::string_view start = {}) {
  std::string data;
  base::JsonWriter writer(data);
  write_appointment(writer, office, row, id_key, start);
  return data;
}

// "[hold LC-7 until ...]" in the note: the case.
std::string held_for(const Appointment& row) {
  constexpr std::string_view open = "[hold ";
  const std::size_t from = row.note.find(open);
  if (from == std::string::npos) return {};
  const std::size_t begin = from + open.size();
  const std::size_t end = row.note.find(' ', begin);
  return end == std::string::npos ? std::string{} : row.note.substr(begin, end - begin);
}

void say_by_engine(const Office& office, std::string_view what, const std::string& subject,
                   const Appointment& row, world::SimulatorOutputs& out) {
  const std::string type(what);
  say(office, Source::engine, "engine.appointment." + type, subject, data_of(office, row, "appointment"),
      out);
  say(office, Source::pms, "pms.appointment." + type, subject, data_of(office, row, "appointment"), out);
}

}  // namespace

void say_appointment(const Office& office, std::string_view type, const Appointment& row,
                     std::string_view start, world::SimulatorOutputs& out) {
  say(office, Source::pms, type, case_of(office, row.number), data_of(office, row, "appointment", start),
      out);
}

void say_entered(const Office& office, const Appointment& after, world::SimulatorOutputs& out) {
  if (std::string held = held_for(after); !held.empty() && after.status.is(AptStatus::scheduled))
    say(office, Source::engine, "engine.slot.held", std::move(held), data_of(office, after, "hold"), out);
}

void say_changed(const Office& office, const Appointment& before, const Appointment& after,
                 world::SimulatorOutputs& out) {
  const bool left = before.status.is(AptStatus::scheduled) && !after.status.is(AptStatus::scheduled);
  if (std::string held = held_for(before); !held.empty()) {
    if (left)
      say(office, Source::engine, "engine.slot.released", std::move(held), data_of(office, before, "hold"),
          out);
    return;
  }
  const std::string subject = case_of(office, after.number);
  const bool moved =
      before.at != after.at || before.provider != after.provider || before.operatory != after.operatory;
  if (moved && !subject.empty()) say_by_engine(office, "moved", subject, after, out);
}

void say_attached(const Office& office, const LabCase& before, const LabCase& after,
                  world::SimulatorOutputs& out) {
  if (before.appointment == after.appointment) return;
  const Appointment* visit = office.appointments.find(after.appointment);
  if (visit != nullptr) say_by_engine(office, "booked", case_id(after.number), *visit, out);
}

}  // namespace articulator::simulators::open_dental
