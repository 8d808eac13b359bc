// Simulator: one system of the world (a PMS office, a lab, ...) as a pure state machine.
//
// It answers requests from its own state (`handle`), does things by itself at instants that it names
// (`next_due`, `advance`), sends messages of its own (a webhook), and does what a scenario's step asks of it
// (`act`: "a case is sent to the lab", "the lab asks a question"). It knows no sockets, no clock and no
// engine; the world delivers its messages in process, `simulators/serve` over real sockets, and it cannot
// tell which.
//
// What it did or saw that matters to a judge it also says as a *fact* in the words of the log format: a PMS
// that is written to says `engine.pms.status`, a lab that accepts an order says `engine.order.sent` and
// `lab.order.acknowledged`. So judges read one language, whatever the vendor's wire looks like.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json_reader.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace articulator::world {

// An answer and how long the system takes over it, beyond the network: a throttle, a slow report.
struct Reply {
  base::HttpResponse response;
  base::Duration delay{0};
};

// A message that the simulator sends by itself.
struct Delivery {
  std::uint64_t id = 0;  // the simulator's own number, comes back in `answered`
  std::string
      to;  // the peer's name in the world: "engine", or "url:http://..." as a subscriber registered it
  base::HttpRequest request;
};

// One entry for the journal in the log format of DESIGN.md ("Log format"): type without the leading
// "dental.", `data` as a JSON object. Its instant is the instant of the call that it came from.
struct Fact {
  std::string type;     // "pms.case.ready", "engine.order.sent", ...
  std::string source;   // "/practices/p-01/pms/open-dental"
  std::string subject;  // the PMS case id; empty where no case is meant
  std::string data;
};

struct SimulatorOutputs {
  std::vector<Delivery> deliveries;
  std::vector<Fact> facts;
};

using DeliveryAnswer = std::variant<base::HttpResponse, base::CallFailure>;

class Simulator {
 public:
  Simulator() = default;
  virtual ~Simulator() = default;
  Simulator(const Simulator&) = delete;
  Simulator& operator=(const Simulator&) = delete;

  // Answers any request whatever: a malformed one gets the vendor's 4xx.
  virtual Reply handle(const base::HttpRequest& request, base::Instant now, SimulatorOutputs& out) = 0;

  // When it next does something by itself. `advance` does all that is due up to `now`, in order of instant.
  [[nodiscard]] virtual std::optional<base::Instant> next_due() const = 0;
  virtual void advance(base::Instant now, SimulatorOutputs& out) = 0;

  // Whether `next_due` may change by what another simulator does: they share a Shelf.
  [[nodiscard]] virtual bool watches_others() const { return false; }

  // What became of a delivery.
  virtual void answered(std::uint64_t delivery_id, const DeliveryAnswer& answer, base::Instant now,
                        SimulatorOutputs& out) = 0;

  // Does what a scenario's step says; the verbs and their arguments are in the simulator's header.
  // Error: an unknown verb or bad arguments, naming the JSON pointer inside `arguments`.
  virtual base::Expected<void> act(std::string_view verb, const base::JsonValue& arguments, base::Instant now,
                                   SimulatorOutputs& out) = 0;
};

}  // namespace articulator::world
