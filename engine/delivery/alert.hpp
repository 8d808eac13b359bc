// Alerts: when a predicted delivery is too late for the seat appointment (DLV-02; DECISIONS, "Delay").
//
//   const base::Instant by = needed_by(appointment.start, practice_zone);
//   switch (news_of(open.alert, {appointment.id, by}, prediction)) { case News::raise: ... }
//
// An alert stands for one appointment. It is raised when the prediction passes `needed_by`, raised again when
// the prediction is later than the one last alerted by at least 24 h, and cleared when it no longer holds:
// the prediction recovered, the appointment moved out of its way, was cancelled, or is another one now.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/instant.hpp"
#include "engine/model/ids.hpp"

#include <cstdint>
#include <optional>

namespace articulator::delivery {

// DECISIONS, "Delay": one working day, Monday to Friday, before the appointment, at the same local time of
// day. The practice's own holidays are not counted, as no log says which they are.
base::Instant needed_by(base::Instant appointment, const base::TimeZone& practice);

// How much worse a prediction must be to be worth a second alert.
inline constexpr base::Duration worse_by_min = base::hours(24);

struct Alert {  // one that stands
  model::AppointmentId appointment;
  base::Instant predicted;    // as last alerted
  base::Instant raised_at{};  // when it was first, for this appointment
};

struct Need {
  model::AppointmentId appointment;
  base::Instant by;
};

enum class News : std::uint8_t {
  none,
  raise,        // the first of this appointment, or again since it is worse
  clear,        // the standing one
  clear_raise,  // the standing one was about another appointment; this one is late, too
};

// `need` empty: no appointment. `prediction` empty: nothing is known of the delivery.
News news_of(const std::optional<Alert>& standing, const std::optional<Need>& need,
             std::optional<base::Instant> prediction);

}  // namespace articulator::delivery
