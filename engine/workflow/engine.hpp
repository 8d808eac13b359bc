// Engine: the reference engine, whole, as a pure state machine.
//
//   auto engine = Engine::make(bench, connectors).value();
//   Outputs out = engine->step({now, Request{...}});   // a webhook, a person's decision
//   Outputs out = engine->step({now, Answer{call, response}});
//   Outputs out = engine->step({now, Due{}});          // whenever next_due() has come
//
// No I/O, no clock, no randomness: the same inputs give the same outputs, byte for byte. So a host persists
// inputs, performs `calls` from an outbox, and after a crash steps through the persisted inputs again to be
// where it was.
#pragma once

#include "engine/audit/record.hpp"
#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/connector.hpp"
#include "engine/model/suggester.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace articulator::workflow {

using CallId = std::uint64_t;  // from 1, in the order asked

struct Call {
  CallId id = 0;
  std::string origin;  // the peer, as its Endpoint says
  base::HttpRequest request;
  base::Duration timeout = base::seconds(60);
};

struct Request {
  base::HttpRequest request;
};  // POST /webhooks/..., POST /v1/reviews/{id}, POST /v1/dead-letters/{id}
struct Answer {
  CallId call = 0;
  std::variant<base::HttpResponse, base::CallFailure> outcome;
};
struct Due {};  // the clock has moved

struct Input {
  base::Instant at;  // never before the last input's
  std::variant<Request, Answer, Due> what;
};

struct Outputs {
  std::vector<Call> calls;
  std::optional<base::HttpResponse> reply;  // to a Request, always
};

// Makes a vendor's connector from its access data. Error: a kind that it does not know.
struct Connectors {
  std::function<base::Expected<std::unique_ptr<model::PmsConnector>>(const model::PracticeBench&)> pms;
  std::function<base::Expected<std::unique_ptr<model::LabConnector>>(const model::PracticeBench&,
                                                                     const model::LabAccess&)>
      lab;
  // The ways besides a lab's API, by their words in lab profiles (DSP-03). Empty: there are none.
  std::function<base::Expected<std::unique_ptr<model::ChannelConnector>>(
      const model::PracticeBench&, const model::LabAccess&, std::string_view)>
      channel{};
  // Who may make suggestions on notes (AIM-01). Empty: nobody.
  std::function<std::unique_ptr<model::Suggester>(const model::ModelAccess&)> model{};
  // Who takes purchase orders to the practice's suppliers (INV-02). Empty: nobody.
  std::function<base::Expected<std::unique_ptr<model::SupplierConnector>>(const model::PracticeBench&)>
      supplier{};
};

// The numeric defaults of RES-01.
struct Limits {
  base::Duration backoff_first = base::seconds(1);
  base::Duration backoff_max = base::minutes(5);
  base::Duration retry_budget = base::hours(24);
  base::Duration call_timeout = base::seconds(60);
  int breaker_failures = 5;                          // in a row open the circuit
  base::Duration breaker_pause = base::seconds(30);  // then one call is let through
};

class Engine {
 public:
  static base::Expected<std::unique_ptr<Engine>> make(model::Bench bench, base::Instant now,
                                                      const Connectors& connectors,
                                                      const Limits& limits = {});
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  Outputs step(const Input& input);

  // When it wants a `Due` next. Empty: not before an input.
  [[nodiscard]] std::optional<base::Instant> next_due() const;

  // GET of the contract: /v1/reviews, /v1/cases/{id}, /v1/audit?after=N, /v1/dead-letters, /v1/capabilities,
  // /v1/insight/{analytics,selection,inventory}.
  // Changes nothing.
  [[nodiscard]] base::HttpResponse query(const base::HttpRequest& request) const;
  // Whether a GET is refused (SEC-02): then it is to be a step, since a refusal is audited.
  [[nodiscard]] bool refuses(const base::HttpRequest& request) const;

  [[nodiscard]] const audit::Log& audit() const;

 private:
  struct State;
  explicit Engine(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace articulator::workflow
