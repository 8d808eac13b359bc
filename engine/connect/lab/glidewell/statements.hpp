// The lab's statements (REC-01): by month from its API, GET /v1/statements?month=2024-10; and as tables that
// it puts into the practice's drop, looked for every six hours with a poll. However one comes, it is told
// once.
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

// Where the practice has a drop and a look is due: events and remarks of what the lab put there. What cannot
// be read is remarked with file, line and what to do; it is the lab's to mend, and read anew when it was. A
// drop that does not answer is asked again in an hour, and holds up nothing else. True: it was looked into.
Flow<bool> look_for_statements(Account& account, Line& line, model::TaskDone& done);

}  // namespace articulator::connect::glidewell
