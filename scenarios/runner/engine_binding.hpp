// EngineBinding: an engine under test, however it is reached. The world moves its time and carries its
// messages (world::EnginePort); beside that the runner starts it afresh for each scenario and asks it what
// the contract's GETs say.
//
//   for (const NodeAddress& node : nodes) urls.push_back(binding.address_of(node.name, node.origin, false));
//   binding.attach(world);
//   binding.start(bench_json(...), start);      // POST /v1/bench
//   world.run_until(...);
//   binding.ask({"GET", "/v1/audit?after=0"});
//   binding.detach();
//
// Two ways: InProcessEngine (engine_in_process.hpp) and RemoteEngine (engine_remote.hpp).
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "scenarios/runner/check_evidence.hpp"
#include "simulators/world/world.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace articulator::runner {

// Files of PEM by which an engine knows its peers and is known by them. Empty: nobody is behind TLS.
struct TlsFiles {
  std::string ca;
  std::string certificate;
  std::string key;
};

class EngineBinding : public world::EnginePort {
 public:
  // Whether messages take no virtual time, since the engine makes its calls by itself.
  [[nodiscard]] virtual bool instant_network() const = 0;

  // Where this engine finds the simulator that the world knows as `origin`; `tls`: behind TLS, where there
  // are sockets. Error: no socket for it.
  virtual base::Expected<std::string> address_of(const std::string& node, const std::string& origin,
                                                 bool tls) = 0;
  // Of the addresses behind TLS.
  [[nodiscard]] virtual TlsFiles tls_files() const { return {}; }

  // Between the two, calls of the engine reach `world`.
  virtual void attach(world::World& world) = 0;
  virtual void detach() = 0;

  // Gives the engine its bench description; it forgets all earlier state. Error: it cannot be reached, or
  // refuses.
  virtual base::Expected<void> start(const std::string& bench, base::Instant now) = 0;

  // Said before `start`: whether `crash` may follow, so that what it takes is kept.
  virtual void may_crash(bool /*may*/) {}
  // The engine dies now and is back at `until`, by what it had put down by now. Error: this one cannot be
  // made to.
  virtual base::Expected<void> crash(base::Instant /*now*/, base::Instant /*until*/) {
    return base::failure("crash", "this engine cannot be crashed from here", "run it in process");
  }

  // The audit records after the `after`-th, typed, where the engine can be read without its wire; false:
  // it must be asked (GET /v1/audit).
  virtual bool read_audit(std::uint64_t /*after*/, std::vector<AuditRecord>& /*out*/) const { return false; }

  // A GET of the contract, which changes nothing and is not part of the journal. `token`: of who runs the
  // engine, where its pages want one.
  void bear(std::string token) { token_ = std::move(token); }
  world::Outcome ask(base::HttpRequest request) {
    if (!token_.empty()) request.headers.set("Authorization", "Bearer " + token_);
    return get(request);
  }

 private:
  virtual world::Outcome get(const base::HttpRequest& request) = 0;

  std::string token_;
};

}  // namespace articulator::runner
