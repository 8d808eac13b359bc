// The appointment book: free time, and what an integration does to it.
#include "engine/base/assert.hpp"
#include "simulators/pms/office/facts.hpp"
#include "simulators/pms/office/ids.hpp"
#include "simulators/pms/office/office.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace articulator::simulators::office {
namespace {

constexpr std::int64_t days_max = 366;     // of one question
constexpr std::int64_t minutes_min = 5;    // what a book is ruled in
constexpr std::int64_t minutes_max = 540;  // of a visit
constexpr std::int64_t engine_ids = 1000;  // appointments of an integration's making have numbers above

base::Instant end_of(const Appointment& row) {
  return row.start + base::minutes(row.minutes);
}

// Whether the row takes time from who wants that provider or that operatory.
bool takes_from(const Appointment& row, std::string_view provider, std::string_view operatory) {
  if (row.visit == Visit::broken) return false;
  return (!provider.empty() && row.provider == provider) ||
         (!operatory.empty() && row.operatory == operatory);
}

Gap working_time(const Setup& setup, base::Date date) {
  const auto at = [&](int minute) { return setup.zone.instant({date, minute * 60'000}); };
  return {at(setup.hours.open_minute), at(setup.hours.close_minute)};
}

base::Instant next_five_minutes(base::Instant instant) {
  constexpr std::int64_t five_ms = minutes_min * 60'000;  // every zone's offset is a multiple of that
  const std::int64_t past = instant.ms_since_epoch % five_ms;
  return past <= 0 ? base::Instant{instant.ms_since_epoch - past}
                   : base::Instant{instant.ms_since_epoch - past + five_ms};
}

void say_moved(const Setup& setup, std::string_view what, const Appointment& row,
               world::SimulatorOutputs& out) {
  say(setup, Source::engine, fmt::format("engine.appointment.{}", what), row.lab_case,
      appointment_data(row, "appointment"), out);
  say_appointment(setup, fmt::format("pms.appointment.{}", what), row, {}, out);
}

}  // namespace

std::vector<Gap> Office::free_time(std::string_view provider, std::string_view operatory, int minutes,
                                   base::Instant from, base::Instant to) const {
  from = next_five_minutes(from);
  to = std::min(to, from + base::days(days_max));
  std::vector<Gap> free;
  if (to <= from) return free;
  std::vector<Gap> taken;
  for (const auto& [id, row] : appointments_)
    if (takes_from(row, provider, operatory) && row.start < to && end_of(row) > from)
      taken.push_back({row.start, end_of(row)});
  std::ranges::sort(taken, {}, &Gap::from);

  const base::Duration least = base::minutes(std::max<std::int64_t>(minutes, minutes_min));
  const auto add = [&](base::Instant begin, base::Instant end) {
    if (end - begin >= least) free.push_back({begin, end});
  };
  const base::Date last = setup_.zone.local(to).date;
  for (base::Date date = setup_.zone.local(from).date; date <= last; date = date + 1) {
    if (!setup_.hours.days.works(date)) continue;
    const Gap day = working_time(setup_, date);
    base::Instant begin = std::max(day.from, from);
    const base::Instant end = std::min(day.to, to);
    for (const Gap& one : taken) {
      if (one.to <= begin || one.from >= end) continue;
      add(begin, one.from);
      begin = one.to;
    }
    add(begin, end);
  }
  return free;
}

bool Office::fits(const Appointment& wanted, std::string_view except) const {
  if (wanted.minutes < minutes_min || wanted.minutes > minutes_max) return false;
  if (std::ranges::find(setup_.operatories, wanted.operatory) == setup_.operatories.end()) return false;
  const base::Date date = setup_.zone.local(wanted.start).date;
  const Gap day = working_time(setup_, date);
  if (!setup_.hours.days.works(date) || wanted.start < day.from || end_of(wanted) > day.to) return false;
  return std::ranges::none_of(appointments_, [&](const auto& entry) {
    const Appointment& row = entry.second;
    return row.id != except && takes_from(row, wanted.provider, wanted.operatory) &&
           row.start < end_of(wanted) && end_of(row) > wanted.start;
  });
}

const Appointment* Office::book(Appointment wanted, base::Instant now, world::SimulatorOutputs& out) {
  ART_ASSERT(patient(wanted.patient) != nullptr);
  ART_ASSERT(wanted.lab_case.empty() || lab_case(wanted.lab_case) != nullptr);
  if (!fits(wanted)) return nullptr;
  std::int64_t number = engine_ids;
  if (!appointments_.empty())
    number = std::max(number, id_number(appointments_.rbegin()->first, "A-").value_or(0));
  wanted.id = fmt::format("A-{}", number + 1);
  wanted.visit = Visit::scheduled;
  const std::string id = wanted.id;
  const std::string of_case = wanted.held_for.empty() ? wanted.lab_case : std::string{};
  wanted.lab_case = of_case;
  keep_provider(wanted.provider, now);
  keep(appointments_, std::move(wanted), Kind::appointment, now);
  if (!of_case.empty()) {
    LabCase row = *lab_case(of_case);
    row.appointment = id;
    keep_case(std::move(row), now);
  }
  const Appointment& booked = appointments_.at(id);
  if (!booked.held_for.empty())
    say(setup_, Source::engine, "engine.slot.held", booked.held_for, appointment_data(booked, "hold"), out);
  else if (!booked.lab_case.empty())
    say_moved(setup_, "booked", booked, out);
  return &booked;
}

bool Office::move(std::string_view appointment_id, const Appointment& to, base::Instant now,
                  world::SimulatorOutputs& out) {
  const Appointment* before = appointment(appointment_id);
  ART_ASSERT(before != nullptr);
  Appointment row = *before;
  row.start = to.start;
  row.minutes = to.minutes;
  row.provider = to.provider;
  row.operatory = to.operatory;
  row.visit = Visit::scheduled;
  if (!fits(row, row.id)) return false;
  const bool elsewhere =
      row.start != before->start || row.provider != before->provider || row.operatory != before->operatory;
  keep_provider(row.provider, now);
  keep(appointments_, std::move(row), Kind::appointment, now);
  const Appointment& moved = *appointment(appointment_id);
  if (elsewhere && moved.held_for.empty() && !moved.lab_case.empty()) say_moved(setup_, "moved", moved, out);
  return true;
}

void Office::break_off(std::string_view appointment_id, base::Instant now, world::SimulatorOutputs& out) {
  const Appointment* before = appointment(appointment_id);
  ART_ASSERT(before != nullptr);
  if (before->visit != Visit::scheduled) return;
  Appointment row = *before;
  row.visit = Visit::broken;
  keep(appointments_, std::move(row), Kind::appointment, now);
  const Appointment& broken = *appointment(appointment_id);
  if (!broken.held_for.empty())
    say(setup_, Source::engine, "engine.slot.released", broken.held_for, appointment_data(broken, "hold"),
        out);
  else
    say_appointment(setup_, "pms.appointment.cancelled", broken, {}, out);
}

}  // namespace articulator::simulators::office
