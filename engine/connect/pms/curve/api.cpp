#include "engine/connect/pms/curve/api.hpp"

#include "engine/connect/answer.hpp"

#include <utility>

namespace articulator::connect::curve {

Api::Api(const model::PmsAccess& access) : base_path_(access.endpoint.base_path), key_(access.customer_key) {}

base::HttpRequest Api::request(std::string_view method, std::string_view path) const {
  base::HttpRequest made;
  made.method = method;
  made.target = base_path_;
  made.target += path;
  made.headers.set("X-Api-Key", key_);
  made.headers.set("Accept", "application/json");
  return made;
}

base::HttpRequest Api::get(std::string_view path) const {
  return request("GET", path);
}

base::HttpRequest Api::post(std::string_view path, std::string body) const {
  base::HttpRequest made = request("POST", path);
  made.headers.set("Content-Type", "application/json");
  made.body = std::move(body);
  return made;
}

base::HttpRequest Api::put(std::string_view path, std::string body, const std::string& etag) const {
  base::HttpRequest made = request("PUT", path);
  made.headers.set("Content-Type", "application/json");
  made.headers.set("If-Match", etag);
  made.body = std::move(body);
  return made;
}

std::optional<model::TaskFailed> failure_of(base::JsonParser& parser, const base::HttpResponse& response,
                                            base::Instant now) {
  auto failed = connect::failure_of(peer, response, now);
  if (!failed) return failed;
  const auto problem = read_body(parser, response);
  if (!problem) return failed;
  const std::string title = text_in(*problem, "title");
  const std::string detail = text_in(*problem, "detail");
  if (!title.empty())
    failed->error = std::to_string(response.status) + " from " + std::string(peer) + ": " +
                    excerpt(detail.empty() ? title : title + ": " + detail);
  return failed;
}

std::unexpected<model::TaskFailed> refused(std::string error) {
  return std::unexpected(model::TaskFailed{false, std::nullopt, std::move(error)});
}

std::string text_in(const base::JsonValue& row, std::string_view key) {
  const auto value = row.find(key);
  const auto text = value ? value->text() : std::nullopt;
  return std::string(text.value_or(""));
}

std::int64_t number_in(const base::JsonValue& row, std::string_view key) {
  const auto value = row.find(key);
  return (value ? value->integer() : std::nullopt).value_or(0);
}

std::optional<base::Instant> instant_in(const base::JsonValue& row, std::string_view key) {
  const auto at = base::parse_instant(text_in(row, key));
  if (!at) return std::nullopt;
  return *at;
}

std::string page_of(std::string_view path, std::string_view cursor) {
  std::string page(path);
  page += path.find('?') == std::string_view::npos ? '?' : '&';
  page += "limit=100";
  if (!cursor.empty()) page += "&cursor=" + base::percent_encode(cursor);
  return page;
}

Flow<Got<base::JsonValue>> fetch(const Api& api, base::JsonParser& parser, Line& line, std::string path) {
  const base::HttpResponse& answer = co_await line.call(api.get(path));
  if (auto failed = failure_of(parser, answer, line.now())) co_return std::unexpected(std::move(*failed));
  auto body = read_body(parser, answer);
  if (!body) co_return std::unexpected(unreadable(peer, body.error()));
  if (!body->is(base::JsonKind::object))
    co_return std::unexpected(unreadable(peer, {"", "an answer is no JSON object", ""}));
  co_return *body;
}

}  // namespace articulator::connect::curve
