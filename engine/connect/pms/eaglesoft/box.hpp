// The Eaglesoft server of one office: which routes it has, the session with it, and calls that find both by
// themselves.
//
//   Ask ask = rest("GET", "Patient", {{"PatientId", "7"}});
//   auto answer = co_await call(box, line, ask);     // discovers and authenticates where that is due
//
// A session lapses when nothing was asked for a while and when the server restarts; then the call
// authenticates again, once, and asks once more. A route that is gone is looked for anew, once: a box that
// was installed afresh has others. A second refusal stands.
//
// Many offices switch their server off at night. The box says its hours when a session is opened; outside of
// them it is not called, and whoever wants to is told until when.
#pragma once

#include "engine/base/http.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/opening_hours.hpp"
#include "engine/connect/flow.hpp"
#include "engine/connect/pms/eaglesoft/routes.hpp"
#include "engine/connect/pms/eaglesoft/soap.hpp"
#include "engine/model/bench.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace articulator::connect::eaglesoft {

struct Box {
  explicit Box(const model::PmsAccess& from) : access(from) {}

  model::PmsAccess access;
  std::optional<Routes> routes;  // empty: not discovered yet
  std::string token;             // of the session; empty: none
  // When the server is up, as it said when the session was opened; none: at any hour.
  std::optional<base::OpeningHours> hours{};
  base::JsonParser parser;
};

struct Ask {
  std::string method;
  std::string route;
  Parameters parameters;
  std::string body;
  std::string soap_action;  // empty: JSON
};
Ask rest(std::string_view method, std::string_view route, Parameters parameters, std::string body = {});
Ask soap(const SoapCall& call);

// The answer, whatever its status; failed: no way to ask at all.
Flow<Got<base::HttpResponse>> call(Box& box, Line& line, Ask ask);

// The content of a SOAP operation's answer.
Flow<Got<SoapAnswer>> ask_soap(Box& box, Line& line, SoapCall soap_call);

// A REST answer's JSON: valid until the box's parser parses again.
Flow<Got<base::JsonValue>> ask_json(Box& box, Line& line, Ask ask);

std::unexpected<model::TaskFailed> refused(std::string error);

}  // namespace articulator::connect::eaglesoft
