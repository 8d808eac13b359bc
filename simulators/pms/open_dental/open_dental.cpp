#include "simulators/pms/open_dental/open_dental.hpp"

#include "engine/base/random.hpp"
#include "simulators/pms/open_dental/acts.hpp"
#include "simulators/pms/open_dental/resources.hpp"
#include "simulators/pms/open_dental/router.hpp"
#include "simulators/pms/open_dental/table_events.hpp"
#include "simulators/pms/open_dental/throttle.hpp"

#include <utility>

#include <fmt/format.h>

namespace articulator::simulators::open_dental {
namespace {

constexpr std::size_t body_size_max = 16'800'000;  // characters (apiimplementation, "Body")
constexpr std::int64_t rows_max_remote = 100;
constexpr std::int64_t rows_max_local = 1000;

base::HttpResponse refusal_response(const Refusal& refusal) {
  return base::text_response(refusal.status, refusal.sentence);
}

class OpenDental final : public world::Simulator {
 public:
  explicit OpenDental(Config config) : office_(std::move(config)) {
    authorization_ = fmt::format("ODFHIR {}/{}", office_.config.developer_key, office_.config.customer_key);
  }

  world::Reply handle(const base::HttpRequest& request, base::Instant now,
                      world::SimulatorOutputs& out) override {
    office_.set_now(now);
    const base::Target target = base::parse_target(request.target);
    const auto routed = admitted(request, target);
    if (!routed) return {refusal_response(routed.error()), base::Duration{0}};

    const bool reads = request.method == "GET" || routed->route->serve == &put_short_query;
    due_is_known_ = due_is_known_ && reads;
    const base::Duration wait = office_.config.throttled ? throttle_.wait(now) : base::Duration{0};
    const bool late = wait > processing_max;
    ++requests_;
    // Whether a request that its caller gave up was still done is not for the caller to know.
    if (!late ||
        base::draw_chance(base::draw(base::fnv1a(office_.config.practice), "late", requests_), 500)) {
      if (office_.config.throttled) throttle_.take(now, interval());
      base::HttpResponse response = served(request, target, *routed, out);
      if (!late) return {std::move(response), wait};
    }
    return {base::text_response(504, "The request did not complete within 60 seconds"), processing_max};
  }

  [[nodiscard]] std::optional<base::Instant> next_due() const override {
    if (!due_is_known_) due_ = next_event(office_);
    due_is_known_ = true;
    return due_;
  }

  void advance(base::Instant now, world::SimulatorOutputs& out) override {
    due_is_known_ = false;
    send_events(office_, now, out);
  }

  void answered(std::uint64_t delivery_id, const world::DeliveryAnswer& answer, base::Instant now,
                world::SimulatorOutputs&) override {
    due_is_known_ = false;
    office_.set_now(now);
    const auto* response = std::get_if<base::HttpResponse>(&answer);
    event_answered(office_, delivery_id,
                   response != nullptr && response->status >= 200 && response->status < 300);
  }

  base::Expected<void> act(std::string_view verb, const base::JsonValue& arguments, base::Instant now,
                           world::SimulatorOutputs& out) override {
    due_is_known_ = false;
    office_.set_now(now);
    return do_act(office_, verb, arguments, out);
  }

 private:
  // What is checked before the request reaches the office: keys, headers, path, permission, the way to the
  // office.
  [[nodiscard]] Outcome<Routed> admitted(const base::HttpRequest& request, const base::Target& target) const {
    const std::string* authorization = request.headers.find("Authorization");
    if (authorization == nullptr || *authorization != authorization_ || !office_.key_enabled)
      return refused(401, "Invalid Credentials");
    const std::string* type = request.headers.find("Content-Type");
    if (type == nullptr || !type->starts_with("application/json"))
      return bad("A Content-Type header of application/json is required");
    const auto routed = find_route(request.method, target);
    if (!routed) return routed;
    if (!office_.allows(routed->route->permission)) return refused(401, "Invalid Permissions");
    if (!office_.econnector_up) return bad("The eConnector is not running");
    return routed;
  }

  // One request a second, with reading alone one in five (apiimplementation, "Throttling"; apipermissions).
  [[nodiscard]] base::Duration interval() const {
    if (office_.allows("Enterprise")) return base::milliseconds(500);
    const auto& permissions = office_.config.permissions;
    const bool reads_only = permissions.size() == 1 && permissions.front() == "ApiReadAll";
    return base::seconds(reads_only ? 5 : 1);
  }

  base::HttpResponse served(const base::HttpRequest& request, const base::Target& target,
                            const Routed& routed, world::SimulatorOutputs& out) {
    Call call{.target = target, .body = {}, .number = routed.number, .out = out};
    if (const auto refusal = read_call(request, call)) return refusal_response(*refusal);
    Answer answer = routed.route->serve(office_, call);
    return answer ? std::move(*answer) : refusal_response(answer.error());
  }

  std::optional<Refusal> read_call(const base::HttpRequest& request, Call& call) {
    const auto limit = number_parameter(call, "Limit");
    const auto offset = number_parameter(call, "Offset");
    if (!limit) return limit.error();
    if (!offset) return offset.error();
    const bool many = !office_.config.throttled || office_.allows("Enterprise");
    const std::int64_t rows_max = many ? rows_max_local : rows_max_remote;
    call.limit = static_cast<std::size_t>(std::min(limit->value_or(rows_max), rows_max));
    call.offset = static_cast<std::size_t>(offset->value_or(0));
    if (call.limit == 0) return Refusal{400, "Limit is invalid"};
    call.date_pattern = call.query("DateFormatString");
    call.date_time_pattern = call.query("DateTimeFormatString");
    if (request.method != "POST" && request.method != "PUT") return std::nullopt;
    if (request.body.size() > body_size_max) return Refusal{400, "The body has more than 16.8M characters"};
    const auto body = parser_.parse(request.body);
    if (!body || !body->is(base::JsonKind::object)) return Refusal{400, "The body must be a JSON object"};
    call.body = *body;
    return std::nullopt;
  }

  Office office_;
  std::string authorization_;
  Throttle throttle_;
  std::uint64_t requests_ = 0;
  mutable std::optional<base::Instant> due_;  // of table events, as long as nothing but reads came
  mutable bool due_is_known_ = false;
  base::JsonParser parser_;
};

}  // namespace

std::unique_ptr<world::Simulator> make_open_dental(Config config) {
  return std::make_unique<OpenDental>(std::move(config));
}

}  // namespace articulator::simulators::open_dental
