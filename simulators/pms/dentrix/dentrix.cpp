#include "simulators/pms/dentrix/dentrix.hpp"

#include "engine/base/hash.hpp"
#include "simulators/pms/dentrix/landing.hpp"
#include "simulators/pms/dentrix/routes.hpp"
#include "simulators/pms/dentrix/vendor.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::simulators::dentrix {
namespace {

constexpr std::string_view token_path = "/oauth/client_credential/accesstoken";
constexpr std::string_view bearer = "Bearer ";
constexpr std::size_t told_max = 8;
constexpr std::size_t told_bytes_max = 64 * 1024;

// The members of a form body, decoded.
std::string in_form(std::string_view form, std::string_view key) {
  const base::Target fields = base::parse_target("/?" + std::string(form));
  const std::string* value = fields.find(key);
  return value == nullptr ? std::string() : *value;
}

class Dentrix : public world::Simulator {
 public:
  explicit Dentrix(Config config) : config_(std::move(config)), desk_(config_) {}

  world::Reply handle(const base::HttpRequest& request, base::Instant now,
                      world::SimulatorOutputs& out) override {
    base::HttpResponse response = answer(request, now, out);
    if (adds_fields_) response = with_more_fields(std::move(response));
    return {std::move(response)};
  }

  [[nodiscard]] std::optional<base::Instant> next_due() const override { return std::nullopt; }
  void advance(base::Instant, world::SimulatorOutputs&) override {}
  void answered(std::uint64_t, const world::DeliveryAnswer&, base::Instant,
                world::SimulatorOutputs&) override {}

  base::Expected<void> act(std::string_view verb, const base::JsonValue& arguments, base::Instant now,
                           world::SimulatorOutputs& out) override {
    told_.clear();
    if (office::Office::knows(verb)) return desk_.office.act(verb, arguments, now, out);
    base::ObjectReader in(arguments, "");
    base::Expected<void> done;
    if (verb == "dentrix_expire_tokens") {
      tokens_.clear();
    } else if (verb == "dentrix_enable") {
      enabled_ = in.boolean("enabled");
    } else if (verb == "dentrix_limit") {
      constexpr std::int64_t calls_max = 1'000'000;
      config_.calls_per_second = in.integer("per_second", 1, calls_max);
    } else if (verb == "dentrix_adds_fields") {
      adds_fields_ = true;
    } else if (verb == "dentrix_reopen_case") {
      done = desk_.reopen(in.text("case"), now);
    } else if (verb == "dentrix_appointment_status") {
      const std::string appointment = in.text("appointment");
      done = desk_.show(appointment, in.text("status"), now);
    } else {
      return base::failure("", "Dentrix has no verb \"" + std::string(verb) + "\"");
    }
    if (in.error()) return std::unexpected(*in.error());
    return done;
  }

 private:
  base::HttpResponse answer(const base::HttpRequest& request, base::Instant now,
                            world::SimulatorOutputs& out) {
    const std::string_view whole = request.target;
    const std::string_view path = whole.substr(0, whole.find('?'));
    if (request.method == "GET" && path == "/") return landing_page();
    if (path == token_path) return give_token(request, now);
    if (!whole.starts_with(base_path)) return not_found();
    if (auto refused = gate(request, now)) return *std::move(refused);
    if (request.method != "GET") told_.clear();
    const auto told = std::ranges::find(told_, whole, &Told::target);
    if (told != told_.end() && request.method == "GET") return told->response;
    const base::Target target = base::parse_target(whole.substr(base_path.size()));
    base::HttpResponse response =
        route({desk_, request.method, target, request.body, now, config_.page_rows_max, out});
    const bool stands = request.method == "GET" && path.find("openings") == std::string_view::npos;
    if (stands && response.body.size() <= told_bytes_max) {
      if (told_.size() == told_max) told_.clear();
      told_.push_back({request.target, response});
    }
    return response;
  }

  base::HttpResponse give_token(const base::HttpRequest& request, base::Instant now) {
    const base::Target target = base::parse_target(request.target);
    const std::string* grant = target.find("grant_type");
    const bool asked_well = request.method == "POST" && grant != nullptr && *grant == "client_credentials";
    if (!asked_well) return fault(400, "oauth.v2.InvalidRequest", "grant_type=client_credentials is wanted");
    if (in_form(request.body, "client_id") != config_.client_id ||
        in_form(request.body, "client_secret") != config_.client_secret)
      return fault(401, "oauth.v2.InvalidClientIdentifier", "ClientId is Invalid");
    const std::string seed = config_.practice + config_.client_id + std::to_string(++tokens_given_);
    std::string token = base::hex(base::sha256(seed)).substr(0, 28);
    std::erase_if(tokens_, [now](const auto& entry) { return entry.second <= now; });
    tokens_[token] = now + base::seconds(config_.token_lifetime_s);
    std::string body;
    base::JsonWriter w(body);
    w.begin_object().member("access_token", token).member("token_type", "Bearer");
    w.member("expires_in", std::to_string(config_.token_lifetime_s)).end_object();
    return base::json_response(200, std::move(body));
  }

  // Why a call is not let in; empty: it is.
  std::optional<base::HttpResponse> gate(const base::HttpRequest& request, base::Instant now) {
    const std::string* authorization = request.headers.find("Authorization");
    const std::string_view given = authorization == nullptr ? std::string_view() : *authorization;
    const auto token = given.starts_with(bearer) ? tokens_.find(given.substr(bearer.size())) : tokens_.end();
    if (token == tokens_.end() || token->second <= now)
      return fault(401, "oauth.v2.InvalidAccessToken", "Invalid Access Token");
    if (now.ms_since_epoch / 1'000 != second_) {
      second_ = now.ms_since_epoch / 1'000;
      calls_ = 0;
    }
    if (++calls_ > config_.calls_per_second) {
      base::HttpResponse busy = error(429, "TOO_MANY_REQUESTS", "The limit of calls is reached.");
      busy.headers.set("Retry-After", "1");
      return busy;
    }
    const std::string* organization = request.headers.find("Organization-ID");
    if (organization == nullptr)
      return error(400, "ORGANIZATION_REQUIRED", "Every call names its organization.");
    if (!enabled_ || *organization != config_.organization_id)
      return error(403, "ORGANIZATION_NOT_ENABLED", "The organization has not enabled this client.");
    return std::nullopt;
  }

  // Reads since anybody last did anything, and what they were told: asked for the same again, by polls above
  // all, the office would say the same. Openings alone depend on when they are asked for.
  struct Told {
    std::string target;
    base::HttpResponse response;
  };

  Config config_;
  Desk desk_;
  std::vector<Told> told_;
  std::map<std::string, base::Instant, std::less<>> tokens_;  // until when
  std::int64_t tokens_given_ = 0;
  std::int64_t second_ = -1;  // of the clock, whose calls are counted
  std::int64_t calls_ = 0;
  bool enabled_ = true;
  bool adds_fields_ = false;
};

}  // namespace

std::unique_ptr<world::Simulator> make_dentrix(Config config) {
  return std::make_unique<Dentrix>(std::move(config));
}

}  // namespace articulator::simulators::dentrix
