#include "engine/insight/stock.hpp"

#include <algorithm>

namespace articulator::insight {

Stock::Stock(const model::StockItem& item, base::Date today)
    : item_(item), on_hand_(item.on_hand), usage_(item.usage.begin(), item.usage.end()), day_(today) {
  usage_.push_back(0);
  while (usage_.size() > days_kept)
    usage_.pop_front();
}

void Stock::use(std::int64_t units, base::Date on) {
  for (; day_ < on; day_ = day_ + 1) {
    usage_.push_back(0);
    if (usage_.size() > days_kept) usage_.pop_front();
  }
  usage_.back() = std::min(usage_.back() + units, usage_max);
  on_hand_ = std::max<std::int64_t>(0, on_hand_ - units);
}

void Stock::received(std::int64_t units) {
  on_hand_ += units;
  on_order_ = std::max<std::int64_t>(0, on_order_ - units);
}

std::vector<std::int64_t> Stock::usage_until(base::Date today) const {
  std::vector<std::int64_t> usage(usage_.begin(), usage_.end());
  if (today <= day_) {
    usage.pop_back();  // the day is not over
  } else {
    usage.resize(usage.size() + static_cast<std::size_t>(today - day_ - 1), 0);
  }
  if (usage.size() > days_kept) usage.erase(usage.begin(), usage.end() - days_kept);
  return usage;
}

Plan Stock::plan(std::int64_t booked, base::Date today) const {
  const std::vector<std::int64_t> usage = usage_until(today);
  Plan plan;
  plan.forecast = forecast_demand(usage, {item_.lead_time_days, item_.service_permille}, booked);
  plan.position = on_hand_ + on_order_;
  const bool is_used = plan.forecast.reorder_point > 0 || plan.forecast.milli_a_day > 0;
  if (!is_used || plan.position > plan.forecast.reorder_point) return plan;
  const std::int64_t cover = (plan.forecast.milli_a_day * item_.cover_days + 999) / 1000;
  const std::int64_t missing = std::max<std::int64_t>(1, plan.forecast.reorder_point + cover - plan.position);
  plan.order = (missing + item_.pack - 1) / item_.pack * item_.pack;
  return plan;
}

}  // namespace articulator::insight
