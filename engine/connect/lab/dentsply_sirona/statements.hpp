// The lab's statement of a month: GET /v1/statements?month=2024-10 (REC-01).
#pragma once

#include "engine/connect/flow.hpp"
#include "engine/connect/lab/dentsply_sirona/account.hpp"

#include <string>
#include <utility>

namespace articulator::connect::dentsply_sirona {

// Event: LabInvoice with the lines of the month that no order has brought before.
class StatementReading : public FlowTask {
 public:
  StatementReading(Account& account, std::string month) : account_(account), month_(std::move(month)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Account& account_;
  std::string month_;
};

}  // namespace articulator::connect::dentsply_sirona
