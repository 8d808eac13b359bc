#include "simulators/pms/open_dental/acts.hpp"

#include "simulators/pms/open_dental/act_arguments.hpp"
#include "simulators/pms/open_dental/appointment_facts.hpp"
#include "simulators/pms/open_dental/consent.hpp"
#include "simulators/pms/open_dental/engine_facts.hpp"
#include "simulators/pms/open_dental/table_events.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace articulator::simulators::open_dental {
namespace {

base::Expected<void> act_office(Office& office, base::ObjectReader& arguments, world::SimulatorOutputs&) {
  const bool open = arguments.boolean("open");
  if (arguments.error()) return std::unexpected(*arguments.error());
  if (!open) settle_subscriptions(office);
  if (open && office.closed) office.opened = office.now;
  office.closed = !open;
  return {};
}

base::Expected<void> act_econnector(Office& office, base::ObjectReader& arguments, world::SimulatorOutputs&) {
  const bool up = arguments.boolean("up");
  if (arguments.error()) return std::unexpected(*arguments.error());
  office.econnector_up = up;
  return {};
}

base::Expected<void> act_key(Office& office, base::ObjectReader& arguments, world::SimulatorOutputs&) {
  const bool enabled = arguments.boolean("enabled");
  if (arguments.error()) return std::unexpected(*arguments.error());
  office.key_enabled = enabled;
  return {};
}

base::Expected<void> act_remove_permission(Office& office, base::ObjectReader& arguments,
                                           world::SimulatorOutputs&) {
  const std::string permission = arguments.text("permission");
  if (!arguments.error() && !office.allows(permission))
    arguments.report("permission", fmt::format("is \"{}\", which the key does not have", permission),
                     fmt::format("it has {}", fmt::join(office.config.permissions, ", ")));
  if (arguments.error()) return std::unexpected(*arguments.error());
  std::erase(office.config.permissions, permission);
  return {};
}

base::Expected<void> act_add_permission(Office& office, base::ObjectReader& arguments,
                                        world::SimulatorOutputs&) {
  const std::string permission = arguments.text("permission");
  if (arguments.error()) return std::unexpected(*arguments.error());
  if (!office.allows(permission)) office.config.permissions.push_back(permission);
  return {};
}

struct Verb {
  std::string_view name;
  Act act;
};

constexpr std::array verbs = {
    Verb{"case_ready", act_case_ready},
    Verb{"case_update", act_case_update},
    Verb{"case_cancel", act_case_cancel},
    Verb{"case_delete", act_case_delete},
    Verb{"case_received", act_case_received},
    Verb{"case_feedback", act_case_feedback},
    Verb{"case_seated", act_case_seated},
    Verb{"patient_update", act_patient_update},
    Verb{"opt_out", act_opt_out},
    Verb{"patient_says", act_patient_says},
    Verb{"appointment_booked", act_appointment_booked},
    Verb{"appointment_moved", act_appointment_moved},
    Verb{"appointment_cancelled", act_appointment_cancelled},
    Verb{"office", act_office},
    Verb{"econnector", act_econnector},
    Verb{"key", act_key},
    Verb{"remove_permission", act_remove_permission},
    Verb{"add_permission", act_add_permission},
};

}  // namespace

base::Expected<void> do_act(Office& office, std::string_view verb, const base::JsonValue& arguments,
                            world::SimulatorOutputs& out) {
  const auto found = std::ranges::find(verbs, verb, &Verb::name);
  if (found == verbs.end()) {
    std::string known;
    for (const Verb& candidate : verbs)
      known += fmt::format("{}{}", known.empty() ? "" : ", ", candidate.name);
    return base::failure("", fmt::format("Open Dental knows no act \"{}\"", verb), "write one of " + known);
  }
  base::ObjectReader reader(arguments, "");
  return found->act(office, reader, out);
}

base::Expected<void> act_patient_update(Office& office, base::ObjectReader& arguments,
                                        world::SimulatorOutputs& out) {
  const PatientSaid said = read_patient_said(arguments, "patient");
  if (arguments.error()) return std::unexpected(*arguments.error());
  keep_patient(office, said, true, out);
  return {};
}

base::Expected<void> act_opt_out(Office& office, base::ObjectReader& arguments,
                                 world::SimulatorOutputs& out) {
  PatientSaid said;
  said.number = known_patient(office, arguments);
  if (arguments.error()) return std::unexpected(*arguments.error());
  Patient row = *office.patients.find(said.number);
  row.contact_method = Choice(ContactMethod::none);
  office.patients.update(std::move(row), office.now);
  said.txt_msg_ok = "No";
  keep_patient(office, said, true, out);
  return {};
}

base::Expected<void> act_appointment_booked(Office& office, base::ObjectReader& arguments,
                                            world::SimulatorOutputs& out) {
  const std::int64_t number = arguments.has("case") ? known_case(office, arguments) : 0;
  base::ObjectReader reader = arguments.object("appointment");
  const AppointmentSaid said = read_appointment_said(office, reader);
  const LabCase* lab_case = office.lab_cases.find(number);
  const std::int64_t patient = lab_case != nullptr ? lab_case->patient : said.patient;
  if (number == 0 && office.patients.find(patient) == nullptr)
    reader.report("patient", "is missing or not of this office", "name the case, or a patient like PT-1");
  arguments.report(reader.error());
  if (arguments.error()) return std::unexpected(*arguments.error());
  keep_appointment(office, said, patient,
                   lab_case != nullptr ? lab_case->provider : office.default_provider());
  if (lab_case != nullptr) {
    LabCase row = *lab_case;
    row.appointment = said.number;
    office.lab_cases.update(std::move(row), office.now);
  }
  say_appointment(office, "pms.appointment.booked", *office.appointments.find(said.number), said.start_text,
                  out);
  return {};
}

base::Expected<void> act_appointment_moved(Office& office, base::ObjectReader& arguments,
                                           world::SimulatorOutputs& out) {
  const std::int64_t number = known_appointment(office, arguments);
  const std::string start_text = arguments.text_or("start", "");
  const base::Instant start = arguments.instant("start");
  if (arguments.error()) return std::unexpected(*arguments.error());
  Appointment row = *office.appointments.find(number);
  row.at = office.local(start);
  row.status = Choice(AptStatus::scheduled);
  office.appointments.update(std::move(row), office.now);
  say_appointment(office, "pms.appointment.moved", *office.appointments.find(number), start_text, out);
  return {};
}

base::Expected<void> act_appointment_cancelled(Office& office, base::ObjectReader& arguments,
                                               world::SimulatorOutputs& out) {
  const std::int64_t number = known_appointment(office, arguments);
  const bool deleted = arguments.boolean_or("deleted", false);
  if (arguments.error()) return std::unexpected(*arguments.error());
  Appointment row = *office.appointments.find(number);
  say_appointment(office, "pms.appointment.cancelled", row, {}, out);
  row.status = Choice(AptStatus::broken);
  if (!deleted) {
    office.appointments.update(std::move(row), office.now);
    return {};
  }
  office.appointments.remove(number);
  office.appointments_deleted.remove(number);  // of an earlier appointment with this number
  office.appointments_deleted.add(std::move(row), office.now);
  for (const std::int64_t attached : std::vector(office.lab_cases.with(LabCase::by_appointment, number))) {
    LabCase lab_case = *office.lab_cases.find(attached);
    lab_case.appointment = 0;
    office.lab_cases.update(std::move(lab_case), office.now);
  }
  return {};
}

}  // namespace articulator::simulators::open_dental
