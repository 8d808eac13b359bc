#include "engine/insight/stock.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::insight {
namespace {

const base::Date today = base::make_date(2024, 10, 21);

model::StockItem item() {
  model::StockItem made;
  made.item = "zirconia-a2";
  made.on_hand = 30;
  made.lead_time_days = 4;
  made.cover_days = 10;
  made.pack = 6;
  made.usage.assign(200, 2);
  return made;
}

BOOST_AUTO_TEST_SUITE(stock)

BOOST_AUTO_TEST_CASE(nothing_is_ordered_above_the_reorder_point_and_packs_at_it) {
  const model::StockItem of = item();
  Stock stock(of, today);
  BOOST_CHECK_EQUAL(stock.plan(0, today).forecast.reorder_point, 10);
  BOOST_CHECK_EQUAL(stock.plan(0, today).order, 0);
  stock.use(19, today);
  BOOST_CHECK_EQUAL(stock.plan(0, today).order, 0);  // eleven are there
  stock.use(1, today);
  // Ten, and cover for ten days of two each, less the ten that are there: 20, in packs of six.
  BOOST_CHECK_EQUAL(stock.plan(0, today).order, 24);
}

BOOST_AUTO_TEST_CASE(what_is_on_order_is_not_ordered_again_and_comes_in_once) {
  const model::StockItem of = item();
  Stock stock(of, today);
  stock.use(25, today);
  const std::int64_t order = stock.plan(0, today).order;
  BOOST_CHECK_GT(order, 0);
  stock.ordered(order);
  BOOST_CHECK_EQUAL(stock.plan(0, today).order, 0);
  stock.received(order);
  BOOST_CHECK_EQUAL(stock.on_order(), 0);
  BOOST_CHECK_EQUAL(stock.on_hand(), 5 + order);
}

BOOST_AUTO_TEST_CASE(more_than_is_there_leaves_nothing_and_is_remembered_as_demand) {
  const model::StockItem of = item();
  Stock stock(of, today);
  stock.use(100, today);
  BOOST_CHECK_EQUAL(stock.on_hand(), 0);
  BOOST_CHECK_GT(stock.plan(0, today + 1).forecast.milli_a_day, 2000);
}

BOOST_AUTO_TEST_CASE(a_day_that_is_not_over_does_not_count_yet_and_idle_days_do) {
  const model::StockItem of = item();
  Stock stock(of, today);
  const std::int64_t before = stock.plan(0, today).forecast.milli_a_day;
  BOOST_CHECK_EQUAL(before, 2000);
  BOOST_CHECK_LT(stock.plan(0, today + 20).forecast.milli_a_day, 1200);
}

BOOST_AUTO_TEST_CASE(a_new_item_without_use_is_left_alone_until_a_case_is_booked) {
  model::StockItem of = item();
  of.usage.clear();
  of.on_hand = 0;
  const Stock stock(of, today);
  BOOST_CHECK_EQUAL(stock.plan(0, today).order, 0);
  BOOST_CHECK_EQUAL(stock.plan(2, today).order, 6);
}

BOOST_AUTO_TEST_CASE(a_count_by_hand_is_believed) {
  const model::StockItem of = item();
  Stock stock(of, today);
  stock.counted(3);
  BOOST_CHECK_EQUAL(stock.on_hand(), 3);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::insight
