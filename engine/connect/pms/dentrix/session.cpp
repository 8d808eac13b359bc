#include "engine/connect/pms/dentrix/session.hpp"

#include "engine/connect/answer.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace articulator::connect::dentrix {
namespace {

constexpr std::string_view token_target =
    "/oauth/client_credential/accesstoken?grant_type=client_credentials";
constexpr base::Duration renew_before_expiry = base::minutes(1);
constexpr std::int64_t lifetime_s_max = 86'400;
constexpr std::size_t token_chars_max = 4'096;

// "3600": the vendor sends a text; a number is understood too.
std::optional<std::int64_t> seconds_in(const base::JsonValue& body) {
  const auto member = body.find("expires_in");
  if (!member) return std::nullopt;
  if (const auto integer = member->integer()) return integer;
  const auto text = member->text();
  std::int64_t value = 0;
  if (!text || text->empty()) return std::nullopt;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return value;
}

Flow<Got<bool>> renew(Session& session, Line& line) {
  base::HttpRequest request{"POST", std::string(token_target), {}, {}};
  request.headers.set("Content-Type", "application/x-www-form-urlencoded");
  request.body = "client_id=" + base::percent_encode(session.access.client_id) +
                 "&client_secret=" + base::percent_encode(session.access.client_secret);
  const base::HttpResponse& answer = co_await line.call(std::move(request));
  if (auto failed = failure_of(peer, answer, line.now())) co_return std::unexpected(std::move(*failed));
  base::JsonParser parser;
  const auto body = read_body(parser, answer);
  if (!body) co_return std::unexpected(unreadable(peer, body.error()));
  std::string token = text_in(*body, "access_token");
  const auto lifetime_s = seconds_in(*body);
  const bool usable = !token.empty() && token.size() <= token_chars_max && lifetime_s && *lifetime_s > 0;
  if (!usable) co_return std::unexpected(unreadable(peer, {"", "it brings no access token", ""}));
  session.token = std::move(token);
  const base::Duration lifetime = base::seconds(std::min(*lifetime_s, lifetime_s_max));
  // Of a token that lives less than two minutes half the life is used.
  session.renew_at = line.now() + std::max(lifetime - renew_before_expiry, lifetime / 2);
  co_return true;
}

base::HttpRequest signed_copy(const Session& session, const base::HttpRequest& request) {
  base::HttpRequest copy = request;
  copy.headers.set("Authorization", "Bearer " + session.token);
  copy.headers.set("Organization-ID", session.access.organization_id);
  return copy;
}

}  // namespace

base::HttpRequest get(std::string path) {
  base::HttpRequest request{"GET", std::move(path), {}, {}};
  return request;
}

base::HttpRequest put(std::string path, std::string body) {
  base::HttpRequest request{"PUT", std::move(path), {}, std::move(body)};
  request.headers.set("Content-Type", "application/json");
  return request;
}

base::HttpRequest post(std::string path, std::string body) {
  base::HttpRequest request = put(std::move(path), std::move(body));
  request.method = "POST";
  return request;
}

Flow<Got<base::HttpResponse>> call(Session& session, Line& line, base::HttpRequest request) {
  request.target = session.access.endpoint.base_path + request.target;
  for (int attempt = 0; attempt < 2; ++attempt) {
    if (session.token.empty() || line.now() >= session.renew_at) {
      auto renewed = co_await renew(session, line);
      if (!renewed) co_return std::unexpected(std::move(renewed.error()));
    }
    const std::string used = session.token;
    base::HttpResponse answer = co_await line.call(signed_copy(session, request));
    if (answer.status != 401) co_return std::move(answer);
    // Unless another task has renewed it meanwhile.
    if (session.token == used) session.token.clear();
    if (attempt > 0) co_return refused(describe(peer, answer));
  }
  co_return refused("no answer");  // the loop always returns
}

Flow<Got<std::string>> ask(Session& session, Line& line, base::HttpRequest request) {
  auto answer = co_await call(session, line, std::move(request));
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  if (auto failed = failure_of(peer, *answer, line.now())) co_return std::unexpected(std::move(*failed));
  co_return as_utf8(std::move(answer->body));
}

Got<Envelope> read_envelope(base::JsonParser& parser, std::string_view body) {
  const auto document = parser.parse(body);
  if (!document) return std::unexpected(unreadable(peer, document.error()));
  const auto data = document->find("data");
  if (!data || data->is(base::JsonKind::null))
    return std::unexpected(unreadable(peer, {"", "the envelope holds no data", ""}));
  Envelope envelope{*data};
  if (const auto pages = document->at_pointer("/meta/pagination/totalPages"))
    envelope.pages = pages->integer().value_or(1);
  return envelope;
}

std::string list_path(std::string_view resource, std::string_view filter, std::size_t page) {
  constexpr std::size_t names_bytes = 64;  // of the path and the query
  std::string path = "/v1/";
  path.reserve(names_bytes + resource.size() + filter.size() * 3);
  path += resource;
  path += '?';
  if (!filter.empty()) {
    path += "filter=";
    path += base::percent_encode(filter);
    path += '&';
  }
  path += "page=";
  path += std::to_string(page);
  path += "&pageSize=";
  path += std::to_string(page_rows);
  return path;
}

std::string any_of_ids(const std::vector<std::string>& ids, std::string_view field) {
  std::string filter = std::string(field) + "->[";
  for (const std::string& id : ids)
    filter += (filter.back() == '[' ? "" : ",") + id;
  return filter + "]";
}

std::string text_in(const base::JsonValue& row, std::string_view member) {
  const auto value = row.find(member);
  const auto text = value ? value->text() : std::nullopt;
  return std::string(text.value_or(std::string_view{}));
}

std::string ref_in(const base::JsonValue& row, std::string_view member) {
  const auto ref = row.find(member);
  return ref ? text_in(*ref, "id") : std::string();
}

std::unexpected<model::TaskFailed> refused(std::string error) {
  return std::unexpected(model::TaskFailed{false, std::nullopt, std::move(error)});
}

}  // namespace articulator::connect::dentrix
