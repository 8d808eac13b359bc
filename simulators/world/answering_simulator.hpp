// A simulator that only answers: it does nothing by itself and sends no messages of its own.
#pragma once

#include "simulators/world/simulator.hpp"

namespace articulator::world {

class AnsweringSimulator : public Simulator {
 public:
  [[nodiscard]] std::optional<base::Instant> next_due() const final { return std::nullopt; }
  void advance(base::Instant /*now*/, SimulatorOutputs& /*out*/) final {}
  void answered(std::uint64_t /*delivery_id*/, const DeliveryAnswer& /*answer*/, base::Instant /*now*/,
                SimulatorOutputs& /*out*/) final {}
};

}  // namespace articulator::world
