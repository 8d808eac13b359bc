// Stock: one consumable's store of a practice, from day to day: what is there, what is on order, what was
// used, and whether to order (INV-01, INV-02).
//
//   Stock stock(item, today);
//   stock.use(2, today);
//   Plan plan = stock.plan(booked, today);       // plan.order > 0: that much is to be ordered now
//   stock.ordered(plan.order); ... stock.received(plan.order);
//
// A continuous review with a reorder point: when what is there and on order is at or below it, so much is
// ordered, in whole packs, that it lasts for the cover days beyond the reorder point.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/insight/demand.hpp"
#include "engine/model/inventory_setup.hpp"

#include <cstdint>
#include <deque>
#include <vector>

namespace articulator::insight {

struct Plan {
  Forecast forecast;
  std::int64_t position = 0;  // on hand and on order
  std::int64_t order = 0;     // 0: nothing is to be ordered
};

class Stock {
 public:
  static constexpr std::size_t days_kept = 730;

  // `item` must outlive it.
  Stock(const model::StockItem& item, base::Date today);

  // Used up on that day; more than is there leaves nothing. A day before the latest counts to that.
  void use(std::int64_t units, base::Date on);
  void ordered(std::int64_t units) { on_order_ += units; }
  void received(std::int64_t units);  // also more than was on order
  void counted(std::int64_t units) { on_hand_ = units; }

  // `booked`: what cases will certainly use within the lead time.
  [[nodiscard]] Plan plan(std::int64_t booked, base::Date today) const;

  [[nodiscard]] const model::StockItem& item() const { return item_; }
  [[nodiscard]] std::int64_t on_hand() const { return on_hand_; }
  [[nodiscard]] std::int64_t on_order() const { return on_order_; }

 private:
  // The days before `today`, those since the last use among them.
  [[nodiscard]] std::vector<std::int64_t> usage_until(base::Date today) const;

  const model::StockItem& item_;
  std::int64_t on_hand_ = 0;
  std::int64_t on_order_ = 0;
  std::deque<std::int64_t> usage_;  // of the days up to `day_`, whose own is the last
  base::Date day_;
};

}  // namespace articulator::insight
