#include "engine/connect/lab/glidewell/account.hpp"

#include "engine/connect/answer.hpp"
#include "engine/model/stage.hpp"

#include <utility>

namespace articulator::connect::glidewell {
namespace {

// Of one practice: years of work. An order forgotten could at worst be heard of twice, and a status that is
// not news moves nothing.
constexpr std::size_t orders_max = 20'000;

}  // namespace

Account::Account(const model::PracticeBench& bench, const model::LabAccess& access, std::string secret)
    : practice(bench.practice),
      profile(access.profile),
      base_path(access.endpoint.base_path),
      api_key(access.api_key),
      webhook_key(std::move(secret)),
      drop(access.sftp) {
  lab = profile ? profile->lab : model::LabId(access.kind);
}

base::HttpRequest Account::get(std::string_view path) const {
  base::HttpRequest request;
  request.target = base_path + std::string(path);
  request.headers.list.push_back({"X-API-Key", api_key});
  return request;
}

base::HttpRequest Account::send(std::string_view method, std::string_view path, std::string body,
                                std::string_view idempotency_key) const {
  base::HttpRequest request = get(path);
  request.method = method;
  request.headers.list.push_back({"Content-Type", "application/json"});
  if (!idempotency_key.empty())
    request.headers.list.push_back({"Idempotency-Key", std::string(idempotency_key)});
  request.body = std::move(body);
  return request;
}

bool Account::is_hold(std::string_view status) const {
  return profile && profile->stage_of(status) == model::Stage::on_hold;
}

KnownOrder& Account::order(const std::string& tracking) {
  if (orders.size() >= orders_max && !orders.contains(tracking)) orders.erase(orders.begin());
  return orders[tracking];
}

Flow<Got<base::JsonValue>> fetch(Account& account, Line& line, std::string path) {
  const base::HttpResponse& answer = co_await line.call(account.get(path));
  if (auto failed = failure_of(peer, answer, line.now())) co_return std::unexpected(std::move(*failed));
  auto body = read_body(account.parser, answer);
  if (!body) co_return std::unexpected(unreadable(peer, body.error()));
  co_return *body;
}

}  // namespace articulator::connect::glidewell
