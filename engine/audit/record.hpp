// The audit record: one for everything observable (AUD-01).
#pragma once

#include "engine/base/instant.hpp"

#include <cstdint>
#include <deque>
#include <string>

namespace articulator::audit {

struct Record {
  std::uint64_t sequence = 0;  // from 1, without gaps
  base::Instant at;
  std::string practice;
  std::string actor;  // "engine", a person's id, or a peer: "glidewell", "open-dental"
  // A decision's log type without "engine." ("rx.validated"), or "call.sent", "call.answered",
  // "webhook.received", "webhook.refused", "review.decided", "review.refused", "pms.read", ...
  std::string action;
  std::string case_id;      // may be empty
  std::string data;         // JSON object, keys sorted: what was decided and why; ids, not names (AUD-04)
  std::string correlation;  // what belongs together: the input's or call's id
};

// One canonical JSON object (RFC 8785: sorted keys), without a line end.
std::string to_json(const Record& record);

// Append-only.
class Log {
 public:
  // Gives the record its sequence.
  const Record& append(Record record);
  [[nodiscard]] const std::deque<Record>& records() const { return records_; }

 private:
  std::deque<Record> records_;  // grows without moving what is there
};

}  // namespace articulator::audit
