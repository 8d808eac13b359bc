#include "simulators/lab/dentsply_sirona/oauth.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/json_writer.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace articulator::simulators::dentsply_sirona {
namespace {

using base::HttpRequest;
using base::HttpResponse;

constexpr std::size_t form_bytes_max = 10'000;

// RFC 6749, 5.2.
HttpResponse refusal(int status, std::string_view error) {
  std::string body;
  base::JsonWriter(body).begin_object().member("error", error).end_object();
  HttpResponse response = base::json_response(status, std::move(body));
  if (status == 401) response.headers.set("WWW-Authenticate", "Basic realm=\"token\"");
  response.headers.set("Cache-Control", "no-store");
  return response;
}

struct Client {
  std::string id;
  std::string secret;
};

// RFC 6749, 2.3.1: by HTTP Basic, each part form-encoded, or in the form.
Client client_of(const HttpRequest& request, const base::Target& form) {
  constexpr std::string_view scheme = "Basic ";
  const std::string* given = request.headers.find("Authorization");
  if (given != nullptr && given->starts_with(scheme)) {
    const std::string pair = base::base64_decode(std::string_view(*given).substr(scheme.size())).value_or("");
    const std::size_t colon = pair.find(':');
    if (colon == std::string::npos) return {};
    return {base::percent_decode(pair.substr(0, colon)), base::percent_decode(pair.substr(colon + 1))};
  }
  const std::string* id = form.find("client_id");
  const std::string* secret = form.find("client_secret");
  return {id != nullptr ? *id : "", secret != nullptr ? *secret : ""};
}

HttpResponse unauthorized(std::string_view challenge, std::string_view error) {
  std::string body;
  base::JsonWriter(body)
      .begin_object()
      .member("error", error)
      .member("message", "This call wants a bearer token that is good.")
      .end_object();
  HttpResponse response = base::json_response(401, std::move(body));
  response.headers.set("WWW-Authenticate", std::string(challenge));
  return response;
}

}  // namespace

HttpResponse issue_token(Lab& lab, Tokens& tokens, const HttpRequest& request, Instant now,
                         SimulatorOutputs& out) {
  const std::string* type = request.headers.find("Content-Type");
  if (type == nullptr || !type->starts_with("application/x-www-form-urlencoded") ||
      request.body.size() > form_bytes_max)
    return refusal(400, "invalid_request");
  const base::Target form = base::parse_target("/?" + request.body);
  const std::string* grant = form.find("grant_type");
  if (grant == nullptr) return refusal(400, "invalid_request");
  if (*grant != "client_credentials") return refusal(400, "unsupported_grant_type");
  const Client client = client_of(request, form);
  const auto account = lab.account_of_client(client.id, client.secret);
  if (!account) return refusal(401, "invalid_client");
  std::string body;
  base::JsonWriter(body)
      .begin_object()
      .member("access_token", std::string_view(tokens.issue(*account, now)))
      .member("token_type", "Bearer")
      .member("expires_in", token_life_s)
      .end_object();
  std::string data;
  base::JsonWriter(data).begin_object().member("expires_in", token_life_s).end_object();
  out.facts.push_back({"lab.token.issued", lab.shop().book(*account).lab_source, "", std::move(data)});
  HttpResponse response = base::json_response(200, std::move(body));
  response.headers.set("Cache-Control", "no-store");
  return response;
}

std::expected<std::size_t, HttpResponse> bearer_of(const Tokens& tokens, const HttpRequest& request,
                                                   Instant now) {
  constexpr std::string_view scheme = "Bearer ";
  const std::string* given = request.headers.find("Authorization");
  if (given == nullptr || !given->starts_with(scheme))
    return std::unexpected(unauthorized("Bearer", "no_token"));
  const auto account = tokens.owner(std::string_view(*given).substr(scheme.size()), now);
  if (!account) return std::unexpected(unauthorized("Bearer error=\"invalid_token\"", "invalid_token"));
  return *account;
}

}  // namespace articulator::simulators::dentsply_sirona
