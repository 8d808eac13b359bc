// What the engine writes into Curve: the status of a lab case, a chart note, a message to the patient.
//
// A case is written against the version that was read: `If-Match` with its ETag. Where somebody at the front
// desk was faster, Curve answers 412; the case is read again, the lab's work put into what stands there now,
// and written again, some times.
//
// Notes and messages have no idempotency key. They carry an `externalId` of ours, which Curve keeps and can
// be asked for but does not look at: where an earlier attempt may have been carried out it is asked for first
// (RES-02).
#pragma once

#include "engine/connect/flow.hpp"
#include "engine/connect/pms/curve/office.hpp"
#include "engine/model/connector.hpp"

#include <string>
#include <utility>

namespace articulator::connect::curve {

class StatusTask : public FlowTask {
 public:
  StatusTask(Office& office, model::StatusWrite status) : office_(office), status_(std::move(status)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Office& office_;
  model::StatusWrite status_;
};

// A chart note or a message, written once.
struct Writing {
  std::string collection;  // "/chart-notes", "/messages"
  model::CaseId case_id;
  model::PatientId patient;
  std::string text;
  std::string external_id;
  std::string channel{};    // of a message: "text", "portal", "email"
  std::string milestone{};  // of a message
};

class WriteTask : public FlowTask {
 public:
  WriteTask(Office& office, Writing writing) : office_(office), writing_(std::move(writing)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Office& office_;
  Writing writing_;
  bool tried_ = false;
};

// NTF-02: the patient's word is asked for just before the message goes out, in the record and in what the
// patient wrote.
class NotifyTask : public FlowTask {
 public:
  NotifyTask(Office& office, Writing message, model::Medium medium)
      : office_(office), message_(std::move(message)), medium_(medium) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Office& office_;
  Writing message_;
  model::Medium medium_;
  bool tried_ = false;
};

}  // namespace articulator::connect::curve
