#include "simulators/lab/glidewell/vendor.hpp"

#include "simulators/lab/glidewell/glidewell.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

namespace articulator::simulators::glidewell {
namespace {

using world::Argument;
using enum world::ArgumentKind;

constexpr std::array<Argument, 2> redelivery{{{"case", text, true}, {"times", integer}}};
constexpr std::array<Argument, 4> a_webhook{
    {{"case", text, true}, {"status", text, true}, {"sequence", integer, true}, {"signature", text, true}}};
constexpr std::array<Argument, 1> silent_or_not{{{"silent", boolean, true}}};
constexpr std::array<Argument, 3> a_statement{{{"month", text}, {"name", text}, {"text", text}}};
constexpr std::array<world::Verb, 4> verbs{{
    {"lab_redeliver", redelivery},
    {"lab_send_webhook", a_webhook},
    {"lab_webhooks", silent_or_not, world::Down::untold_if_true},
    {"lab_statement_file", a_statement},
}};

}  // namespace

std::span<const world::Verb> own_verbs() {
  return verbs;
}

std::string guide(const LabSetup& setup, std::string_view url, std::string_view order) {
  const std::string key = setup.accounts.empty() ? "" : setup.accounts.front().api_key;
  const std::string headers = fmt::format("-H 'X-API-Key: {}' -H 'Content-Type: application/json'", key);
  return fmt::format(
      "Glidewell at {0} (a stylised contract: the lab's own is not public)\n"
      "  API key {1}, webhook secret {2}; each order has an Idempotency-Key of its own\n"
      "  curl {0}/\n"
      "  curl {3} -H 'Idempotency-Key: by-hand-1' -d {4} {0}/v1/orders\n"
      "  curl {3} '{0}/v1/orders?case_id=LC-900'\n",
      url, key, setup.webhook_secret, headers, order);
}

base::Expected<std::unique_ptr<world::Simulator>> make_simulator(const LabSetup& setup) {
  Config config;
  config.name = setup.name;
  config.accounts = setup.accounts;
  config.inboxes = setup.inboxes;
  config.webhook_secret = setup.webhook_secret;
  config.profile_json = setup.profile_json;
  config.seed = setup.seed;
  config.production_line = setup.production_line;
  config.chances = setup.chances;
  return make_glidewell(std::move(config));
}

}  // namespace articulator::simulators::glidewell
