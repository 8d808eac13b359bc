#include "simulators/pms/open_dental/consent.hpp"

#include "simulators/pms/office/consent.hpp"
#include "simulators/pms/open_dental/act_arguments.hpp"

#include <string>

#include <fmt/format.h>

namespace articulator::simulators::open_dental {

bool taken_back(const Office& office, std::int64_t patient, Mode mode) {
  bool taken = false;
  for (const std::int64_t number : office.commlogs.with(Commlog::by_patient, patient)) {
    const Commlog& row = *office.commlogs.find(number);
    if (!row.direction.is(Direction::received) || !row.mode.is(mode)) continue;
    if (const auto word = office::word_of(row.note)) taken = *word == office::Word::stop;
  }
  return taken;
}

base::Expected<void> act_patient_says(Office& office, base::ObjectReader& arguments,
                                      world::SimulatorOutputs& out) {
  Commlog row;
  row.patient = known_patient(office, arguments);
  row.note = arguments.text("text");
  const std::string medium = arguments.text_or("medium", "sms");
  if (medium != "sms" && medium != "email")
    arguments.report("medium", fmt::format("is \"{}\"", medium), "write sms or email");
  if (arguments.error()) return std::unexpected(*arguments.error());
  row.mode = Choice(medium == "sms" ? Mode::text : Mode::email);
  row.direction = Choice(Direction::received);
  row.at = office.local_now;
  row.entered = office.local_now;
  const std::int64_t patient = row.patient;
  const bool on_consent = office::word_of(row.note).has_value();
  office.commlogs.add(std::move(row), office.now);
  PatientSaid nothing_new;
  nothing_new.number = patient;
  if (on_consent) keep_patient(office, nothing_new, true, out);
  return {};
}

}  // namespace articulator::simulators::open_dental
