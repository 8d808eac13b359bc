#include "simulators/lab/workshop/line.hpp"

#include "engine/base/random.hpp"

#include <algorithm>

namespace articulator::simulators::workshop {
namespace {

constexpr WorkOffset minute_ms = 60'000;
constexpr std::int32_t delivery_ms_of_day = (10 * 60 + 30) * 60'000;  // 10:30, an express carrier's promise

WorkOffset draw_minutes(std::uint64_t seed, std::string_view stage, std::string_view tracking,
                        std::uint32_t low, std::uint32_t high) {
  const std::uint64_t bits = base::draw(seed, stage, tracking);
  // To the second, so that stages of many orders do not fall on the same instant.
  return WorkOffset{1000} * (low * 60 + base::draw_below(bits, (high - low) * 60 + 1));
}

}  // namespace

base::Date day_of_receipt(const Profile& profile, base::Instant arrival) {
  const base::LocalTime local = profile.zone.local(arrival);
  if (!profile.days.works(local.date)) return base::this_or_next_working_day(local.date, profile.days);
  return local.ms_of_day < profile.cutoff_ms_of_day ? local.date
                                                    : base::add_working_days(local.date, 1, profile.days);
}

base::Instant work_instant(const Profile& profile, base::Date received_on, WorkOffset offset) {
  const auto whole_days = static_cast<int>(offset / working_day_ms);
  const auto rest = static_cast<std::int32_t>(offset % working_day_ms);
  const base::Date date =
      whole_days == 0 ? received_on : base::add_working_days(received_on, whole_days, profile.days);
  return profile.zone.instant({date, opening_ms_of_day + rest});
}

WorkOffset work_offset(const Profile& profile, base::Date received_on, base::Instant instant) {
  const base::LocalTime local = profile.zone.local(instant);
  if (local.date < received_on) return 0;
  WorkOffset offset = 0;
  for (base::Date date = received_on; date < local.date; date = date + 1)
    if (profile.days.works(date)) offset += working_day_ms;
  if (!profile.days.works(local.date)) return offset;
  return offset + std::clamp<WorkOffset>(local.ms_of_day - opening_ms_of_day, 0, working_day_ms);
}

base::Instant delivery_instant(const Profile& profile, base::Date shipped_on) {
  return profile.zone.instant(
      {base::add_working_days(shipped_on, profile.transit_working_days, profile.days), delivery_ms_of_day});
}

Plan make_plan(const Profile& profile, const Product& product, base::Instant arrival, base::Date received_on,
               std::uint64_t seed, std::string_view tracking, int late_working_days) {
  Plan plan;
  plan.received_on = received_on;
  plan.ship_by = base::add_working_days(received_on, product.turnaround_working_days, profile.days);

  const base::LocalTime local = profile.zone.local(arrival);
  const WorkOffset here = local.date == received_on
                              ? std::clamp<WorkOffset>(local.ms_of_day - opening_ms_of_day, 0, working_day_ms)
                              : 0;
  const auto stages = static_cast<WorkOffset>(profile.line.size());
  // Logging takes 10 to 60 minutes, and is done on the day of receipt.
  const WorkOffset first = std::clamp(here + draw_minutes(seed, "logging", tracking, 10, 60), here + 1000,
                                      std::max(here + 1000, working_day_ms - minute_ms));
  // The parcel is packed between 14:00 and 16:00 and taken over before 17:00.
  const WorkOffset packed = draw_minutes(seed, "packing", tracking, 6 * 60, 8 * 60);
  const WorkOffset ship_day = WorkOffset{product.turnaround_working_days} + late_working_days;
  const WorkOffset last = std::max(ship_day * working_day_ms + packed, first + stages * minute_ms);

  plan.stages.push_back(first);
  for (WorkOffset i = 1; i + 1 < stages; ++i) {
    // Even steps, each up to three tenths of a step early or late: the order of the stages stays.
    const std::uint64_t bits = base::draw(seed, profile.line[static_cast<std::size_t>(i)].word, tracking);
    const WorkOffset jitter = WorkOffset{base::draw_below(bits, 601)} - 300;
    plan.stages.push_back(first + (last - first) * (i * 1000 + jitter) / ((stages - 1) * 1000));
  }
  if (stages > 1) plan.stages.push_back(last);
  plan.shipment = plan.stages.back() + draw_minutes(seed, "carrier", tracking, 20, 59);
  return plan;
}

}  // namespace articulator::simulators::workshop
