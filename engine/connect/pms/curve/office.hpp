// What the connector knows of one office: how to reach it, and what it has seen there so far.
//
// Every row has a revision, which only grows. What is heard with a smaller one than is known is old, however
// late it comes and whichever way (webhook, feed, list), and changes nothing.
//
// Knowledge changes only together with the events that follow from it. Open cases are held whole; of a
// finished one what tells a complaint or a remake from old news.
#pragma once

#include "engine/base/json_reader.hpp"
#include "engine/connect/flow.hpp"
#include "engine/connect/pms/curve/api.hpp"
#include "engine/connect/pms/curve/rows.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/event.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace articulator::connect::curve {

struct KnownCase {
  LabCaseRow row;  // as last read
  model::CaseFile file;
  std::int64_t appointment_revision = 0;
  bool appointment_was_complete = false;  // when first seen: then it is not the visit that seats the case
  bool received = false;
  // It was under way when first seen: an earlier life of this engine may have written notes and messages.
  bool from_earlier_life = false;
  std::set<std::string> fetched{};  // files whose bytes were fetched: id and SHA-256
};

// A case that was seen open and is over.
struct Finished {
  std::string sent;
  std::size_t feedback = 0;
};

struct KnownPatient {
  PatientRow row;
  std::map<model::Medium, StopWord> words{};  // the last of each medium

  // Consents as they hold: what is written down, less what a message took back.
  [[nodiscard]] model::Patient effective() const;
  void learn(const StopWord& word);
};

struct LabName {
  std::string name;
  model::LabId lab;
};

struct SeenEvent {
  std::string id;
  base::Instant at;
};

using Events = std::vector<model::Event>;

struct Office {
  explicit Office(const model::PracticeBench& practice);

  model::PracticeId practice;
  model::PmsAccess access;
  Api api;
  std::vector<LabName> lab_names;  // of the lab profiles
  base::JsonParser parser;         // of answers
  base::JsonParser inner;          // of what is made of them

  bool endpoint_done = false;  // our webhook address is registered, or was refused
  std::string cursor;          // where the feed is to be read on; empty: everything is to be listed
  bool backlog = false;        // the last poll left something for the next
  std::optional<base::Instant> not_before;
  base::Instant hinted;  // when a webhook last said that there is something to read

  std::map<model::CaseId, KnownCase> open;
  std::map<model::CaseId, Finished> finished;
  std::map<std::string, KnownPatient> patients;  // of the open cases, by Curve's id
  std::deque<SeenEvent> seen_events;             // webhooks that were taken

  [[nodiscard]] model::LabId lab_of(const std::string& name) const;
  // Takes the case out of `open`, and its patient out of `patients` unless another open case has the same.
  void close(const model::CaseId& id, bool is_finished);
  // Each: an event for what is news. A row that is not newer than the one known is passed over.
  void learn(const std::string& patient, const PatientRow& row, base::Instant now, Events& events);
  void learn(const std::string& patient, const StopWord& word, base::Instant now, Events& events);
  void learn(const AppointmentRow& row, base::Instant now, Events& events);
  void learn_deleted(const model::AppointmentId& id, std::int64_t revision, base::Instant now,
                     Events& events);
};

// What that patient's messages say of consents, the earliest first.
Flow<Got<std::vector<StopWord>>> stop_words_of(Office& office, Line& line, std::string patient);

}  // namespace articulator::connect::curve
