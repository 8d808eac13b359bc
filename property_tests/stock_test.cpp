// Laws of the stock (INV-01, INV-02): after an order nothing more is to be ordered, an order is whole packs,
// a higher service level never orders later, and what is booked is always covered.
#include "engine/insight/stock.hpp"

#include <cstdint>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <rapidcheck/boost_test.h>

namespace articulator::property_tests {
namespace {

const base::Date today = base::make_date(2024, 10, 21);

model::StockItem item() {
  model::StockItem made;
  made.item = "item";
  made.on_hand = *rc::gen::inRange<std::int64_t>(0, 50);
  made.lead_time_days = *rc::gen::inRange(1, 40);
  made.service_permille = *rc::gen::inRange(500, 1000);
  made.pack = *rc::gen::inRange<std::int64_t>(1, 20);
  made.cover_days = *rc::gen::inRange(1, 60);
  made.usage = *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 6));
  return made;
}

BOOST_AUTO_TEST_SUITE(stock_law)

RC_BOOST_PROP(one_order_is_enough, ()) {
  const model::StockItem of = item();
  const auto booked = *rc::gen::inRange<std::int64_t>(0, 30);
  insight::Stock stock(of, today);
  const insight::Plan plan = stock.plan(booked, today);
  RC_ASSERT(plan.order >= 0);
  RC_ASSERT(plan.order % of.pack == 0);
  RC_ASSERT(plan.forecast.reorder_point >= booked);
  RC_ASSERT(plan.order == 0 || plan.position <= plan.forecast.reorder_point);
  stock.ordered(plan.order);
  const insight::Plan after = stock.plan(booked, today);
  const bool covers = plan.position + plan.order > plan.forecast.reorder_point;
  RC_ASSERT(after.order == 0 || !covers);
  RC_ASSERT(after.position >= plan.forecast.reorder_point || plan.order == 0);
}

RC_BOOST_PROP(a_higher_service_level_never_orders_later, ()) {
  model::StockItem of = item();
  const std::int64_t reorder = insight::Stock(of, today).plan(0, today).forecast.reorder_point;
  of.service_permille = *rc::gen::inRange(of.service_permille, 1000);
  RC_ASSERT(insight::Stock(of, today).plan(0, today).forecast.reorder_point >= reorder);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::property_tests
