#include "engine/connect/pms/eaglesoft/box.hpp"

#include "engine/base/json_writer.hpp"
#include "engine/connect/answer.hpp"

#include <utility>

namespace articulator::connect::eaglesoft {
namespace {

constexpr std::string_view user = "articulator";  // a provider of the office, whose privileges bound ours

base::HttpRequest request_of(const Box& box, const Ask& ask, std::string target) {
  base::HttpRequest request;
  request.method = ask.method;
  request.target = box.access.endpoint.base_path + std::move(target);
  if (!box.token.empty()) request.headers.set("Authorization", "Session " + box.token);
  if (!ask.soap_action.empty()) {
    request.headers.set("Content-Type", "text/xml; charset=utf-8");
    request.headers.set("SOAPAction", ask.soap_action);
  } else if (!ask.body.empty()) {
    request.headers.set("Content-Type", "application/json");
  }
  request.body = ask.body;
  return request;
}

// Minutes of the day: {"From": 360, "To": 1200, "Weekends": false}.
base::OpeningHours read_hours(base::ObjectReader& in) {
  constexpr int day = 24 * 60;
  base::OpeningHours hours;
  hours.open_minute = static_cast<int>(in.integer("From", 0, day - 1));
  hours.close_minute = static_cast<int>(in.integer("To", hours.open_minute + 1, day));
  if (in.boolean_or("Weekends", false)) hours.days.weekdays = 0b1111111;
  return hours;
}

// Failed: the server is off, and until when.
std::optional<model::TaskFailed> asleep(const Box& box, base::Instant now) {
  const auto until = box.hours ? box.hours->closed_until(box.access.zone, now) : std::nullopt;
  if (!until) return std::nullopt;
  return model::TaskFailed{true, *until - now,
                           "Eaglesoft's server is off until " + base::format_instant(*until)};
}

Flow<Got<bool>> discover(Box& box, Line& line) {
  base::HttpRequest request;
  request.target = box.access.endpoint.base_path + std::string(help_path);
  const base::HttpResponse& answer = co_await line.call(std::move(request));
  if (auto failed = failure_of(peer, answer, line.now())) co_return std::unexpected(std::move(*failed));
  auto routes = read_routes(answer.body);
  if (!routes) co_return std::unexpected(unreadable(peer, routes.error()));
  const bool is_another = !box.routes || box.routes->installation != routes->installation ||
                          box.routes->templates != routes->templates;
  if (is_another) box.token.clear();
  box.routes = *std::move(routes);
  co_return is_another;
}

Flow<Got<bool>> authenticate(Box& box, Line& line) {
  std::string body;
  base::JsonWriter(body)
      .begin_object()
      .member("IntegrationKey", box.access.developer_key)
      .member("UserId", user)
      .member("Password", box.access.customer_key)
      .end_object();
  const Ask ask = rest("POST", "Authenticate", {}, std::move(body));
  const auto target = box.routes->target(ask.route, ask.parameters);
  if (!target) co_return refused("Eaglesoft tells no route to authenticate");
  const base::HttpResponse& answer = co_await line.call(request_of(box, ask, *target));
  if (auto failed = failure_of(peer, answer, line.now())) co_return std::unexpected(std::move(*failed));
  const auto value = read_body(box.parser, answer);
  if (!value) co_return std::unexpected(unreadable(peer, value.error()));
  base::ObjectReader session(*value, "");
  std::string token = session.text("SessionToken");
  std::optional<base::OpeningHours> hours;
  if (session.has("ServerHours")) {
    base::ObjectReader told = session.object("ServerHours");
    hours = read_hours(told);
    session.report(told.error());
  }
  if (session.error()) co_return std::unexpected(unreadable(peer, *session.error()));
  box.token = std::move(token);
  box.hours = hours;
  co_return true;
}

bool says_session_lapsed(const base::HttpResponse& answer) {
  return answer.status == 401 || fault_in(answer).code == "Client.SessionLapsed";
}

// Routes and a session, as far as they are missing. Where there is no session the page is read, too: a box
// that was installed afresh may have the old routes by chance.
Flow<Got<bool>> get_ready(Box& box, Line& line) {
  if (box.routes && !box.token.empty()) co_return true;
  auto discovered = co_await discover(box, line);
  if (!discovered) co_return discovered;
  co_return co_await authenticate(box, line);
}

}  // namespace

Ask rest(std::string_view method, std::string_view route, Parameters parameters, std::string body) {
  return {std::string(method), std::string(route), std::move(parameters), std::move(body), {}};
}

Ask soap(const SoapCall& call) {
  return {"POST", "LabService", {}, call.envelope(), call.action()};
}

std::unexpected<model::TaskFailed> refused(std::string error) {
  return std::unexpected(model::TaskFailed{false, std::nullopt, std::move(error)});
}

Flow<Got<base::HttpResponse>> call(Box& box, Line& line, Ask ask) {
  if (auto failed = asleep(box, line.now())) co_return std::unexpected(std::move(*failed));
  bool rediscovered = false;
  bool authenticated = false;
  while (true) {
    auto ready = co_await get_ready(box, line);
    if (!ready) co_return std::unexpected(std::move(ready.error()));
    const auto target = box.routes->target(ask.route, ask.parameters);
    if (!target) co_return refused("Eaglesoft tells no route " + ask.route);
    const std::string token = box.token;
    base::HttpResponse answer = co_await line.call(request_of(box, ask, *target));
    if (answer.status == 404 && !std::exchange(rediscovered, true)) {
      auto discovered = co_await discover(box, line);
      if (!discovered) co_return std::unexpected(std::move(discovered.error()));
      if (*discovered) continue;
    }
    if (says_session_lapsed(answer) && !std::exchange(authenticated, true)) {
      if (box.token == token) box.token.clear();  // else another task has a new one already
      continue;
    }
    co_return answer;
  }
}

Flow<Got<SoapAnswer>> ask_soap(Box& box, Line& line, SoapCall soap_call) {
  auto answer = co_await call(box, line, soap(soap_call));
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  co_return read_soap(*answer, soap_call.operation(), line.now());
}

Flow<Got<base::JsonValue>> ask_json(Box& box, Line& line, Ask ask) {
  auto answer = co_await call(box, line, std::move(ask));
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  if (auto failed = failure_of(peer, *answer, line.now())) co_return std::unexpected(std::move(*failed));
  auto value = read_body(box.parser, *answer);
  if (!value) co_return std::unexpected(unreadable(peer, value.error()));
  co_return *value;
}

}  // namespace articulator::connect::eaglesoft
