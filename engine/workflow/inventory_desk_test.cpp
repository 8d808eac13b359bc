#include "engine/workflow/inventory_desk.hpp"

#include "engine/base/json_reader.hpp"

#include <string>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::workflow {
namespace {

const base::Instant start = *base::parse_instant("2024-10-21T14:00:00Z");

model::PracticeBench bench() {
  model::StockItem item;
  item.item = "cartridges";
  item.name = "impression material";
  item.unit = "cartridges";
  item.on_hand = 6;
  item.used_for = {{}};
  item.used_when = model::UsedWhen::sent;
  item.lead_time_days = 4;
  item.cover_days = 10;
  item.supplier = "acme";
  item.usage.assign(60, 1);
  model::InventorySetup inventory;
  inventory.items = {std::move(item)};
  inventory.suppliers = {{"acme", "Acme Dental Supply", "orders@acme.example"}};
  model::PracticeBench made;
  made.practice = model::PracticeId("p-01");
  made.insight.inventory = std::move(inventory);
  return made;
}

Practice practice() {
  return Practice(model::PracticeId("p-01"));
}

const model::Prescription crown;

BOOST_AUTO_TEST_SUITE(inventory_desk)

BOOST_AUTO_TEST_CASE(without_a_stock_nothing_is_due_and_nothing_drafted) {
  const model::PracticeBench none;
  InventoryDesk desk(none, start);
  BOOST_CHECK(!desk.keeps_stock());
  BOOST_CHECK(!desk.next_due());
  desk.used(model::UsedWhen::sent, crown, start);
  BOOST_CHECK(desk.draft(practice(), start).empty());
}

BOOST_AUTO_TEST_CASE(one_purchase_is_drafted_at_the_reorder_point_and_no_second_while_it_waits) {
  const model::PracticeBench of = bench();
  InventoryDesk desk(of, start);
  BOOST_CHECK(desk.draft(practice(), start).empty());
  desk.used(model::UsedWhen::seated, crown, start);  // is not used then
  BOOST_CHECK(desk.draft(practice(), start).empty());
  desk.used(model::UsedWhen::sent, crown, start);
  const std::vector<Purchase> drafted = desk.draft(practice(), start);
  BOOST_REQUIRE_EQUAL(drafted.size(), 1U);
  BOOST_CHECK_EQUAL(drafted.front().number, "PO-1");
  BOOST_CHECK_EQUAL(drafted.front().quantity, 10);
  BOOST_CHECK_EQUAL(drafted.front().why,
                    "5 cartridges of impression material are left and 0 are on order; the reorder point is 5 "
                    "(usage history, 4 days until a delivery). Order 10 from Acme Dental Supply.");
  desk.used(model::UsedWhen::sent, crown, start);
  BOOST_CHECK(desk.draft(practice(), start).empty());
}

BOOST_AUTO_TEST_CASE(what_is_approved_is_on_order_and_what_is_received_on_hand) {
  const model::PracticeBench of = bench();
  InventoryDesk desk(of, start);
  desk.used(model::UsedWhen::sent, crown, start);
  desk.draft(practice(), start);
  const model::PurchaseOrder order = desk.approve("PO-1", 12, start);
  BOOST_CHECK_EQUAL(order.quantity, 12);
  BOOST_CHECK_EQUAL(order.email, "orders@acme.example");
  BOOST_CHECK(desk.open().empty());
  BOOST_CHECK(desk.find("PO-1")->state == PurchaseState::approved);
  desk.sent("PO-1");
  BOOST_CHECK(desk.find("PO-1")->state == PurchaseState::sent);
  desk.look_again();
  BOOST_CHECK(desk.draft(practice(), start).empty());
  BOOST_CHECK(desk.received("cartridges", 12));
  BOOST_CHECK(!desk.received("hats", 1));
  BOOST_CHECK_EQUAL(desk.items(practice(), start).front().stock->on_hand(), 17);
  BOOST_CHECK_EQUAL(desk.items(practice(), start).front().stock->on_order(), 0);
}

BOOST_AUTO_TEST_CASE(what_was_rejected_is_not_asked_again_for_a_week_unless_counted) {
  const model::PracticeBench of = bench();
  InventoryDesk desk(of, start);
  desk.used(model::UsedWhen::sent, crown, start);
  desk.draft(practice(), start);
  desk.reject("PO-1", start);
  desk.look_again();
  BOOST_CHECK(desk.draft(practice(), start + base::days(7) - base::milliseconds(1)).empty());
  desk.look_again();
  BOOST_CHECK_EQUAL(desk.draft(practice(), start + base::days(7)).size(), 1U);
  desk.reject("PO-2", start + base::days(7));
  BOOST_CHECK(desk.counted("cartridges", 0));
  BOOST_CHECK_EQUAL(desk.draft(practice(), start + base::days(8)).size(), 1U);
}

BOOST_AUTO_TEST_CASE(it_looks_again_each_day_of_the_practice) {
  const model::PracticeBench of = bench();
  InventoryDesk desk(of, start);
  desk.draft(practice(), start);
  BOOST_REQUIRE(desk.next_due());
  BOOST_CHECK_EQUAL(base::format_instant(*desk.next_due()), "2024-10-22T00:00:00.000Z");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::workflow
