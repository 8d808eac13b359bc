// What `articulator simulate` puts on sockets: any set of the simulated offices and labs, with two cases in
// each office that went to the first lab, and how to talk to all of it.
//
//   SimulatedBench bench = make_bench({"open-dental", "curve"}, {"glidewell"}, start, seed, library).value();
//   for (SimulatedNode& node : bench.nodes) ...          // onto a port each
//   bench.nodes[0].guide("http://127.0.0.1:8080")         // "Open Dental at ..."
//   for (const Act& act : bench.acts) world.act(act.node, act.verb, arguments)
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "scenarios/runner/library.hpp"
#include "scenarios/runner/scenario.hpp"
#include "simulators/world/simulator.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace articulator::tools {

struct SimulatedNode {
  std::string name;  // "open-dental", "curve.p-02", "glidewell"
  std::unique_ptr<world::Simulator> simulator;
  std::function<std::string(std::string_view url)> guide;
};

struct SimulatedBench {
  std::vector<SimulatedNode> nodes;  // the offices, then the labs
  std::vector<runner::Act> acts;     // that begin it
};

// Each office is a practice of its own, p-01 and on. Error: a simulator that cannot be made.
base::Expected<SimulatedBench> make_bench(const std::vector<std::string>& pms,
                                          const std::vector<std::string>& labs, base::Instant start,
                                          std::uint64_t seed, const runner::Library& library);

}  // namespace articulator::tools
