#include "simulators/lab/dentsply_sirona/dentsply_sirona.hpp"

#include "simulators/lab/dentsply_sirona/acts.hpp"
#include "simulators/lab/dentsply_sirona/lab.hpp"
#include "simulators/lab/dentsply_sirona/routes.hpp"
#include "simulators/lab/dentsply_sirona/tokens.hpp"

#include <set>
#include <string_view>
#include <utility>

namespace articulator::simulators::dentsply_sirona {
namespace {

class DentsplySirona final : public world::Simulator {
 public:
  DentsplySirona(Config config, workshop::Profile profile)
      : lab_(std::move(config), std::move(profile)), tokens_(lab_.config().seed) {}

  world::Reply handle(const base::HttpRequest& request, Instant now, SimulatorOutputs& out) override {
    return {answer(lab_, tokens_, parser_, request, now, out)};
  }
  [[nodiscard]] std::optional<Instant> next_due() const override { return lab_.shop().next_due(); }
  void advance(Instant now, SimulatorOutputs& out) override {
    Workshop& shop = lab_.shop();
    for (auto due = shop.next_due(); due && *due <= now; due = shop.next_due())
      shop.advance_one(out);
  }
  void answered(std::uint64_t /*delivery_id*/, const world::DeliveryAnswer& /*answer*/, Instant /*now*/,
                SimulatorOutputs& /*out*/) override {}  // it sends nothing
  base::Expected<void> act(std::string_view verb, const base::JsonValue& arguments, Instant now,
                           SimulatorOutputs& out) override {
    return dentsply_sirona::act(lab_, tokens_, verb, arguments, now, out);
  }

 private:
  Lab lab_;
  Tokens tokens_;
  base::JsonParser parser_;
};

base::Expected<void> check_accounts(const std::vector<LabAccount>& accounts) {
  if (accounts.empty())
    return base::failure("accounts", "the lab has no account", "give at least one practice");
  std::set<std::string_view> practices;
  std::set<std::string_view> clients;
  for (const LabAccount& account : accounts) {
    if (account.practice.empty() || account.client_id.empty() || account.client_secret.empty())
      return base::failure("accounts", "an account needs a practice, a client id and its secret");
    if (!practices.insert(account.practice).second)
      return base::failure("accounts", "the practice " + account.practice + " has two accounts");
    if (!clients.insert(account.client_id).second)
      return base::failure("accounts", "two accounts have the client " + account.client_id);
  }
  return {};
}

}  // namespace

base::Expected<std::unique_ptr<world::Simulator>> make_dentsply_sirona(Config config) {
  if (const auto checked = check_accounts(config.accounts); !checked) return std::unexpected(checked.error());
  auto profile = workshop::read_profile(config.profile_json);
  if (!profile) {
    base::Error error = profile.error();
    error.where = "lab profile" + (error.where.empty() ? "" : " " + error.where);
    return std::unexpected(std::move(error));
  }
  // A state that a practice's rejection brings about, and no step of the line.
  std::erase_if(profile->line,
                [](const workshop::StatusWord& status) { return status.word == design_rejected; });
  return std::make_unique<DentsplySirona>(std::move(config), *std::move(profile));
}

}  // namespace articulator::simulators::dentsply_sirona
