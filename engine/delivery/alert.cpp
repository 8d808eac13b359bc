#include "engine/delivery/alert.hpp"

namespace articulator::delivery {

base::Instant needed_by(base::Instant appointment, const base::TimeZone& practice) {
  const base::LocalTime local = practice.local(appointment);
  return practice.instant({base::add_working_days(local.date, -1, {}), local.ms_of_day});
}

News news_of(const std::optional<Alert>& standing, const std::optional<Need>& need,
             std::optional<base::Instant> prediction) {
  const bool late = need && prediction && *prediction > need->by;
  if (!standing) return late ? News::raise : News::none;
  const bool same = need && need->appointment == standing->appointment;
  if (!late) return News::clear;
  if (!same) return News::clear_raise;
  return *prediction - standing->predicted >= worse_by_min ? News::raise : News::none;
}

}  // namespace articulator::delivery
