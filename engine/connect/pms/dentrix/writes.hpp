// What the engine writes into the office: how the lab's work stands, a note in the chart, a message to the
// patient.
//
// The vendor knows no idempotency keys. The tracking of a lab case is a value, so writing it twice is writing
// it once. Of notes and messages the case's are asked for first where an earlier attempt may have been
// carried out (RES-02): the same note, the same category and channel. One that the office refused to look at
// (429) was not carried out, and what was read before it still stands.
#pragma once

#include "engine/connect/flow.hpp"
#include "engine/connect/pms/dentrix/kept.hpp"
#include "engine/connect/pms/dentrix/organization.hpp"
#include "engine/model/connector.hpp"

#include <string>
#include <utility>

namespace articulator::connect::dentrix {

// The two states of a lab case are people's; the stage goes into its tracking, whole, in one call.
class StatusTask : public FlowTask {
 public:
  StatusTask(Organization& organization, model::StatusWrite status)
      : organization_(organization), status_(std::move(status)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Organization& organization_;
  model::StatusWrite status_;
};

class NoteTask : public FlowTask {
 public:
  NoteTask(Organization& organization, model::CaseId case_id, model::PatientId patient, std::string text)
      : organization_(organization),
        case_id_(std::move(case_id)),
        patient_(std::move(patient)),
        text_(std::move(text)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;
  Flow<Got<bool>> is_there(std::string lab_case);

  Organization& organization_;
  model::CaseId case_id_;
  model::PatientId patient_;
  std::string text_;
  bool tried_ = false;
  Kept kept_;
};

// NTF-02: the patient's word is asked for just before the message goes out, and a STOP that the patient wrote
// counts, whatever the patient's row says.
class MessageTask : public FlowTask {
 public:
  struct Message {
    model::CaseId case_id;
    model::PatientId patient;
    model::Medium medium = model::Medium::sms;
    std::string category;  // "shipped"
    std::string text;
  };
  MessageTask(Organization& organization, Message message)
      : organization_(organization), message_(std::move(message)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;
  Flow<Got<bool>> is_there(std::string lab_case);
  Flow<Got<KnownPatient>> ask_patient(std::string patient);

  Organization& organization_;
  Message message_;
  bool tried_ = false;
  Kept kept_;
};

}  // namespace articulator::connect::dentrix
