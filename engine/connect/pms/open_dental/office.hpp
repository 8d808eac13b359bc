// What the connector knows of one office: how to reach it, and what it has seen there so far.
//
// A poll reads the office's rows against this knowledge, and what differs becomes events. Knowledge changes
// only together with the events that follow from it, so that a poll which fails half way loses nothing and
// says nothing twice. Open cases are held whole; of a closed one its number stays.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/connect/flow.hpp"
#include "engine/connect/pms/open_dental/api.hpp"
#include "engine/connect/pms/open_dental/found.hpp"
#include "engine/connect/pms/open_dental/rows.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/event.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace articulator::connect::open_dental {

// Documents whose bytes were fetched: number -> DateTStamp at that time.
using FetchedDocuments = std::map<std::int64_t, std::string>;

struct KnownCase {
  LabCaseRow row;  // as last read
  model::CaseFile file;
  std::string appointment_stamp;
  bool appointment_was_complete = false;  // when first seen: then it is not the visit that seats the case
  bool received = false;
  // It was under way when first seen: an earlier life of this engine may have written notes and messages.
  bool had_lab_block = false;
  FetchedDocuments fetched{};
};

// A row that a table event brought, of somebody who has no case with us yet.
template <typename Row>
struct Heard {
  Row row;
  base::Instant at;
};
template <typename Row>
using HeardRows = std::map<std::int64_t, Heard<Row>>;

// A case that was finished while we looked on: what it said then, so that a complaint, or that it is sent to
// the lab once more, is news.
struct Finished {
  std::string sent;
  std::string feedback;
};

struct LabName {
  std::string name;
  model::LabId lab;
};

struct Office {
  explicit Office(const model::PracticeBench& practice);

  model::PmsAccess access;
  Api api;
  std::vector<LabName> lab_names;  // of the lab profiles
  bool may_query = false;          // permission ApiQueries, and not yet refused
  base::JsonParser parser;

  // Found once.
  bool subscribed = false;          // Patient and Appointment are watched for us
  bool subscriptions_done = false;  // made sure of, or refused
  bool laboratories_loaded = false;
  bool primed = false;  // the first poll is done
  bool feed_of_appointments_refused = false;

  std::map<std::int64_t, KnownCase> open;
  std::map<std::int64_t, Closing> closed;
  std::map<std::int64_t, Finished> finished;    // of the closed ones, those seen open
  std::map<std::int64_t, PatientRow> patients;  // of the open cases
  std::map<std::int64_t, model::LabId> laboratories;
  // A row heard within the last minute is as good as one asked for when a poll of a minute began.
  HeardRows<PatientRow> heard_patients;
  HeardRows<AppointmentRow> heard_appointments;

  std::vector<Page> pages;        // of the last whole poll
  std::string last_stamp;         // of lab cases; empty: none seen
  base::Instant last_stamp_seen;  // when it was first seen
  bool last_stamp_over = false;  // no further row can bear it: its second has passed, and was asked for since
  std::string appointments_stamp;        // the office's own clock at the last look; empty: none
  base::Instant asked;                   // start of the last whole poll
  base::Instant swept;                   // start of the last that looked for deletions
  std::map<std::int64_t, int> stumbles;  // cases that a poll stumbled over: these wait behind the others
  bool backlog = false;                  // the last poll left cases for the next
  std::optional<Found> unfinished;       // with this list, if it is to go on with it
  std::optional<base::Instant> not_before;
  base::Instant files_not_before{};  // the site for files did not answer

  [[nodiscard]] bool is_set_up() const { return subscriptions_done && laboratories_loaded; }
  [[nodiscard]] model::LabId lab_of(std::int64_t laboratory) const;

  // Takes the case out of `open`, and its patient out of `patients` unless another open case has the same.
  void close(std::int64_t number, Closing how);

  void learn(const LaboratoryRow& row);

  // The patient's row: an event if it says anything new that is kept. A row older than the one known is
  // passed over.
  std::optional<model::Event> learn(std::int64_t number, PatientRow row, base::Instant now);

  // Keeps what a table event brought for the case that it may be about.
  void hear(std::int64_t number, PatientRow row, base::Instant now);
  void hear(AppointmentRow row, base::Instant now);
  [[nodiscard]] const PatientRow* heard_patient(std::int64_t number, base::Instant now) const;
  [[nodiscard]] const AppointmentRow* heard_appointment(std::int64_t number, base::Instant now) const;

  // What an appointment's row means for the open cases that wait for it. An older row likewise.
  void learn(const AppointmentRow& row, base::Instant now, std::vector<model::Event>& events);
};

// GET, its failure or its JSON: valid until the next parse of the office's parser.
Flow<Got<base::JsonValue>> fetch(Office& office, Line& line, std::string path);

}  // namespace articulator::connect::open_dental
