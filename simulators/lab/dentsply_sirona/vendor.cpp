#include "simulators/lab/dentsply_sirona/vendor.hpp"

#include "simulators/lab/dentsply_sirona/dentsply_sirona.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

namespace articulator::simulators::dentsply_sirona {
namespace {

constexpr std::array<world::Argument, 1> of_a_case{{{"case", world::ArgumentKind::text, true}}};
constexpr std::array<world::Argument, 1> so_many_an_hour{{{"an_hour", world::ArgumentKind::integer, true}}};
constexpr std::array<world::Verb, 3> verbs{{
    {"lab_propose_design", of_a_case},
    {"lab_expire_tokens", {}},
    {"lab_list_quota", so_many_an_hour},
}};

}  // namespace

std::span<const world::Verb> own_verbs() {
  return verbs;
}

std::string guide(const LabSetup& setup, std::string_view url, std::string_view order) {
  const LabAccount account = setup.accounts.empty() ? LabAccount{} : setup.accounts.front();
  return fmt::format(
      "Dentsply Sirona at {0} (a stylised contract: the company's own is not public)\n"
      "  client {1}, secret {2}; a token is good for an hour\n"
      "  curl {0}/\n"
      "  curl -u '{1}:{2}' -d grant_type=client_credentials {0}/oauth/token\n"
      "  curl -X PUT -H \"Authorization: Bearer $TOKEN\" -H 'If-None-Match: *' -d {3} "
      "{0}/v1/orders/by-hand-1\n"
      "  curl -H \"Authorization: Bearer $TOKEN\" '{0}/v1/changes?after=0'\n",
      url, account.client_id, account.client_secret, order);
}

base::Expected<std::unique_ptr<world::Simulator>> make_simulator(const LabSetup& setup) {
  Config config;
  config.name = setup.name;
  config.accounts = setup.accounts;
  config.profile_json = setup.profile_json;
  config.seed = setup.seed;
  config.production_line = setup.production_line;
  config.chances = setup.chances;
  return make_dentsply_sirona(std::move(config));
}

}  // namespace articulator::simulators::dentsply_sirona
