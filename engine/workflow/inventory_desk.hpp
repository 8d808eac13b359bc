// InventoryDesk: a practice's stock and its purchase orders (INV-01, INV-02).
//
//   desk.used(UsedWhen::seated, prescription, now);
//   for (const Purchase& drafted : desk.draft(practice, now)) ...    // a person decides on each
//   desk.approve(number, quantity, now);                             // and it is sent, once
//
// A purchase is drafted when an item's stock, with what is on order, is at or below its reorder point, and
// none for it waits for a decision. What a person rejected is not drafted again for a week, unless the item
// is counted anew. In phase monitor nothing is drafted.
#pragma once

#include "engine/base/instant.hpp"
#include "engine/insight/stock.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/connector.hpp"
#include "engine/workflow/practice.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace articulator::workflow {

enum class PurchaseState : std::uint8_t { drafted, approved, sent, rejected };
std::string_view word(PurchaseState state);

struct Purchase {
  std::string number;  // "PO-1"; also the id of its review
  std::string item;
  std::int64_t quantity = 0;
  PurchaseState state = PurchaseState::drafted;
  base::Instant drafted_at;
  std::string why;  // a sentence for who decides
};

class InventoryDesk {
 public:
  static constexpr base::Duration quiet_after_rejection = base::days(7);
  static constexpr std::size_t purchases_kept = 1000;

  InventoryDesk(const model::PracticeBench& bench, base::Instant now);

  [[nodiscard]] bool keeps_stock() const { return !stocks_.empty(); }

  // What the work used up at that moment of its life.
  void used(model::UsedWhen when, const model::Prescription& rx, base::Instant now);
  // Something changed by which a stock may have come to its reorder point.
  void look_again() { is_due_ = keeps_stock(); }

  // Purchases drafted just now.
  std::vector<Purchase> draft(const Practice& practice, base::Instant now);

  // When usage is to be looked at again: the next day.
  [[nodiscard]] std::optional<base::Instant> next_due() const { return next_day_; }

  [[nodiscard]] const Purchase* find(const std::string& number) const;  // null: none
  [[nodiscard]] std::vector<const Purchase*> open() const;              // drafted, by number

  // The order as it goes out. The purchase must be drafted.
  model::PurchaseOrder approve(const std::string& number, std::int64_t quantity, base::Instant now);
  void reject(const std::string& number, base::Instant now);
  void sent(const std::string& number);

  // False: no such item.
  bool received(const std::string& item, std::int64_t units);
  bool counted(const std::string& item, std::int64_t units);

  struct Shown {
    const insight::Stock* stock = nullptr;
    insight::Plan plan;
  };
  [[nodiscard]] std::vector<Shown> items(const Practice& practice, base::Instant now) const;
  [[nodiscard]] const std::map<std::uint64_t, Purchase>& purchases() const { return purchases_; }

 private:
  [[nodiscard]] std::int64_t booked(const insight::Stock& stock, const Practice& practice,
                                    base::Instant now) const;
  [[nodiscard]] base::Date today(base::Instant now) const;
  insight::Stock* stock_of(const std::string& item);
  Purchase* purchase_of(const std::string& number);

  const model::PracticeBench& bench_;
  std::vector<insight::Stock> stocks_;
  std::map<std::uint64_t, Purchase> purchases_;  // by the number's number; the latest
  std::uint64_t last_purchase_ = 0;
  std::map<std::string, base::Instant> quiet_until_;  // by item
  std::optional<base::Instant> next_day_;
  bool is_due_ = false;
};

}  // namespace articulator::workflow
