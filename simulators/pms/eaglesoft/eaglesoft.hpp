// Eaglesoft: the server in one practice's office, stylised (README.md of simulators/pms says what is known
// and what is ours). An office (simulators/pms/office) behind a wire of its own:
//
//   GET  /                        what this is, for people; no session
//   GET  /help                    the routes of this box, XML; no session. All below stand where it says.
//   POST Authenticate             {IntegrationKey, UserId, Password} -> {SessionToken, ServerHours}; later
//   calls send it as
//                                 `Authorization: Session <token>`; it lapses after 15 minutes of silence
//   POST LabService               SOAP 1.1: GetMessages, Acknowledge, ListLabCases, GetLabCase,
//                                 PutLabProgress
//   Patient, Appointment, Appointments, BreakAppointment, OpenTimes, Messages, ChartNotes
//                                 JSON with PascalCase members
//
// Changes stand in a queue: GetMessages leases at most 20 of them for a minute; what is not acknowledged by
// then comes again, and while 20 are out no other is handed out.
//
// Acts: those of any office (simulators/pms/office/office.hpp), and
//   eaglesoft_restart      {}                 the server restarts: no session and no lease survives
//   eaglesoft_reinstall    {}                 the box is installed afresh: other routes, and an empty queue
//   eaglesoft_server       {"up": false}      switched off: 503 to everything, until it is switched on again
//   eaglesoft_hours        {"from": "06:00", "to": "20:00", "weekends"?: false}
//                                             the office sets it to switch itself off outside of these hours,
//                                             by the office's clock, and restarts it
//   eaglesoft_lease_lapses {}                 what is on lease comes again at once
#pragma once

#include "engine/base/error.hpp"
#include "simulators/pms/office/office.hpp"
#include "simulators/world/simulator.hpp"

#include <memory>
#include <string>

namespace articulator::simulators::eaglesoft {

struct Config {
  office::Setup office{};
  std::string integration_key;
  std::string password;  // of the user `articulator`
};

std::unique_ptr<world::Simulator> make_eaglesoft(Config config);

}  // namespace articulator::simulators::eaglesoft
