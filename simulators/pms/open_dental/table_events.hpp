// Table events: what subscriptions send, and when (DOMAIN.md 1.7; vendor's pages apievents, apiguideevents).
//
// While the office is open the program looks every PollingSeconds for rows with DateTStamp >= DateTimeStart
// and sends them, 1000 a message, one event an interval. DateTimeStart then becomes the time of the look,
// also when there was nothing to send; after a failed delivery it stays, so the next event has those rows
// again, those of the last three days. The boundary is inclusive: a change in the very second of a look is
// sent twice.
//
// Looks that find nothing are not simulated one by one: the next one that matters is computed from the first
// change.
#pragma once

#include "simulators/pms/open_dental/office.hpp"
#include "simulators/world/simulator.hpp"

#include <cstdint>
#include <optional>

namespace articulator::simulators::open_dental {

std::optional<base::Instant> next_event(const Office& office);

// Sends what is due up to `now`, in order of instant.
void send_events(Office& office, base::Instant now, world::SimulatorOutputs& out);

// What became of a delivery; passed over when its subscription is gone.
void event_answered(Office& office, std::uint64_t delivery, bool delivered);

// Brings each DateTimeStart up to the last look that found nothing, for those who want to see it.
void settle_subscriptions(Office& office);

}  // namespace articulator::simulators::open_dental
