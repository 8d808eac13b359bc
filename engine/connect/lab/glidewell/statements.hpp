// The lab's statement of a month: GET /v1/statements?month=2024-10 (REC-01).
#pragma once

#include "engine/connect/flow.hpp"
#include "engine/connect/lab/glidewell/account.hpp"

#include <string>
#include <utility>

namespace articulator::connect::glidewell {

// Event: LabInvoice with all lines of the month. A statement without a line is none.
class StatementReading : public FlowTask {
 public:
  StatementReading(Account& account, std::string month) : account_(account), month_(std::move(month)) {}

 private:
  Flow<Outcome> run(bool may_have_happened) override;

  Account& account_;
  std::string month_;
};

}  // namespace articulator::connect::glidewell
