// What the lab says of its orders, and what of it is news.
//
// The list of changes names orders and says nothing of them, so each that changed is fetched. What the order
// waits for is read from `waiting_for` and never from its state: a design that was turned down leaves the
// state DESIGN_REJECTED behind, and that word stands still while the next design waits for a yes.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/connect/flow.hpp"
#include "engine/connect/lab/dentsply_sirona/account.hpp"
#include "engine/model/event.hpp"
#include "engine/model/invoice.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace articulator::connect::dentsply_sirona {

enum class WaitingKind : std::uint8_t { question, hold, design };

struct Waiting {
  std::string id;
  WaitingKind kind = WaitingKind::question;
  std::string text;
};

// An order as GET /v1/orders/{reference} has it.
struct OrderRow {
  std::string reference;
  std::string tracking;  // the lab's number
  model::CaseId case_id;
  std::int64_t revision = 0;
  std::string state;  // empty: none yet
  std::int64_t sequence = 0;
  std::string ship_by;
  std::optional<base::Instant> eta;
  std::optional<Waiting> waiting;
  std::optional<model::LabShipped> shipment;
  std::optional<model::Invoice> invoice;
  std::optional<model::WarrantyAnswer> warranty;
};
base::Expected<OrderRow> read_order(base::JsonValue order);

// Events for what had not been said of this order: a later state, another question or design, a shipment, an
// invoice line.
void learn(Account& account, const OrderRow& row, base::Instant now, std::vector<model::Event>& events);

// The lines of an invoice that were not told before, which they are now.
model::Invoice untold(Account& account, model::Invoice invoice);

// GET /v1/changes, page after page, and each order that changed.
class Poll : public FlowTask {
 public:
  explicit Poll(Account& account) : account_(account) {}

 private:
  struct Change {
    std::string reference;
    std::int64_t revision = 0;
  };
  struct Page {
    std::vector<Change> changes;
    std::int64_t cursor = 0;
    bool more = false;
    std::string etag;
  };

  Flow<Outcome> run(bool may_have_happened) override;
  // Empty: nothing changed.
  Flow<Got<std::optional<Page>>> page_after(std::int64_t cursor, std::string etag);
  // Empty: it cannot be read, which `remark` says.
  Flow<Got<std::optional<OrderRow>>> fetch(Change change, std::string& remark);

  Account& account_;
};

}  // namespace articulator::connect::dentsply_sirona
