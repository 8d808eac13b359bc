// Curve's routes: which request is which method, and what each answers.
#pragma once

#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json_reader.hpp"
#include "simulators/pms/curve/state.hpp"
#include "simulators/world/simulator.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::simulators::curve {

struct Call {
  const base::HttpRequest& request;
  base::Target target;
  base::JsonValue body;  // of a POST or PUT: an object
  std::string id;        // what stands for {id} in the path
  base::Instant now;
  world::SimulatorOutputs& out;

  [[nodiscard]] std::string query(std::string_view key) const;
};

struct Route {
  std::string_view method;
  std::string_view path;  // "/lab-cases/{id}", after the base path
  std::string_view says;  // for the page of `GET /`
  base::HttpResponse (*serve)(State& state, Call& call);
};
std::span<const Route> routes();

// RFC 9457: `application/problem+json` with type, title, status and detail.
base::HttpResponse problem(int status, std::string_view name, std::string_view title,
                           std::string_view detail = {});

// The route for it, or the problem: 404, 405.
const Route* find_route(std::string_view method, const base::Target& target, std::string& id, int& status);

// `GET /`: what this is, and what of it is whose.
base::HttpResponse front_page();

// Lists (lists.cpp): a page of `items`, JSON objects, after the cursor that the call has. Cursors are opaque,
// of one list, and hold for 24 hours: an older one is 410.
base::HttpResponse page_of(const State& state, const Call& call, std::string_view list,
                           const std::vector<std::string>& items);
base::HttpResponse changes(State& state, Call& call);

// cases.cpp
base::HttpResponse list_cases(State& state, Call& call);
base::HttpResponse get_case(State& state, Call& call);
base::HttpResponse put_case(State& state, Call& call);
base::HttpResponse get_file(State& state, Call& call);
// patients.cpp
base::HttpResponse list_patients(State& state, Call& call);
base::HttpResponse get_patient(State& state, Call& call);
base::HttpResponse list_conversation(State& state, Call& call);
base::HttpResponse list_messages(State& state, Call& call);
base::HttpResponse post_message(State& state, Call& call);
base::HttpResponse list_notes(State& state, Call& call);
base::HttpResponse post_note(State& state, Call& call);
// appointments.cpp
base::HttpResponse list_appointments(State& state, Call& call);
base::HttpResponse get_appointment(State& state, Call& call);
base::HttpResponse post_appointment(State& state, Call& call);
base::HttpResponse put_appointment(State& state, Call& call);
base::HttpResponse cancel_appointment(State& state, Call& call);
base::HttpResponse list_openings(State& state, Call& call);
// endpoints.cpp
base::HttpResponse list_endpoints(State& state, Call& call);
base::HttpResponse post_endpoint(State& state, Call& call);
base::HttpResponse delete_endpoint(State& state, Call& call);

// Empty: it may be written, since `If-Match` has this ETag. Else 428 without one, 412 with another.
std::optional<base::HttpResponse> precondition(const Call& call, const std::string& etag);
base::HttpResponse with_etag(int status, std::string json, std::string etag);
std::string text_in(const base::JsonValue& body, std::string_view key);

}  // namespace articulator::simulators::curve
