#include "simulators/pms/eaglesoft/eaglesoft.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/json_writer.hpp"
#include "engine/base/opening_hours.hpp"
#include "simulators/pms/eaglesoft/lab_service.hpp"
#include "simulators/pms/eaglesoft/page.hpp"
#include "simulators/pms/eaglesoft/queue.hpp"
#include "simulators/pms/eaglesoft/rest.hpp"
#include "simulators/pms/eaglesoft/routes.hpp"
#include "simulators/pms/eaglesoft/sessions.hpp"
#include "simulators/pms/eaglesoft/xml.hpp"

#include <optional>
#include <utility>

#include <fmt/format.h>

namespace articulator::simulators::eaglesoft {
namespace {

constexpr std::string_view user = "articulator";
constexpr std::string_view session_scheme = "Session ";

constexpr std::uint8_t all_week = 0b1111111;

// "06:30" as minutes of the day; "24:00" is its end.
int minute_of_day(base::ObjectReader& in, std::string_view key) {
  const std::string text = in.text(key);
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : 99; };
  const bool fits = text.size() == 5 && text[2] == ':';
  const int hour = fits ? digit(0) * 10 + digit(1) : 99;
  const int minute = fits ? digit(3) * 10 + digit(4) : 99;
  const bool is_time = hour <= 24 && minute <= 59 && hour * 60 + minute <= 24 * 60;
  if (!is_time) in.report(key, "is no time of day", "write it like 06:30");
  return is_time ? hour * 60 + minute : 0;
}

class Eaglesoft : public world::Simulator {
 public:
  explicit Eaglesoft(Config config)
      : config_(std::move(config)),
        office_(config_.office),
        routes_(config_.office.practice, installations_),
        queue_(routes_.installation()) {}

  world::Reply handle(const base::HttpRequest& request, base::Instant now,
                      world::SimulatorOutputs& out) override {
    return {answer(request, now, out), {}};
  }

  // It does nothing by itself: whatever changes waits in the queue to be asked for.
  std::optional<base::Instant> next_due() const override { return std::nullopt; }
  void advance(base::Instant, world::SimulatorOutputs&) override {}
  void answered(std::uint64_t, const world::DeliveryAnswer&, base::Instant,
                world::SimulatorOutputs&) override {}

  base::Expected<void> act(std::string_view verb, const base::JsonValue& arguments, base::Instant now,
                           world::SimulatorOutputs& out) override {
    if (verb == "eaglesoft_restart") return restart(), base::Expected<void>();
    if (verb == "eaglesoft_reinstall") return reinstall(), base::Expected<void>();
    if (verb == "eaglesoft_hours") return set_hours(arguments);
    if (verb == "eaglesoft_lease_lapses") return queue_.let_leases_lapse(), base::Expected<void>();
    if (verb != "eaglesoft_server") return office_.act(verb, arguments, now, out);
    base::ObjectReader in(arguments, "");
    const bool up = in.boolean("up");
    if (in.error()) return std::unexpected(*in.error());
    if (!up) restart();
    is_switched_off_ = !up;
    return {};
  }

 private:
  void restart() {
    sessions_.end_all();
    queue_.let_leases_lapse();
  }

  base::Expected<void> set_hours(const base::JsonValue& arguments) {
    base::ObjectReader in(arguments, "");
    base::OpeningHours hours;
    hours.open_minute = minute_of_day(in, "from");
    hours.close_minute = minute_of_day(in, "to");
    if (in.boolean_or("weekends", false)) hours.days.weekdays = all_week;
    if (hours.close_minute <= hours.open_minute) in.report("to", "is not after \"from\"");
    if (in.error()) return std::unexpected(*in.error());
    hours_ = hours;
    restart();
    return {};
  }

  void reinstall() {
    restart();
    routes_ = Routes(config_.office.practice, ++installations_);
    queue_.begin_anew(routes_.installation(), office_.revision());
  }

  [[nodiscard]] bool is_off(base::Instant now) const {
    return is_switched_off_ || (hours_ && hours_->closed_until(config_.office.zone, now));
  }

