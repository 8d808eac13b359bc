// What the engine writes into Open Dental: the status of a lab case, a chart note, a message to the patient.
//
// Open Dental has no idempotency keys. The status is a value, so writing it twice is writing it once. Notes
// and messages are commlogs that end in a reference, "[ref LC-7 note]" or "[ref LC-7 shipped]", and where an
// earlier attempt may have been carried out the patient's commlogs are asked for it first (RES-02).
#pragma once

#include "engine/connect/flow.hpp"
#include "engine/connect/pms/open_dental/office.hpp"
#include "engine/model/connector.hpp"

#include <cstdint>
#include <string>

namespace articulator::connect::open_dental {

// Read, change the Lab block alone, write. Open Dental has no version to write against: what a person types
// between the two calls is lost, which is the time of one round trip.
class StatusTask : public FlowTask {
 public:
  StatusTask(Office& office, model::StatusWrite status) : office_(office), status_(std::move(status)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Office& office_;
  model::StatusWrite status_;
};

// A commlog, written once.
struct Commlog {
  model::CaseId case_id;
  model::PatientId patient;
  std::string mode;              // "None", "Text", "Email"
  std::string sent_or_received;  // "Neither", "Sent"
  std::string text;
  std::string reference;  // "[ref LC-7 note]"
};

class NoteTask : public FlowTask {
 public:
  NoteTask(Office& office, Commlog note) : office_(office), note_(std::move(note)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Office& office_;
  Commlog note_;
  bool tried_ = false;
};

// NTF-02: the patient's word is asked for just before the message goes out.
class NotifyTask : public FlowTask {
 public:
  NotifyTask(Office& office, Commlog message, model::Medium medium)
      : office_(office), message_(std::move(message)), medium_(medium) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Office& office_;
  Commlog message_;
  model::Medium medium_;
  bool tried_ = false;
};

}  // namespace articulator::connect::open_dental
