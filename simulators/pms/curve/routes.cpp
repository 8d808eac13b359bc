#include "simulators/pms/curve/routes.hpp"

#include "engine/base/json_writer.hpp"
#include "simulators/pms/curve/vendor.hpp"

#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace articulator::simulators::curve {
namespace {

constexpr std::array<Route, 22> all_routes{{
    {"GET", "/changes", "the feed: ?from=now for a cursor, ?cursor= to read on", changes},
    {"GET", "/lab-cases", "all lab cases, by pages", list_cases},
    {"GET", "/lab-cases/{id}", "one, with its ETag", get_case},
    {"PUT", "/lab-cases/{id}", "replaces notes and labWork; needs If-Match", put_case},
    {"GET", "/files/{id}/content", "a file's bytes, in base64", get_file},
    {"GET", "/patients", "all patients, by pages", list_patients},
    {"GET", "/patients/{id}", "one, with what it agrees to", get_patient},
    {"GET", "/patients/{id}/messages",
     "the conversation, the earliest first; ?direction=", list_conversation},
    {"GET", "/messages", "messages with ?externalId=", list_messages},
    {"POST", "/messages", "a message to a patient", post_message},
    {"GET", "/chart-notes", "chart notes with ?externalId=", list_notes},
    {"POST", "/chart-notes", "a chart note", post_note},
    {"GET", "/appointments", "the book, by pages; ?externalId=", list_appointments},
    {"GET", "/appointments/{id}", "one, with its ETag", get_appointment},
    {"POST", "/appointments", "a visit or a tentative hold; 409 where it does not fit", post_appointment},
    {"PUT", "/appointments/{id}", "another time or place; needs If-Match", put_appointment},
    {"POST", "/appointments/{id}/cancel", "off the schedule; again: nothing", cancel_appointment},
    {"GET", "/openings", "free time: from, to, minutes, providerId, operatoryId", list_openings},
    {"GET", "/webhook-endpoints", "where webhooks go", list_endpoints},
    {"POST", "/webhook-endpoints", "another address", post_endpoint},
    {"DELETE", "/webhook-endpoints/{id}", "no longer", delete_endpoint},
    {"GET", "/", "this page, without a key", nullptr},
}};

// Whether the path after the base path is this pattern, and what stands for {id}.
bool fits(std::string_view pattern, std::span<const std::string> path, std::string& id) {
  std::string found;
  for (const std::string& segment : path) {
    if (!pattern.starts_with('/')) return false;
    pattern.remove_prefix(1);
    const std::string_view wanted = pattern.substr(0, pattern.find('/'));
    if (wanted == "{id}")
      found = segment;
    else if (wanted != segment)
      return false;
    pattern.remove_prefix(wanted.size());
  }
  if (!pattern.empty()) return false;
  id = found;
  return true;
}

}  // namespace

std::string Call::query(std::string_view key) const {
  const std::string* value = target.find(key);
  return value == nullptr ? std::string() : *value;
}

std::span<const Route> routes() {
  return std::span(all_routes).first(all_routes.size() - 1);
}

base::HttpResponse problem(int status, std::string_view name, std::string_view title,
                           std::string_view detail) {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object().member("type", fmt::format("https://api.curve.example/problems/{}", name));
  out.member("title", title).member("status", status);
  if (!detail.empty()) out.member("detail", detail);
  out.end_object();
  base::HttpResponse response = base::json_response(status, std::move(json));
  response.headers.set("Content-Type", "application/problem+json");
  return response;
}

const Route* find_route(std::string_view method, const base::Target& target, std::string& id, int& status) {
  status = 404;
  if (target.path.empty() || "/" + target.path.front() != base_path) return nullptr;
  const auto rest = std::span(target.path).subspan(1);
  for (const Route& route : routes()) {
    if (!fits(route.path, rest, id)) continue;
    if (route.method == method) return &route;
    status = 405;
  }
  return nullptr;
}

base::HttpResponse front_page() {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object().member("service", "A simulator of Curve Dental's cloud API");
  out.member(
      "documented",
      "Nothing: no contract of Curve's API is public. That it is a cloud service with a partner API is "
      "all that is known [U].");
  out.member("stylised",
             "All of it: paths, names, ids, keys, ETags, cursors, the feed, webhooks and their signature.");
  out.member("credentials", "X-Api-Key, on every request but this one");
  out.key("routes").begin_array();
  for (const Route& route : all_routes) {
    const std::string_view prefix = route.serve == nullptr ? std::string_view() : base_path;
    out.begin_object().member("method", route.method);
    out.member("path", fmt::format("{}{}", prefix, route.path)).member("says", route.says).end_object();
  }
  out.end_array().end_object();
  return base::json_response(200, std::move(json));
}

std::optional<base::HttpResponse> precondition(const Call& call, const std::string& etag) {
  const std::string* wanted = call.request.headers.find("If-Match");
  if (wanted == nullptr)
    return problem(428, "precondition-required", "This write needs If-Match",
                   "Read the resource, and send its ETag along");
  if (*wanted != etag && *wanted != "*")
    return problem(412, "precondition-failed", "Somebody else has changed it since it was read");
  return std::nullopt;
}

base::HttpResponse with_etag(int status, std::string json, std::string etag) {
  base::HttpResponse response = base::json_response(status, std::move(json));
  response.headers.set("ETag", std::move(etag));
  return response;
}

std::string text_in(const base::JsonValue& body, std::string_view key) {
  const auto value = body.find(key);
  const auto text = value ? value->text() : std::nullopt;
  return std::string(text.value_or(""));
}

}  // namespace articulator::simulators::curve
