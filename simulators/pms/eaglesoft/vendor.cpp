#include "simulators/pms/eaglesoft/vendor.hpp"

#include "simulators/pms/eaglesoft/eaglesoft.hpp"
#include "simulators/pms/eaglesoft/routes.hpp"

#include <array>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace articulator::simulators::eaglesoft {
namespace {

using world::Argument;
using enum world::ArgumentKind;

constexpr std::array<Argument, 1> up_or_not{{{"up", boolean, true}}};
constexpr std::array<Argument, 3> hours{{{"from", text, true}, {"to", text, true}, {"weekends", boolean}}};
constexpr std::array<world::Verb, 5> verbs{{
    {"eaglesoft_restart", {}},
    {"eaglesoft_reinstall", {}},
    {"eaglesoft_server", up_or_not, world::Down::if_false, "server"},
    {"eaglesoft_hours", hours},
    {"eaglesoft_lease_lapses", {}},
}};

std::string path_of(const Routes& routes, std::string_view name) {
  for (const Route& route : routes.all())
    if (route.name == name) return "/" + route.form;
  return "/";
}

}  // namespace

std::span<const world::Verb> own_verbs() {
  return verbs;
}

std::string guide(const PmsSetup& setup, std::string_view url, base::Instant /*now*/) {
  const Routes routes(setup.practice, 1);
  return fmt::format(
      "Eaglesoft at {0} (stylised: little of it is public; {0}/ says what)\n"
      "  integration key {1}, user articulator, password {2}; a session lapses after 15 minutes of silence\n"
      "  curl {0}/help\n"
      "  curl -d '{{\"IntegrationKey\":\"{1}\",\"UserId\":\"articulator\",\"Password\":\"{2}\"}}' {0}{3}\n"
      "  curl -H 'Authorization: Session TOKEN' -H 'SOAPAction: \"urn:eaglesoft:lab:ListLabCases\"' -d "
      "'<Envelope><Body><ListLabCases><After>0</After><Max>20</Max></ListLabCases></Body></Envelope>' "
      "{0}{4}\n",
      url, setup.developer_key, setup.customer_key, path_of(routes, "Authenticate"),
      path_of(routes, "LabService"));
}

base::Expected<std::unique_ptr<world::Simulator>> make_simulator(const PmsSetup& setup) {
  Config config;
  config.office.practice = setup.practice;
  config.office.vendor = "eaglesoft";
  config.office.zone = setup.zone;
  config.office.labs = setup.labs;
  config.integration_key = setup.developer_key;
  config.password = setup.customer_key;
  return make_eaglesoft(std::move(config));
}

}  // namespace articulator::simulators::eaglesoft
