// The bench: a scenario's world, set up, and its description for the engine (DESIGN.md, "Engine contract").
//
//   Bench bench = set_up(scenario, library, {.sink = ..., .instant_network = false}).value();
//   std::string json = describe_bench(scenario, library, urls);    // a URL for each of bench.nodes, in their
//   order
//
// All keys and secrets here are made up for tests.
#pragma once

#include "engine/base/error.hpp"
#include "scenarios/runner/engine_binding.hpp"
#include "scenarios/runner/library.hpp"
#include "scenarios/runner/scenario.hpp"
#include "simulators/world/simulator.hpp"
#include "simulators/world/world.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::runner {

struct BenchNode {
  std::string name;    // "open-dental.p-02"
  std::string origin;  // "http://open-dental.p-02.example"
  bool tls = false;    // behind TLS, over sockets
};

struct BenchOptions {
  world::Journal::Sink sink;
  bool instant_network = false;
  std::vector<world::Watcher*> watchers{};  // of the journal
};

struct Bench {
  std::unique_ptr<world::World> world;
  // The offices in the order of the practices, the lab, its drop, the mail, the site for files and the model.
  std::vector<BenchNode> nodes;
};

// A simulator that stands in no world yet.
struct BenchSimulator {
  BenchNode node;
  std::unique_ptr<world::Simulator> simulator;
  // How to talk to it by hand, once it stands at `url`; `order`: the body of one, quoted for a shell. Empty:
  // there is nothing to say.
  std::function<std::string(std::string_view url, std::string_view order)> guide{};
};
// The offices in the order of the practices, the lab, then its drop and the mail where the world has them.
// Error: a simulator that cannot be made.
base::Expected<std::vector<BenchSimulator>> make_simulators(const Scenario& scenario, const Library& library);

// Makes the simulators and begins the journal with the policies and lab profiles in force. Error: a simulator
// that cannot be made.
base::Expected<Bench> set_up(const Scenario& scenario, const Library& library, BenchOptions options);

// The policies that follow: at each midnight of a practice one of its approval days is over (GOV-04). By
// instant.
std::vector<world::Entry> policies_to_come(const Scenario& scenario);

// The same from an administrator's change on: what is in force now, and what the coming midnights make of it.
std::vector<world::Entry> policies_after_change(const PracticeSetup& practice, const base::JsonValue& policy,
                                                base::Instant now);
void sort_policies(std::vector<world::Entry>& facts);  // by instant

// `urls`: where the engine finds the nodes of the bench, in their order; `tls`: of those behind TLS.
std::string describe_bench(const Scenario& scenario, const Library& library,
                           const std::vector<std::string>& urls, const TlsFiles& tls = {});

}  // namespace articulator::runner
