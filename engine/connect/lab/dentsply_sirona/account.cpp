#include "engine/connect/lab/dentsply_sirona/account.hpp"

#include "engine/base/hash.hpp"
#include "engine/connect/answer.hpp"

#include <algorithm>

namespace articulator::connect::dentsply_sirona {
namespace {

// Of one practice: years of work. An order forgotten could at worst be heard of twice, and a state that is
// not news moves nothing.
constexpr std::size_t orders_max = 20'000;
constexpr std::size_t token_chars_max = 4'096;
constexpr std::int64_t token_life_s_max = 86'400;
// Given up this long before it expires, so that none expires on its way.
constexpr base::Duration token_margin = base::seconds(60);

Flow<Got<bool>> renew_token(Account& account, Line& line) {
  base::HttpRequest request = account.send("POST", "/oauth/token", "grant_type=client_credentials");
  request.headers.set("Content-Type", "application/x-www-form-urlencoded");
  request.headers.set("Authorization",
                      "Basic " + base::base64_encode(base::percent_encode(account.client_id) + ":" +
                                                     base::percent_encode(account.client_secret)));
  const base::HttpResponse& answer = co_await line.call(std::move(request));
  if (auto failed = failure_of(peer, answer, line.now())) co_return std::unexpected(std::move(*failed));
  const auto body = read_body(account.parser, answer);
  if (!body) co_return std::unexpected(unreadable(peer, body.error()));
  base::ObjectReader in(*body, "");
  std::string token = in.text("access_token");
  const std::int64_t life_s = in.integer_or("expires_in", 0, 0, token_life_s_max);
  if (token.empty() || token.size() > token_chars_max) in.report("access_token", "is no token");
  if (in.error()) co_return std::unexpected(unreadable(peer, *in.error()));
  account.token = std::move(token);
  // One that is over before it can be used is used all the same, once.
  account.token_until = line.now() + std::max(base::seconds(life_s) - token_margin, base::seconds(1));
  co_return true;
}

}  // namespace

Account::Account(const model::PracticeBench& /*bench*/, const model::LabAccess& access)
    : profile(access.profile),
      base_path(access.endpoint.base_path),
      client_id(access.client_id),
      client_secret(access.client_secret) {
  lab = profile ? profile->lab : model::LabId(access.kind);
}

base::HttpRequest Account::get(std::string_view path) const {
  base::HttpRequest request;
  request.target = base_path + std::string(path);
  return request;
}

base::HttpRequest Account::send(std::string_view method, std::string_view path, std::string body) const {
  base::HttpRequest request = get(path);
  request.method = method;
  request.headers.set("Content-Type", "application/json");
  request.body = std::move(body);
  return request;
}

KnownOrder& Account::order(const std::string& reference) {
  if (orders.size() >= orders_max && !orders.contains(reference)) orders.erase(orders.begin());
  if (references.size() >= orders_max) references.erase(references.begin());
  if (billed.size() >= orders_max) billed.erase(billed.begin());
  return orders[reference];
}

std::string order_path(std::string_view reference) {
  return "/v1/orders/" + base::percent_encode(reference);
}

Flow<Got<base::HttpResponse>> ask(Account& account, Line& line, base::HttpRequest request) {
  for (int attempt = 1;; ++attempt) {
    if (account.token.empty() || account.token_until <= line.now()) {
      auto renewed = co_await renew_token(account, line);
      if (!renewed) co_return std::unexpected(std::move(renewed.error()));
    }
    request.headers.set("Authorization", "Bearer " + account.token);
    const base::HttpResponse& answer = co_await line.call(request);
    if (answer.status == 401) account.token.clear();
    if (answer.status != 401 || attempt == 2) co_return answer;
  }
}

Flow<Got<base::JsonValue>> ask_for_json(Account& account, Line& line, base::HttpRequest request) {
  auto answer = co_await ask(account, line, std::move(request));
  if (!answer) co_return std::unexpected(std::move(answer.error()));
  if (auto failed = failure_of(peer, *answer, line.now())) co_return std::unexpected(std::move(*failed));
  auto body = read_body(account.parser, *answer);
  if (!body) co_return std::unexpected(unreadable(peer, body.error()));
  co_return *body;
}

}  // namespace articulator::connect::dentsply_sirona
