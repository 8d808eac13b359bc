// Where webhooks go.
#include "engine/base/json_writer.hpp"
#include "simulators/pms/curve/routes.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace articulator::simulators::curve {
namespace {

constexpr std::size_t endpoints_max = 10;

std::string endpoint_json(const Endpoint& endpoint) {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object().member("id", endpoint.id).member("url", endpoint.url).key("events").begin_array();
  for (const std::string& event : endpoint.events)
    out.text(event);
  out.end_array().end_object();
  return json;
}

}  // namespace

base::HttpResponse list_endpoints(State& state, Call& call) {
  std::vector<std::string> items;
  for (const Endpoint& endpoint : state.endpoints)
    items.push_back(endpoint_json(endpoint));
  return page_of(state, call, "/webhook-endpoints", items);
}

base::HttpResponse post_endpoint(State& state, Call& call) {
  Endpoint endpoint{fmt::format("we_{}", state.endpoints.size() + 1), text_in(call.body, "url"), {}};
  if (endpoint.url.empty()) return problem(422, "invalid", "url is missing");
  if (state.endpoints.size() >= endpoints_max) return problem(422, "invalid", "There are ten already");
  if (const auto events = call.body.find("events"))
    for (const base::JsonValue& event : events->elements())
      if (event.text()) endpoint.events.emplace_back(*event.text());
  if (endpoint.events.empty()) return problem(422, "invalid", "events names none");
  state.endpoints.push_back(endpoint);
  return base::json_response(201, endpoint_json(endpoint));
}

base::HttpResponse delete_endpoint(State& state, Call& call) {
  const auto gone =
      std::erase_if(state.endpoints, [&](const Endpoint& endpoint) { return endpoint.id == call.id; });
  if (gone == 0) return problem(404, "not-found", "There is no such endpoint");
  return base::HttpResponse{204, {}, {}};
}

}  // namespace articulator::simulators::curve
