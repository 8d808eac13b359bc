// The office behind a practice management system: what is written down there, what scenarios make its people
// do, and what an integration does to it, said as facts for the judges. A vendor's simulator is one of these
// and a wire before it:
//
//   Office office({.practice = "p-01", .vendor = "dentrix", .zone = zone, .labs = {"Glidewell"}});
//   office.act("case_ready", arguments, now, out);          // people: a fact pms.case.ready
//   const LabCase* row = office.lab_case("LC-1");           // the wire reads, and renders
//   office.write_lab_word("LC-1", word, now, out);          // the wire writes: a fact engine.pms.status
//   for (const Change& change : office.changes_after(41))   // a feed, a queue, a webhook
//
// Its acts are those of simulators/pms/open_dental/open_dental.hpp, with the same arguments and the same
// facts, less those that only that vendor has (office, econnector, key, add_permission, remove_permission):
// case_ready, case_update, case_cancel, case_delete, case_received, case_feedback, case_seated,
// patient_update, opt_out, appointment_booked, appointment_moved, appointment_cancelled. Besides:
//
//   patient_says  {"patient":"PT-1","text":"STOP","medium"?:"sms"}
//                 A message from the patient. One that is a word to stop takes the consent to that medium
//                 back, in law and from that instant, and START gives back what it took (consent.hpp): fact
//                 pms.patient.updated. No row but the message says so.
//
// It never opens a socket, reads a clock or knows an engine. All rows stay: a scenario's world is bounded.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "simulators/pms/office/book.hpp"
#include "simulators/world/simulator.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::simulators::office {

// When the office works, by its own clock: free time lies there.
struct Hours {
  int open_minute = 8 * 60;    // of the day
  int close_minute = 18 * 60;  // of the day
  base::WorkingDays days;      // Monday to Friday
};

struct Setup {
  std::string practice = "p-01";
  std::string vendor;  // "dentrix": in the source of facts
  base::TimeZone zone{};
  std::vector<std::string> labs{};  // names of the labs that the office works with
  std::vector<std::string> operatories = {"OP1", "OP2", "OP3", "OP4"};
  Hours hours{};
};

// What a patient agrees to as the law sees it: what is written down, less what a message took back.
struct Consents {
  std::optional<bool> sms;  // none: never asked
  std::optional<bool> portal;
  std::optional<bool> mail;
  friend bool operator==(const Consents&, const Consents&) = default;
};

// Time that a provider and an operatory both have, within the hours: a whole gap.
struct Gap {
  base::Instant from;
  base::Instant to;
};

class Office {
 public:
  explicit Office(Setup setup);

  [[nodiscard]] const Setup& setup() const { return setup_; }
  [[nodiscard]] std::uint64_t revision() const { return revision_; }  // of the last change; 0: none yet

  // What people do. Error: an unknown verb or bad arguments, with its JSON pointer inside `arguments`.
  base::Expected<void> act(std::string_view verb, const base::JsonValue& arguments, base::Instant now,
                           world::SimulatorOutputs& out);
  static bool knows(std::string_view verb);

  // What is written down; null: no such row. By id's number: LC-2 before LC-10.
  struct ById {
    using is_transparent = void;
    bool operator()(std::string_view a, std::string_view b) const;
  };
  template <typename Row>
  using Rows = std::map<std::string, Row, ById>;
  [[nodiscard]] const Rows<Patient>& patients() const { return patients_; }
  [[nodiscard]] const Rows<Provider>& providers() const { return providers_; }
  [[nodiscard]] const Rows<LabCase>& lab_cases() const { return lab_cases_; }
  [[nodiscard]] const Rows<Appointment>& appointments() const { return appointments_; }
  [[nodiscard]] const Rows<ChartNote>& chart_notes() const { return chart_notes_; }
  [[nodiscard]] const Rows<Message>& messages() const { return messages_; }
  [[nodiscard]] const Patient* patient(std::string_view id) const;
  [[nodiscard]] const Provider* provider(std::string_view id) const;
  [[nodiscard]] const LabCase* lab_case(std::string_view id) const;
  [[nodiscard]] const Appointment* appointment(std::string_view id) const;
  [[nodiscard]] const Attachment* attachment(std::string_view id, const LabCase** of = nullptr) const;

