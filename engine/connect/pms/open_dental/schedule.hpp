// Open Dental's schedule: free times, a visit that moves or is booked, a slot held for some hours
// (apiappointments.html [D]: GET Slots, POST, PUT, PUT Break).
//
// Open Dental neither refuses a double booking nor knows a tentative one. So a slot is asked for just before
// it is taken, and the day is read just after: where somebody else took it within that round trip, ours is
// taken back. A hold is an appointment of the patient whose note says so, and until when; it is let go of by
// Break, without a fee and without the unscheduled list.
#pragma once

#include "engine/connect/flow.hpp"
#include "engine/connect/pms/open_dental/office.hpp"
#include "engine/model/connector.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace articulator::connect::open_dental {

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

  Flow<Got<std::optional<AppointmentRow>>> find_there();
  Flow<Got<std::optional<AppointmentRow>>> take();
  Flow<Got<bool>> keep_or_give_up(std::int64_t own);

  Office& office_;
  model::SeatVisit visit_;
  std::optional<model::Slot> before_;  // where it stood
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

}  // namespace articulator::connect::open_dental
