#include "simulators/pms/curve/curve.hpp"

#include "simulators/pms/curve/routes.hpp"
#include "simulators/pms/curve/webhooks.hpp"

#include <utility>

#include <fmt/format.h>

namespace articulator::simulators::curve {
namespace {

constexpr std::size_t body_bytes_max = 1'000'000;

office::Setup office_setup(const Config& config) {
  office::Setup setup;
  setup.practice = config.practice;
  setup.vendor = "curve";
  setup.zone = config.zone;
  setup.labs = config.labs;
  return setup;
}

class Curve final : public world::Simulator {
 public:
  explicit Curve(Config config) : state_(std::move(config)), hooks_(state_.config) {}

  world::Reply handle(const base::HttpRequest& request, base::Instant now,
                      world::SimulatorOutputs& out) override {
    world::Reply reply{serve(request, now, out), base::Duration{0}};
    after(now, out);
    return reply;
  }

  [[nodiscard]] std::optional<base::Instant> next_due() const override { return hooks_.next_due(); }
  void advance(base::Instant now, world::SimulatorOutputs& out) override { hooks_.pump(now, out); }
  void answered(std::uint64_t delivery, const world::DeliveryAnswer& answer, base::Instant now,
                world::SimulatorOutputs&) override {
    hooks_.answered(delivery, answer, now);
  }

  base::Expected<void> act(std::string_view verb, const base::JsonValue& arguments, base::Instant now,
                           world::SimulatorOutputs& out) override {
    auto done = office::Office::knows(verb) ? state_.office.act(verb, arguments, now, out)
                                            : own_act(verb, arguments, now, out);
    after(now, out);
    return done;
  }

 private:
  void after(base::Instant now, world::SimulatorOutputs& out) {
    hooks_.collect(state_, now);
    hooks_.pump(now, out);
  }

  base::HttpResponse serve(const base::HttpRequest& request, base::Instant now,
                           world::SimulatorOutputs& out) {
    Call call{request, base::parse_target(request.target), {}, {}, now, out};
    const bool at_the_door =
        call.target.path.empty() || (call.target.path.size() == 1 && call.target.path.front().empty());
    if (at_the_door && request.method == "GET") return front_page();
    const std::string* key = request.headers.find("X-Api-Key");
    if (key == nullptr || *key != state_.config.api_key)
      return problem(401, "unauthorized", "The API key is missing or not known", "Send it as X-Api-Key");
    int status = 404;
    const Route* route = find_route(request.method, call.target, call.id, status);
    if (route == nullptr)
      return status == 405 ? problem(405, "method-not-allowed", "This resource has no such method")
                           : problem(404, "not-found", "There is no such resource");
    if (request.method == "POST" || request.method == "PUT") {
      if (request.body.size() > body_bytes_max) return problem(413, "too-large", "The body is too large");
      const auto body = parser_.parse(request.body);
      if (!body || !body->is(base::JsonKind::object))
        return problem(400, "bad-json", "The body must be a JSON object");
      call.body = *body;
    }
    return route->serve(state_, call);
  }

  base::Expected<void> own_act(std::string_view verb, const base::JsonValue& arguments, base::Instant now,
                               world::SimulatorOutputs& out) {
    base::ObjectReader in(arguments, "");
    if (verb == "curve_webhooks") {
      hooks_.set_silent(in.boolean("silent"));
    } else if (verb == "curve_delay_next") {
      const auto by = base::parse_duration(in.text("by"));
      if (!by) return std::unexpected(by.error());
      hooks_.delay_next(*by);
    } else if (verb == "curve_redeliver") {
      hooks_.redeliver(in.integer_or("times", 1, 1, 100), now);
    } else if (verb == "curve_rotate_secret") {
      hooks_.rotate_secret(now);
    } else if (verb == "curve_expire_cursors") {
      ++state_.cursor_generation;
    } else if (verb == "curve_pages") {
      state_.page_rows_max = in.integer("rows", 1, 200);
    } else if (verb == "curve_forge_webhook") {
      const std::string patient = in.text("patient");
      const std::string text = in.text("text");
      const std::string signature = in.text("signature");
      if (!in.error() && !hooks_.forge(state_, patient, text, signature, now, out))
        in.report("signature", fmt::format("is \"{}\"", signature), "write bad, none or old");
    } else if (verb == "curve_edit_between") {
      const std::string id = in.text("case");
      in.report(in.object("set").error());
      if (!in.error() && state_.office.lab_case(id) == nullptr) in.report("case", "is not known here");
      if (!in.error()) state_.edits.push_back({id, arguments.dump()});
    } else {
      return base::failure("", fmt::format("Curve knows no act \"{}\"", verb));
    }
    if (in.error()) return std::unexpected(*in.error());
    return {};
  }

  State state_;
  WebhookSender hooks_;
  base::JsonParser parser_;
};

}  // namespace

State::State(Config given) : config(std::move(given)), office(office_setup(config)) {}

std::unique_ptr<world::Simulator> make_curve(Config config) {
  return std::make_unique<Curve>(std::move(config));
}

}  // namespace articulator::simulators::curve
