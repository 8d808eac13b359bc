// What the connector knows of one office, and what stands between the box's queue and that knowledge.
//
// A queue message names a row and says nothing of it: the row is read, and what differs from what is known
// becomes events. So a message that comes twice says nothing twice. Knowledge changes only together with the
// events that follow from it, and only then may a message be acknowledged: what a poll handed over, the next
// one acknowledges. A crash in between has the box send it again.
#pragma once

#include "engine/connect/pms/eaglesoft/box.hpp"
#include "engine/connect/pms/eaglesoft/rows.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/event.hpp"

#include <compare>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace articulator::connect::eaglesoft {

struct KnownCase {
  std::int64_t patient = 0;
  std::int64_t appointment = 0;  // 0: none
  std::optional<base::Instant> sent;
  bool received = false;
  std::size_t complaints = 0;  // that were told
  model::CaseFile file;        // without contents
  // It was under way when first seen: an earlier life of this engine may have written notes and messages.
  bool had_progress = false;
};

// A case that is over, and was seen open: a complaint is news, and so is that it is sent once more.
struct Finished {
  std::optional<base::Instant> sent;
  std::size_t complaints = 0;
};

enum class RowKind : std::uint8_t { lab_case, patient, appointment };
struct RowKey {
  RowKind kind = RowKind::lab_case;
  std::int64_t key = 0;
  friend auto operator<=>(const RowKey&, const RowKey&) = default;
};

// A row that is to be read, and the messages that said so.
struct Pending {
  std::set<std::string> messages;
  int stumbles = 0;  // a poll could not read it: it waits behind the others
};

struct Office {
  explicit Office(const model::PracticeBench& practice);

  Box box;
  Writing writing;

  std::map<std::int64_t, KnownCase> open;
  std::map<std::int64_t, Finished> finished;
  std::map<std::int64_t, model::Patient> patients;  // of the open cases

  std::string listed_installation;  // whose lab cases were all looked at; empty: none yet
  std::map<RowKey, Pending> pending;
  std::set<std::string> handed_over;          // messages to acknowledge, by their ids: a box's own, opaque
  std::deque<std::string> done_with;          // the last ones handed over: they may come again
  std::optional<Ask> ask_for_messages{};      // the same at every poll
  std::string no_messages{};                  // how the box says so; empty: it has not yet
  bool backlog = false;                       // the last poll left rows for the next
  std::optional<base::Instant> not_before{};  // of the next

  [[nodiscard]] bool is_done_with(const std::string& message) const;

  // The case is over; its patient is forgotten unless another open case has the same.
  void close(std::int64_t key, bool may_come_back);

  // An event where it says anything new.
  std::optional<model::Event> learn(std::int64_t key, const model::Patient& patient, base::Instant now);

  // What a visit means for the open cases that wait for it.
  void learn(const AppointmentRow& row, base::Instant now, std::vector<model::Event>& events);
  // It is not there any more.
  void forget_appointment(std::int64_t key, base::Instant now, std::vector<model::Event>& events);
};

model::CaseId case_id(std::int64_t key);

// The patient as the box has it, with what messages from the patient say of consents.
Flow<Got<model::Patient>> fetch_patient(Box& box, Line& line, std::string key);

// Messages and chart notes of a patient, in order; `reference`: only those, empty: all.
Flow<Got<std::vector<MessageRow>>> fetch_messages(Box& box, Line& line, std::string route,
                                                  std::string patient, std::string reference);

}  // namespace articulator::connect::eaglesoft
