// The queue of changes that an integration reads and acknowledges.
//
//   queue.feed(office);                                // what changed since
//   for (const auto* message : queue.lease(20, now)) ...
//   queue.acknowledge("ES-3F2A91C0\\12");
//
// A message that is leased and not acknowledged within the lease comes again. At most `leased_max` are out
// at a time: who never acknowledges gets the same ones for ever.
#pragma once

#include "engine/base/instant.hpp"
#include "simulators/pms/office/office.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::simulators::eaglesoft {

struct QueueMessage {
  std::string id;    // opaque to whoever reads it
  std::string kind;  // "LabCase", "Patient", "Appointment", "PatientMessage"
  std::string key;   // of the row that changed; of a message the patient's
  base::Instant at;
  std::optional<base::Instant> leased_until{};
};

class Queue {
 public:
  static constexpr std::size_t leased_max = 20;
  static constexpr base::Duration lease = base::minutes(1);

  explicit Queue(std::string installation) : installation_(std::move(installation)) {}

  void feed(const office::Office& office);
  std::vector<const QueueMessage*> lease_next(std::size_t max, base::Instant now);
  bool acknowledge(std::string_view id);                             // false: no such message
  [[nodiscard]] bool is_empty() const { return messages_.empty(); }  // as of what was fed
  void let_leases_lapse();
  // Nothing that changed before is told of any more.
  void begin_anew(std::string installation, std::uint64_t revision);

 private:
  std::string installation_;
  std::uint64_t revision_ = 0;  // of the last change fed
  std::uint64_t last_id_ = 0;
  std::deque<QueueMessage> messages_;
};

}  // namespace articulator::simulators::eaglesoft
