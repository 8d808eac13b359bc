// What the lab says of its orders, and what of it is news.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/connect/flow.hpp"
#include "engine/connect/lab/glidewell/account.hpp"
#include "engine/model/event.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace articulator::connect::glidewell {

struct Shipment {
  std::string carrier;
  std::string carrier_tracking;
  std::optional<base::Instant> delivery;
};

// An order as GET /v1/orders has it.
struct OrderRow {
  std::string tracking;
  model::CaseId case_id;
  std::string idempotency_key;
  std::string status;  // empty: none yet
  std::int64_t sequence = 0;
  std::int64_t change = 0;
  std::string ship_by;
  std::optional<base::Instant> eta;
  std::optional<std::string> question;  // of a hold
  std::optional<Shipment> shipment;
};
base::Expected<OrderRow> read_order(base::JsonValue row);

// The members `carrier`, `carrier_tracking` and `delivery`, wherever they stand.
Shipment read_shipment(base::ObjectReader& in);

// Events for what had not been said of this order: a later status, another question, a shipment.
void learn(Account& account, const OrderRow& row, base::Instant now, std::vector<model::Event>& events);

// GET /v1/orders?changed_after=N, page after page.
class Poll : public FlowTask {
 public:
  explicit Poll(Account& account) : account_(account) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Account& account_;
};

}  // namespace articulator::connect::glidewell
