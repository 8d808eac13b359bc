// What the engine writes into Eaglesoft: how the lab's work goes, a chart note, a message to the patient.
//
// Progress is a value, so writing it twice is writing it once. Notes and messages bear a reference of ours,
// "LC-7 note" or "LC-7 shipped", and where an earlier attempt may have been carried out the patient's are
// asked for it first (RES-02): Eaglesoft knows no idempotency key.
#pragma once

#include "engine/connect/flow.hpp"
#include "engine/connect/pms/eaglesoft/office.hpp"
#include "engine/model/connector.hpp"

#include <string>
#include <utility>

namespace articulator::connect::eaglesoft {

class StatusTask : public FlowTask {
 public:
  StatusTask(Office& office, model::StatusWrite status) : office_(office), status_(std::move(status)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Office& office_;
  model::StatusWrite status_;
};

// A note or a message, written once.
struct Letter {
  model::CaseId case_id;
  model::PatientId patient;
  std::string topic;  // "note", "shipped"
  std::string text;
};

class NoteTask : public FlowTask {
 public:
  NoteTask(Office& office, Letter note) : office_(office), note_(std::move(note)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Office& office_;
  Letter note_;
  bool tried_ = false;
};

// NTF-02: the patient's word is asked for just before the message goes out.
class NotifyTask : public FlowTask {
 public:
  NotifyTask(Office& office, Letter message, model::Medium medium)
      : office_(office), message_(std::move(message)), medium_(medium) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Office& office_;
  Letter message_;
  model::Medium medium_;
  bool tried_ = false;
};

}  // namespace articulator::connect::eaglesoft
