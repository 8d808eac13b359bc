// Curve's schedule: free times, a visit that moves or is booked, a slot held for some hours.
//
// Curve refuses a visit that does not fit (409), so a slot is taken or it is not. A new visit or hold carries
// an `externalId` of ours and is asked for by it where an earlier attempt may have got through.
#pragma once

#include "engine/connect/flow.hpp"
#include "engine/connect/pms/curve/office.hpp"
#include "engine/model/connector.hpp"

#include <string>
#include <utility>

namespace articulator::connect::curve {

class FreeTimesTask : public FlowTask {
 public:
  FreeTimesTask(Office& office, model::ScheduleQuestion question)
      : office_(office), question_(std::move(question)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Office& office_;
  model::ScheduleQuestion question_;
};

// Moves the case's appointment, or books one, which Curve makes the case's.
class SeatTask : public FlowTask {
 public:
  SeatTask(Office& office, model::SeatVisit visit) : office_(office), visit_(std::move(visit)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;
  Flow<Outcome> move();
  Flow<Outcome> book(bool may_have_happened);
  model::TaskDone standing(const AppointmentRow& row);

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

}  // namespace articulator::connect::curve
