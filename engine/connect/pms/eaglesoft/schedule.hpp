// Eaglesoft's schedule: free times, a visit that moves or is booked, a slot held for some hours.
//
// The box refuses a time that is taken (409), so nothing needs to be asked before or after. What is booked or
// held bears a reference of ours, "LC-7 seat" or "LC-7 hold", by which an attempt whose answer was lost is
// found again (RES-02).
#pragma once

#include "engine/connect/flow.hpp"
#include "engine/connect/pms/eaglesoft/office.hpp"
#include "engine/model/connector.hpp"

#include <optional>
#include <string>
#include <utility>

namespace articulator::connect::eaglesoft {

class FreeTimesTask : public FlowTask {
 public:
  FreeTimesTask(Office& office, model::ScheduleQuestion question)
      : office_(office), question_(std::move(question)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Office& office_;
  model::ScheduleQuestion question_;
};

// Moves the case's appointment, or books one and makes it the case's.
class SeatTask : public FlowTask {
 public:
  SeatTask(Office& office, model::SeatVisit visit) : office_(office), visit_(std::move(visit)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Office& office_;
  model::SeatVisit visit_;
};

class HoldTask : public FlowTask {
 public:
  HoldTask(Office& office, model::SlotHold hold) : office_(office), hold_(std::move(hold)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Office& office_;
  model::SlotHold hold_;
};

class ReleaseTask : public FlowTask {
 public:
  ReleaseTask(Office& office, std::string hold) : office_(office), hold_(std::move(hold)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Office& office_;
  std::string hold_;  // "A-12"
};

}  // namespace articulator::connect::eaglesoft
