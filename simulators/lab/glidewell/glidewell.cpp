#include "simulators/lab/glidewell/glidewell.hpp"

#include "simulators/lab/glidewell/acts.hpp"
#include "simulators/lab/glidewell/drops.hpp"
#include "simulators/lab/glidewell/lab.hpp"
#include "simulators/lab/glidewell/routes.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace articulator::simulators::glidewell {
namespace {

class Glidewell final : public world::Simulator {
 public:
  Glidewell(Config config, workshop::Profile profile, WebhookSender sender)
      : lab_(std::move(config), std::move(profile), std::move(sender)), drops_(lab_.config()) {}

  world::Reply handle(const base::HttpRequest& request, Instant now, SimulatorOutputs& out) override {
    return {answer(lab_, parser_, request, now, out)};
  }
  [[nodiscard]] std::optional<Instant> next_due() const override {
    const auto of_lab = lab_.next_due();
    const auto of_drops = drops_.next_due();
    return of_lab && of_drops ? std::min(*of_lab, *of_drops) : of_lab ? of_lab : of_drops;
  }
  [[nodiscard]] bool watches_others() const override { return !lab_.config().inboxes.empty(); }
  void advance(Instant now, SimulatorOutputs& out) override {
    lab_.advance(now, out);
    drops_.advance(lab_, parser_, now, out);
  }
  void answered(std::uint64_t delivery_id, const world::DeliveryAnswer& answer, Instant now,
                SimulatorOutputs& /*out*/) override {
    lab_.webhooks().answered(delivery_id, answer, now);
  }
  base::Expected<void> act(std::string_view verb, const base::JsonValue& arguments, Instant now,
                           SimulatorOutputs& out) override {
    return glidewell::act(lab_, verb, arguments, now, out);
  }

 private:
  Lab lab_;
  Drops drops_;
  base::JsonParser parser_;
};

base::Expected<void> check_accounts(const std::vector<Account>& accounts) {
  if (accounts.empty())
    return base::failure("accounts", "the lab has no account", "give at least one practice");
  std::set<std::string_view> practices;
  std::set<std::string_view> keys;
  for (const Account& account : accounts) {
    if (account.practice.empty() || account.api_key.empty())
      return base::failure("accounts", "an account needs a practice and an API key");
    if (!practices.insert(account.practice).second)
      return base::failure("accounts", "the practice " + account.practice + " has two accounts");
    if (!keys.insert(account.api_key).second)
      return base::failure("accounts", "two accounts have the API key of " + account.practice);
  }
  return {};
}

}  // namespace

base::Expected<std::unique_ptr<world::Simulator>> make_glidewell(Config config) {
  if (const auto checked = check_accounts(config.accounts); !checked) return std::unexpected(checked.error());
  auto profile = workshop::read_profile(config.profile_json);
  if (!profile) {
    base::Error error = profile.error();
    error.where = "lab profile" + (error.where.empty() ? "" : " " + error.where);
    return std::unexpected(std::move(error));
  }
  auto sender =
      WebhookSender::make(config.webhook_secret, config.engine_node, "/webhooks/" + config.name, config.seed);
  if (!sender) return std::unexpected(sender.error());
  return std::make_unique<Glidewell>(std::move(config), *std::move(profile), *std::move(sender));
}

}  // namespace articulator::simulators::glidewell
