// What the connector knows of one office, an "organization" in the vendor's words.
//
// A poll reads the office's rows against this knowledge, and what differs becomes events. Knowledge changes
// only together with the events that follow from it. Open cases are held whole; of a closed one little stays.
#pragma once

#include "engine/base/json_reader.hpp"
#include "engine/connect/pms/dentrix/rows.hpp"
#include "engine/connect/pms/dentrix/session.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/event.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace articulator::connect::dentrix {

// Where the reading of one resource's changes stands. Several rows share an instant, so it is asked for
// again, and what was there last time is known by id and stamp.
struct Feed {
  std::optional<base::Instant> since;
  std::set<std::string> seen;
  std::string page{};  // the answer with all of them and no other row; empty: it took several, or one is odd
};

// Message-by-message consent: what patients wrote last, by medium.
struct LastWord {
  base::Instant at;
  Word word = Word::none;
};
using LastWords = std::map<model::Medium, LastWord>;

// With what the patient wrote: a STOP counts, whatever the patient's row says.
model::Patient with_words(model::Patient patient, const LastWords& words);

struct KnownPatient {
  base::Instant modified;
  model::Patient row;  // as the row says
  LastWords words;
  [[nodiscard]] model::Patient patient() const { return with_words(row, words); }
};

struct KnownCase {
  CaseContent content;
  model::CaseFile file;
  std::optional<base::Instant> sent;
  std::size_t remarks = 0;
  bool received = false;
  base::Instant appointment_modified;
  bool appointment_was_complete = false;  // when first seen: then it is not the visit that seats the case
  // It was under way when first seen: an earlier life of this engine may have written notes and messages.
  bool had_tracking = false;
  std::set<std::int64_t> fetched;  // documents whose content was read
};

// `history`: received back before it was first seen here.
enum class Closing : std::uint8_t { finished, cancelled, history };
struct Closed {
  Closing how = Closing::finished;
  std::optional<base::Instant> sent;
  std::size_t remarks = 0;
};

// What a poll has read so far. Where one is cut short, by a lost call or a 429, the next goes on from here:
// at one call a second no poll of five calls would ever end otherwise.
struct Readings {
  base::Instant started;
  std::map<std::string, std::string> answers;  // by path
  std::size_t bytes = 0;
};

struct LabName {
  std::string name;
  model::LabId lab;
};

struct Organization {
  explicit Organization(const model::PracticeBench& practice);

  Session session;
  std::vector<LabName> lab_names;  // of the lab profiles
  base::JsonParser parser;

  bool primed = false;  // the first poll is done
  base::Instant primed_at;
  Feed lab_cases;
  Feed appointments;
  Feed patients_feed;
  Feed messages;
  bool backlog = false;
  std::optional<base::Instant> not_before;
  std::optional<Readings> unfinished;

  std::map<std::int64_t, model::LabId> labs;
  std::map<std::int64_t, KnownCase> open;
  std::map<std::int64_t, Closed> closed;
  std::map<std::int64_t, KnownPatient> patients;  // of the open cases

  [[nodiscard]] model::LabId lab_of(std::int64_t number) const;
  void learn(const LabRow& row);
  void close(std::int64_t number, Closing how);

  // An event if it says anything new. A row older than the one known is passed over.
  std::optional<model::Event> learn(const PatientRow& row, const LastWords& words, base::Instant now);
  // What an appointment's row means for the open cases that wait for it. An older row likewise.
  void learn(const AppointmentRow& row, base::Instant now, std::vector<model::Event>& events);
};

// What is asked of the office about patients, by a poll and before a message goes out.
std::string inbound_filter(const std::vector<std::string>& wire_ids);
void note_word(LastWords& words, const MessageRow& message);

void add_remark(std::string& remark, std::string_view more);

}  // namespace articulator::connect::dentrix