  // What judges go by. A wire renders the row's own flags and the messages; an engine has to read both.
  [[nodiscard]] Consents consents(const Patient& patient) const;

  // Changes with a greater revision, in order. A row that changed twice is there twice.
  [[nodiscard]] std::span<const Change> changes_after(std::uint64_t revision) const;

  // Free time of `provider` in `operatory` from `from` to `to`, at most 366 days; gaps of at least `minutes`
  // (and 5). A gap that begins at `from` begins at the next five minutes of the clock.
  [[nodiscard]] std::vector<Gap> free_time(std::string_view provider, std::string_view operatory, int minutes,
                                           base::Instant from, base::Instant to) const;
  // Whether that visit fits: within the hours, and neither provider nor operatory has another then.
  // `except`: an appointment that makes way. Not checked: whether there is such a provider.
  [[nodiscard]] bool fits(const Appointment& wanted, std::string_view except = {}) const;

  // What an integration does over the wire. Rows must be there; asserted: a wire answers 404 before. A note
  // or message may be of no case (""). A write that changes nothing is no change and no fact. Each says the
  // fact that a judge reads.
  void write_lab_word(std::string_view lab_case, const LabWord& word, base::Instant now,
                      world::SimulatorOutputs& out);  // engine.pms.status, when the stage is another
  const ChartNote& write_note(std::string_view lab_case, std::string_view patient, std::string text,
                              base::Instant now, world::SimulatorOutputs& out);  // engine.pms.note
  const Message& send_message(Message message, base::Instant now,
                              world::SimulatorOutputs& out);  // engine.patient.notified; the id is given here
  // A new appointment, its id given here, where it fits; null: it does not. Facts: of a hold
  // engine.slot.held, of a case's visit engine.appointment.booked and pms.appointment.booked. The case has
  // that appointment from then on.
  const Appointment* book(Appointment wanted, base::Instant now, world::SimulatorOutputs& out);
  // Another time, length, provider or operatory, from `to`; false: it does not fit, and nothing is changed.
  // Facts, of a case's visit: engine.appointment.moved and pms.appointment.moved.
  bool move(std::string_view appointment, const Appointment& to, base::Instant now,
            world::SimulatorOutputs& out);
  // Off the schedule: broken, the row stays. Facts: of a hold engine.slot.released, of a visit
  // pms.appointment.cancelled. One that is off already: nothing.
  void break_off(std::string_view appointment, base::Instant now, world::SimulatorOutputs& out);

 private:
  friend class Acts;

  // Adds the row, or brings it up to date; whether anything is new. Then it has a stamp and a change.
  template <typename Row>
  bool keep(Rows<Row>& rows, Row row, Kind kind, base::Instant now) {
    const auto found = rows.find(row.id);
    const bool fresh = found == rows.end();
    row.stamp = fresh ? Stamp{0, now, now} : found->second.stamp;
    if (!fresh && row == found->second) return false;
    row.stamp.revision = changed(kind, fresh ? Action::added : Action::changed, row.id, now);
    row.stamp.changed = now;
    std::string id = row.id;
    rows.insert_or_assign(std::move(id), std::move(row));
    return true;
  }
  std::uint64_t changed(Kind kind, Action action, std::string id, base::Instant now);
  void keep_case(LabCase row, base::Instant now);  // and its appointments know whose they are
  void link(std::string_view appointment, base::Instant now);
  void keep_provider(std::string_view id, base::Instant now);  // a row, if there is none yet

  Setup setup_;
  std::uint64_t revision_ = 0;
  std::vector<Change> changes_;
  Rows<Patient> patients_;
  Rows<Provider> providers_;
  Rows<LabCase> lab_cases_;
  Rows<Appointment> appointments_;
  Rows<ChartNote> chart_notes_;
  Rows<Message> messages_;
  std::int64_t attachments_made_ = 0;  // the last one's number
};

// The text of a value that is a JSON string; empty where it is none.
std::string text_of(const RxValue& value);
const RxValue* find(const std::vector<RxValue>& prescription, std::string_view key);

}  // namespace articulator::simulators::office
