#include "simulators/pms/curve/vendor.hpp"

#include "simulators/pms/curve/curve.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

namespace articulator::simulators::curve {
namespace {

using world::Argument;
using enum world::ArgumentKind;

constexpr std::array<Argument, 1> silent_or_not{{{"silent", boolean, true}}};
constexpr std::array<Argument, 1> by_how_much{{{"by", duration, true}}};
constexpr std::array<Argument, 1> how_long{{{"rows", integer, true}}};
constexpr std::array<Argument, 1> how_often{{{"times", integer}}};
constexpr std::array<Argument, 3> a_forgery{
    {{"patient", text, true}, {"text", text, true}, {"signature", text, true}}};
constexpr std::array<Argument, 2> an_edit{{{"case", text, true}, {"set", object, true}}};
constexpr std::array<world::Verb, 8> verbs{{
    {"curve_webhooks", silent_or_not},
    {"curve_delay_next", by_how_much},
    {"curve_redeliver", how_often},
    {"curve_rotate_secret", {}},
    {"curve_forge_webhook", a_forgery},
    {"curve_edit_between", an_edit},
    {"curve_expire_cursors", {}},
    {"curve_pages", how_long},
}};

}  // namespace

std::span<const world::Verb> own_verbs() {
  return verbs;
}

std::string guide(const PmsSetup& setup, std::string_view url, base::Instant) {
  const std::string key = fmt::format("-H 'X-Api-Key: {}'", setup.customer_key);
  return fmt::format(
      "Curve at {0}{3} (stylised: no contract of the vendor's is public)\n"
      "  API key {1}, on every request but GET /\n"
      "  curl {0}/\n"
      "  curl {2} {0}{3}/lab-cases\n"
      "  curl {2} '{0}{3}/changes?limit=20'\n"
      "  curl -i {2} {0}{3}/lab-cases/lc_0000001\n",
      url, setup.customer_key, key, base_path);
}

base::Expected<std::unique_ptr<world::Simulator>> make_simulator(const PmsSetup& setup) {
  Config config;
  config.practice = setup.practice;
  config.api_key = setup.customer_key;
  config.webhook_secret = setup.client_secret;
  config.zone = setup.zone;
  config.labs = setup.labs;
  return make_curve(std::move(config));
}

}  // namespace articulator::simulators::curve
