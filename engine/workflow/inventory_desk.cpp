#include "engine/workflow/inventory_desk.hpp"

#include "engine/base/assert.hpp"
#include "engine/base/words.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace articulator::workflow {
namespace {

constexpr std::array<base::Word<PurchaseState>, 4> state_words{{
    {PurchaseState::drafted, "drafted"},
    {PurchaseState::approved, "approved"},
    {PurchaseState::sent, "sent"},
    {PurchaseState::rejected, "rejected"},
}};

std::string reason(const insight::Stock& stock, const insight::Plan& plan, const std::string& supplier) {
  const model::StockItem& item = stock.item();
  return fmt::format(
      "{} {} of {} are left and {} are on order; the reorder point is {} ({}, {} days until a delivery). "
      "Order {} from {}.",
      stock.on_hand(), item.unit, item.name, stock.on_order(), plan.forecast.reorder_point,
      word(plan.forecast.basis), item.lead_time_days, plan.order, supplier);
}

// When the work will use what it uses; empty: nobody knows.
std::optional<base::Instant> wanted_at(const Case& open, const base::TimeZone& zone) {
  if (open.file->appointment) return open.file->appointment->start;
  if (const auto due = open.file->prescription.due_date.value) return zone.instant({*due, 0});
  return std::nullopt;
}

}  // namespace

std::string_view word(PurchaseState state) {
  return base::word_of(state_words, state);
}

InventoryDesk::InventoryDesk(const model::PracticeBench& bench, base::Instant now) : bench_(bench) {
  if (!bench.insight.inventory) return;
  for (const model::StockItem& item : bench.insight.inventory->items)
    stocks_.emplace_back(item, today(now));
  if (keeps_stock()) next_day_ = now;
}

void InventoryDesk::used(model::UsedWhen when, const model::Prescription& rx, base::Instant now) {
  for (insight::Stock& stock : stocks_) {
    if (stock.item().used_when != when) continue;
    if (const std::int64_t units = stock.item().units_for(rx); units > 0) stock.use(units, today(now));
  }
  look_again();
}

std::vector<Purchase> InventoryDesk::draft(const Practice& practice, base::Instant now) {
  std::vector<Purchase> drafted;
  if (next_day_ && *next_day_ <= now) {
    next_day_ = bench_.policy.zone.instant({today(now) + 1, 0});
    is_due_ = true;
  }
  if (!is_due_ || practice.policy().phase == model::Phase::monitor) return drafted;
  is_due_ = false;
  for (const insight::Stock& stock : stocks_) {
    const std::string& item = stock.item().item;
    const auto waits = [&](const Purchase* one) { return one->item == item; };
    const auto quiet = quiet_until_.find(item);
    if (quiet != quiet_until_.end() && now < quiet->second) continue;
    if (std::ranges::any_of(open(), waits)) continue;
    const insight::Plan plan = stock.plan(booked(stock, practice, now), today(now));
    if (plan.order == 0) continue;
    const model::Supplier* supplier = bench_.insight.inventory->supplier(stock.item().supplier);
    const std::uint64_t number = ++last_purchase_;
    purchases_[number] = {"PO-" + std::to_string(number), item, plan.order,
                          PurchaseState::drafted,         now,  reason(stock, plan, supplier->name)};
    drafted.push_back(purchases_[number]);
  }
  while (purchases_.size() > purchases_kept)
    purchases_.erase(purchases_.begin());
  return drafted;
}

const Purchase* InventoryDesk::find(const std::string& number) const {
  for (const auto& [n, purchase] : purchases_)
    if (purchase.number == number) return &purchase;
  return nullptr;
}

Purchase* InventoryDesk::purchase_of(const std::string& number) {
  for (auto& [n, purchase] : purchases_)
    if (purchase.number == number) return &purchase;
  return nullptr;
}

std::vector<const Purchase*> InventoryDesk::open() const {
  std::vector<const Purchase*> open;
  for (const auto& [n, purchase] : purchases_)
    if (purchase.state == PurchaseState::drafted) open.push_back(&purchase);
  return open;
}

model::PurchaseOrder InventoryDesk::approve(const std::string& number, std::int64_t quantity,
                                            base::Instant now) {
  Purchase* purchase = purchase_of(number);
  ART_ASSERT(purchase != nullptr && purchase->state == PurchaseState::drafted);
  purchase->state = PurchaseState::approved;
  purchase->quantity = quantity;
  insight::Stock& stock = *stock_of(purchase->item);
  stock.ordered(quantity);
  const model::Supplier* supplier = bench_.insight.inventory->supplier(stock.item().supplier);
  return {number, purchase->item, stock.item().name, stock.item().unit, quantity, supplier->email, now};
}

void InventoryDesk::reject(const std::string& number, base::Instant now) {
  Purchase* purchase = purchase_of(number);
  ART_ASSERT(purchase != nullptr && purchase->state == PurchaseState::drafted);
  purchase->state = PurchaseState::rejected;
  quiet_until_[purchase->item] = now + quiet_after_rejection;
}

void InventoryDesk::sent(const std::string& number) {
  if (Purchase* purchase = purchase_of(number)) purchase->state = PurchaseState::sent;
}

bool InventoryDesk::received(const std::string& item, std::int64_t units) {
  insight::Stock* stock = stock_of(item);
  if (stock == nullptr) return false;
  stock->received(units);
  look_again();
  return true;
}

bool InventoryDesk::counted(const std::string& item, std::int64_t units) {
  insight::Stock* stock = stock_of(item);
  if (stock == nullptr) return false;
  stock->counted(units);
  quiet_until_.erase(item);
  look_again();
  return true;
}

std::vector<InventoryDesk::Shown> InventoryDesk::items(const Practice& practice, base::Instant now) const {
  std::vector<Shown> shown;
  for (const insight::Stock& stock : stocks_)
    shown.push_back({&stock, stock.plan(booked(stock, practice, now), today(now))});
  return shown;
}

// Of what is used at the seat visit: the cases on their way whose visit comes before a delivery could. What
// is used when a case goes out is used already.
std::int64_t InventoryDesk::booked(const insight::Stock& stock, const Practice& practice,
                                   base::Instant now) const {
  if (stock.item().used_when != model::UsedWhen::seated) return 0;
  const base::Instant until = now + base::days(stock.item().lead_time_days + 1);
  std::int64_t units = 0;
  for (const auto& [id, open] : practice.cases()) {
    if (open.ended_at || open.cancelled) continue;
    const auto wanted = wanted_at(open, practice.policy().zone);
    if (wanted && *wanted <= until) units += stock.item().units_for(open.file->prescription);
  }
  return units;
}

base::Date InventoryDesk::today(base::Instant now) const {
  return bench_.policy.zone.local(now).date;
}

insight::Stock* InventoryDesk::stock_of(const std::string& item) {
  const auto found =
      std::ranges::find_if(stocks_, [&](const insight::Stock& stock) { return stock.item().item == item; });
  return found == stocks_.end() ? nullptr : &*found;
}

}  // namespace articulator::workflow
