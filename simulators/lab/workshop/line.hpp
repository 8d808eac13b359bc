// The production line's time table, in working hours.
//
// Work is measured in milliseconds of working time since the opening of the day of receipt: a working day has
// nine of its hours, a night and a holiday have none. So "stopped for two hours on Friday at 16:00" ends on
// Monday at 09:00, and a hold moves what is left by the working time that it lasted.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/instant.hpp"
#include "simulators/lab/workshop/profile.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace articulator::simulators::workshop {

using WorkOffset = std::int64_t;  // ms of working time since the opening of the day of receipt

// 08:00-17:00 lab time. A convention of ours: the profile has working days and a cut-off but no hours.
constexpr std::int32_t opening_ms_of_day = 8 * 3'600'000;
constexpr WorkOffset working_day_ms = 9 * 3'600'000;

// The day on which an order counts as received: today when it comes before the cut-off on a working day, else
// the next working day.
base::Date day_of_receipt(const Profile& profile, base::Instant arrival);

base::Instant work_instant(const Profile& profile, base::Date received_on, WorkOffset offset);
WorkOffset work_offset(const Profile& profile, base::Date received_on, base::Instant instant);

// When a parcel handed over on `shipped_on` is delivered: 10:30 lab time after the transit days.
base::Instant delivery_instant(const Profile& profile, base::Date shipped_on);

struct Plan {
  base::Date received_on;
  base::Date ship_by;              // what the lab promises
  std::vector<WorkOffset> stages;  // when each word of the profile's line begins, rising
  WorkOffset shipment = 0;         // when the carrier takes the parcel over
};

// Draws by (seed, stage, tracking). `late_working_days` moves the shipping, not the promise.
Plan make_plan(const Profile& profile, const Product& product, base::Instant arrival, base::Date received_on,
               std::uint64_t seed, std::string_view tracking, int late_working_days);

}  // namespace articulator::simulators::workshop