  base::HttpResponse answer(const base::HttpRequest& request, base::Instant now,
                            world::SimulatorOutputs& out) {
    if (is_off(now)) return message_response(503, "Service Unavailable");
    if (request.method == "GET" && request.target == "/") return about(routes_);
    if (request.method == "GET" && request.target == "/help") return xml_response(200, routes_.help());
    const auto route = routes_.match(request.target);
    if (!route)
      return message_response(
          404, fmt::format("No HTTP resource was found that matches the request URI '{}'.", request.target));
    if (route->name == "Authenticate") return authenticate(request, now);
    const bool is_soap = route->name == "LabService";
    if (is_soap && request.method != "POST")
      return message_response(405, "The requested resource wants POST.");
    if (!has_session(request, now))
      return is_soap ? soap_fault("Client.SessionLapsed", "The session has lapsed. Authenticate again.")
                     : message_response(401, "Authorization has been denied for this request.");
    if (is_soap) return serve_lab(request, now, out);
    return rest(office_, references_, *route, request, now, out);
  }

  base::HttpResponse serve_lab(const base::HttpRequest& request, base::Instant now,
                               world::SimulatorOutputs& out) {
    const std::string* action = request.headers.find("SOAPAction");
    if (queue_.is_empty() && told_nothing_ && told_nothing_->revision == office_.revision() &&
        action != nullptr && *action == told_nothing_->action && request.body == told_nothing_->body)
      return told_nothing_->response;
    base::HttpResponse response = lab_service(office_, queue_, request, now, out);
    if (queue_.is_empty() && response.status == 200 && action != nullptr &&
        action->ends_with(":GetMessages\""))
      told_nothing_ = {*action, request.body, office_.revision(), response};
    return response;
  }

  base::HttpResponse authenticate(const base::HttpRequest& request, base::Instant now) {
    if (request.method != "POST") return message_response(405, "The requested resource wants POST.");
    base::JsonParser parser;
    const auto value = parser.parse(request.body);
    if (!value) return message_response(400, "The request is invalid.");
    base::ObjectReader in(*value, "");
    const std::string key = in.text("IntegrationKey");
    const std::string who = in.text("UserId");
    const std::string password = in.text("Password");
    if (in.error()) return message_response(400, "The request is invalid: " + in.error()->text());
    const bool knows = base::equal_in_constant_time(key, config_.integration_key) && who == user &&
                       base::equal_in_constant_time(password, config_.password);
    if (!knows) return message_response(401, "The integration key, user or password is not known.");
    std::string body;
    base::JsonWriter session(body);
    session.begin_object().member("SessionToken", sessions_.begin(routes_.installation(), now));
    session.member("IdleMinutes", Sessions::idle_max.count() / 60'000);
    if (hours_) {
      session.key("ServerHours").begin_object().member("From", hours_->open_minute);
      session.member("To", hours_->close_minute).member("Weekends", hours_->days.weekdays == all_week);
      session.end_object();
    }
    session.end_object();
    return base::json_response(200, std::move(body));
  }

  bool has_session(const base::HttpRequest& request, base::Instant now) {
    const std::string* sent = request.headers.find("Authorization");
    return sent != nullptr && sent->starts_with(session_scheme) &&
           sessions_.use(std::string_view(*sent).substr(session_scheme.size()), now);
  }

  // The latest question for messages that found none, as of which change, and its answer: polls ask for the
  // same all day.
  struct ToldNothing {
    std::string action;
    std::string body;
    std::uint64_t revision = 0;
    base::HttpResponse response;
  };

  Config config_;
  office::Office office_;
  std::optional<ToldNothing> told_nothing_;
  int installations_ = 1;
  Routes routes_;
  Queue queue_;
  Sessions sessions_;
  References references_;
  bool is_switched_off_ = false;
  std::optional<base::OpeningHours> hours_;  // none: always up
};

}  // namespace

std::unique_ptr<world::Simulator> make_eaglesoft(Config config) {
  return std::make_unique<Eaglesoft>(std::move(config));
}

}  // namespace articulator::simulators::eaglesoft
