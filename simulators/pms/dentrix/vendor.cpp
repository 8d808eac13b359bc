#include "simulators/pms/dentrix/vendor.hpp"

#include "simulators/pms/dentrix/dentrix.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

namespace articulator::simulators::dentrix {
namespace {

using world::Argument;
using enum world::ArgumentKind;

constexpr std::array<Argument, 1> enabled_or_not{{{"enabled", boolean, true}}};
constexpr std::array<Argument, 1> calls_a_second{{{"per_second", integer, true}}};
constexpr std::array<Argument, 1> a_case{{{"case", text, true}}};
constexpr std::array<Argument, 2> an_appointments_status{
    {{"appointment", text, true}, {"status", text, true}}};
constexpr std::array<world::Verb, 6> verbs{{
    {"dentrix_expire_tokens", {}},
    {"dentrix_enable", enabled_or_not},
    {"dentrix_limit", calls_a_second},
    {"dentrix_adds_fields", {}},
    {"dentrix_reopen_case", a_case},
    {"dentrix_appointment_status", an_appointments_status},
}};

}  // namespace

std::span<const world::Verb> own_verbs() {
  return verbs;
}

std::string guide(const PmsSetup& setup, std::string_view url, base::Instant) {
  return fmt::format(
      "Dentrix at {0}{1} (in the style of Dentrix Ascend; what is documented and what is not: {0}/)\n"
      "  client {2}, secret {3}, organization {4}\n"
      "  TOKEN=$(curl -s -d 'client_id={2}&client_secret={3}' "
      "'{0}/oauth/client_credential/accesstoken?grant_type=client_credentials' | "
      "sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')\n"
      "  curl -H \"Authorization: Bearer $TOKEN\" -H 'Organization-ID: {4}' {0}{1}/v1/labcases\n"
      "  curl -H \"Authorization: Bearer $TOKEN\" -H 'Organization-ID: {4}' "
      "'{0}{1}/v1/labcases?filter=status==OUTSTANDING&page=1&pageSize=5'\n",
      url, base_path, setup.client_id, setup.client_secret, setup.organization_id);
}

base::Expected<std::unique_ptr<world::Simulator>> make_simulator(const PmsSetup& setup) {
  Config config;
  config.practice = setup.practice;
  config.client_id = setup.client_id;
  config.client_secret = setup.client_secret;
  config.organization_id = setup.organization_id;
  config.zone = setup.zone;
  config.labs = setup.labs;
  return make_dentrix(std::move(config));
}

}  // namespace articulator::simulators::dentrix
