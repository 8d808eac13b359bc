// The Open Dental simulator: one dental office behind the vendor's REST API, as a pure state machine.
//
//   Config config;
//   config.practice = "p-01";
//   config.developer_key = "NFF6i0KrXrxDkZHt";
//   config.customer_key = "VzkmZEaUWOjnQX2z";
//   config.zone = base::TimeZone::find("America/Chicago").value();
//   auto office = make_open_dental(std::move(config));
//   office->act("case_ready", arguments, now, out);               // the practice sends a case to the lab
//   Reply reply = office->handle(request, now, out);              // GET /api/v1/labcases/1
//
// What the vendor documents it does as documented (`documented_methods.json`, run by `conformance_test.cpp`):
// header `Authorization: ODFHIR {developer key}/{customer key}` (else 401), `Content-Type: application/json`
// on every request (else 400), pages of 100 rows, booleans as strings, `0001-01-01` for no date, office-local
// times, partial PUT, bare sentences as error bodies, one request a second for each customer key in remote
// mode (the answer is delayed, not refused; beyond 60 s of waiting a 504, and the request may have been done
// all the same), table events by subscription. How a lab prescription is kept in it is Articulator's own
// convention: see README.md.
//
// Ids of the log format are the vendor's keys by number: `LC-7` is LabCaseNum 7, `PT-7` PatNum 7, `D-7`
// ProvNum 7, `A-7` AptNum 7.
//
// What a scenario can make the office do (`act`); arguments are one JSON object, what is optional has a `?`:
//
//   case_ready {"case":"LC-1","patient":P,"prescriber"?:D,"lab":"glidewell","lab_name"?:"Glidewell",
//                          "prescription":{...log format...},"notes"?:"...","attachments"?:[...log
//                          format...], "appointment"?:A}
//                         The case is sent to the lab: all its rows are made, or brought up to date. Values
//                         are kept as written. Facts: pms.patient.updated if the patient is new or changed;
//                         pms.case.ready.
//                           P =
//                           {"id":"PT-1","first_name"?,"last_name"?,"email"?,"consent"?:{"sms"?:true|false|null,
//                               "email"?:bool},"prefers"?:"sms"|"email"}; or just "PT-1"
//                           D = {"id":"D-1","name"?,"license"?,"signed"?}
//                           A = {"id":"A-1","start":RFC
//                           3339,"minutes"?:60,"provider"?:"D-1","operatory"?:"OP1"}
//   case_update {"case","set"?:{"/prescription/shade":"A3",...},"remove"?:["/prescription/stump_shade",...]}
//                         Pointers: /prescription and below, /notes, /lab, /prescriber/{name,license,signed},
//                         /attachments, /attachments/{0,1,...,-}, /appointment (a whole one; null: none).
//                         Fact: pms.case.updated with what changed, nested as in pms.case.ready; null:
//                         removed.
//   case_cancel           {"case","reason"}     key `cancelled` in the prescription block; fact
//   pms.case.cancelled case_delete           {"case","reason"?}    the row is gone; fact pms.case.cancelled
//   case_received         {"case"}              DateTimeRecd; fact pms.case.received
//   case_feedback         {"case","text"}       key `feedback` in the prescription block: what the clinician
//                                               says of delivered work; fact pms.case.feedback
//   case_seated           {"case"}              the appointment is Complete, its procedures are C; fact
//   pms.case.seated.
//                                               Error: the case has no appointment
//   patient_update        {"patient":"PT-1","first_name"?,"last_name"?,"email"?,"consent"?,"prefers"?}
//                                               fact pms.patient.updated
//   opt_out               {"patient":"PT-1"}    TxtMsgOk No, no contact method; fact pms.patient.updated
//   patient_says          {"patient","text":"STOP","medium"?:"sms"|"email"}    an inbound commlog; STOP and
//                         START also change the consent in law, no column does: fact pms.patient.updated
//   appointment_booked    {"case"?:"LC-1","appointment":A}    A has "patient":"PT-1" where there is no case;
//                         fact pms.appointment.booked, its subject the case that it is for
//   appointment_moved     {"appointment":"A-1","start":RFC 3339}    fact pms.appointment.moved
//   appointment_cancelled {"appointment":"A-1","deleted"?:false}    Broken, or the row is gone;
//                                               fact pms.appointment.cancelled
//   office                {"open":bool}         false: closed, no table events; true: keeps its opening hours
//   again econnector            {"up":bool}           while down every request is answered 400 key
//   {"enabled":bool}      while disabled every request is answered 401 remove_permission
//   {"permission":"ApiComm"} add_permission        {"permission":"ApiComm"}
//
// An email consent is kept as PreferContactMethod "Email" with an address, so a patient who prefers texts has
// none; the fact says what the rows can say. An error names the JSON pointer inside the arguments.
//
// What an engine writes through the API and a judge wants to know comes out as facts too:
// `engine.pms.status`, `engine.pms.note`, `engine.patient.notified` (README.md, "What the engine writes").
#pragma once

#include "engine/base/calendar.hpp"
#include "simulators/world/shelf.hpp"
#include "simulators/world/simulator.hpp"

#include <memory>
#include <string>
#include <vector>

namespace articulator::simulators::open_dental {

// When the office is open, by its own clock: table events come only then, and free slots lie there.
struct OpeningHours {
  int open_minute = 8 * 60;    // of the day
  int close_minute = 18 * 60;  // of the day
  base::WorkingDays days;      // Monday to Friday
};

// The site where the office can leave files for whoever asks: [D] names none of its own.
struct FileSite {
  std::shared_ptr<world::Shelf> shelf;  // null: there is none, and no way to hand out a file
  std::string user;
  std::string password;
};

struct Config {
  std::string practice = "p-01";
  std::string developer_key;
  std::string customer_key;
  base::TimeZone zone;  // the office's

  // Of the key, by the names of the vendor's permission page: ApiReadAll, ApiAllOthers, ApiComm,
  // ApiDocuments, ApiQueries, Appointments, Patients, ProcedureLogs, Setup, Enterprise.
  std::vector<std::string> permissions = {"ApiReadAll",   "ApiAllOthers", "ApiComm",       "ApiDocuments",
                                          "Appointments", "Patients",     "ProcedureLogs", "ApiQueries"};

  bool throttled = true;  // remote mode; false: local mode, no throttle and 1000 rows a page
  OpeningHours hours;
  std::vector<std::string> labs = {"Glidewell"};  // Laboratories rows, from LaboratoryNum 1
  std::vector<std::string> operatories = {"OP1", "OP2", "OP3", "OP4"};  // from OperatoryNum 1
  std::vector<std::string> clinics;  // abbreviations, from ClinicNum 1; none: no clinics

  FileSite files;

  // Machines that run the program and so send table events. A subscription without a Workstation is sent by
  // each of them, one that names another machine by none. Empty: whatever a subscription names is a machine
  // of the office.
  std::vector<std::string> workstations;
};

std::unique_ptr<world::Simulator> make_open_dental(Config config);

}  // namespace articulator::simulators::open_dental
