// The office's schedule: free times, a visit that moves or is booked, a slot held for some hours.
//
// The server refuses what does not fit (400, SCHEDULE_CONFLICT), so a slot is simply asked for. A hold is an
// appointment of the kind TENTATIVE for the case; it is let go of by the status BROKEN.
#pragma once

#include "engine/connect/flow.hpp"
#include "engine/connect/pms/dentrix/organization.hpp"
#include "engine/model/connector.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace articulator::connect::dentrix {

class FreeTimesTask : public FlowTask {
 public:
  FreeTimesTask(Organization& organization, model::ScheduleQuestion question)
      : organization_(organization), question_(std::move(question)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Organization& organization_;
  model::ScheduleQuestion question_;
};

// Moves the case's appointment, or books one, which the office makes the case's.
class SeatTask : public FlowTask {
 public:
  SeatTask(Organization& organization, model::SeatVisit visit)
      : organization_(organization), visit_(std::move(visit)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;
  Flow<Got<std::optional<AppointmentRow>>> place();

  Organization& organization_;
  model::SeatVisit visit_;
};

class HoldTask : public FlowTask {
 public:
  HoldTask(Organization& organization, model::SlotHold hold)
      : organization_(organization), hold_(std::move(hold)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Organization& organization_;
  model::SlotHold hold_;
};

class ReleaseTask : public FlowTask {
 public:
  ReleaseTask(Organization& organization, std::string hold)
      : organization_(organization), hold_(std::move(hold)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Organization& organization_;
  std::string hold_;  // "A-12"
};

}  // namespace articulator::connect::dentrix
