// Decisions: what the engine does about events, in the words of the log format (`engine.*`), before any
// vendor's wire. Live, each becomes calls and an audit record; in shadow, each is compared with production's.
#pragma once

#include "engine/base/instant.hpp"
#include "engine/model/finding.hpp"
#include "engine/model/ids.hpp"
#include "engine/model/invoice.hpp"
#include "engine/model/prescription.hpp"
#include "engine/model/remake.hpp"
#include "engine/model/stage.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace articulator::model {

struct RxValidated {
  Validation validation;
};
struct ReviewOpened {
  ReviewId review;
  std::vector<std::string> reasons;  // sorted
};
struct OrderSent {
  LabId lab;
  std::string channel;          // the lab's preferred one
  std::string idempotency_key;  // "{case}/{n}", n counts this case's orders from 1
  Prescription prescription;
  std::optional<Remake> remake{};  // of rounds after the first (RMK-03)
};
struct OrderMirrored {
  LabId lab;
};  // phase monitor: to the lab's sandbox (GOV-01)
struct OrderAmended {
  LabId lab;
  Prescription prescription;
};  // DSP-10
struct OrderCancelled {
  LabId lab;
  std::string reason;
};
struct PmsStatus {
  Stage stage = Stage::submitted;
};
struct PmsNote {
  std::string text;
};
struct PatientNotified {
  Stage milestone = Stage::received;
  Medium medium = Medium::sms;
};
struct QuestionAnswered {
  LabId lab;
  std::string text;
};  // STS-06: back to the lab
struct StatusFlagged {
  std::string word;
};  // STS-01: an unknown status word, kept, moves nothing
struct DelayAlerted {  // DLV-02
  AppointmentId appointment;
  base::Instant predicted;
  base::Instant needed_by;
  std::string cause;  // what the prediction rests on: "lab_promise", "history"
};
struct DelayCleared {
  AppointmentId appointment;
};

struct RemakeTriaged {  // RMK-01, RMK-02
  RemakeCause cause = RemakeCause::unclear;
  RemakeRoute route = RemakeRoute::person;
  int confidence_percent = 0;
  std::vector<std::string> words;  // that decided it
};

struct InvoiceLine {  // REC-01, REC-02
  std::string statement;
  std::int64_t line = 0;
  LineResult result = LineResult::matched;
};  // the case that it was matched to, or that it names, is the decision's

using Act = std::variant<RxValidated, ReviewOpened, OrderSent, OrderMirrored, OrderAmended, OrderCancelled,
                         PmsStatus, PmsNote, PatientNotified, QuestionAnswered, StatusFlagged, DelayAlerted,
                         DelayCleared, RemakeTriaged, InvoiceLine>;

struct Decision {
  base::Instant at;  // of the event or timer that caused it
  CaseId case_id;
  Act act;
};

}  // namespace articulator::model
