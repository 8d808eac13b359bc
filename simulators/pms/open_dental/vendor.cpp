#include "simulators/pms/open_dental/vendor.hpp"

#include "simulators/pms/open_dental/open_dental.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

namespace articulator::simulators::open_dental {
namespace {

using world::Argument;
using enum world::ArgumentKind;

constexpr std::array<Argument, 1> open_or_not{{{"open", boolean, true}}};
constexpr std::array<Argument, 1> up_or_not{{{"up", boolean, true}}};
constexpr std::array<Argument, 1> enabled_or_not{{{"enabled", boolean, true}}};
constexpr std::array<Argument, 1> a_permission{{{"permission", text, true}}};
constexpr std::array<world::Verb, 5> verbs{{
    {"office", open_or_not},
    {"econnector", up_or_not, world::Down::if_false, "connector"},
    {"key", enabled_or_not, world::Down::if_false, "key"},
    {"remove_permission", a_permission, world::Down::always, "permission"},
    {"add_permission", a_permission, world::Down::no_more, "permission"},
}};

constexpr int days_at_the_lab = 14;  // of the example that says that a case is back

}  // namespace

std::span<const world::Verb> own_verbs() {
  return verbs;
}

std::string guide(const PmsSetup& setup, std::string_view url, base::Instant now) {
  const std::string headers =
      fmt::format("-H 'Authorization: ODFHIR {}/{}' -H 'Content-Type: application/json'", setup.developer_key,
                  setup.customer_key);
  // An office-local time, as the vendor writes it.
  const std::string received = base::format_date(setup.zone.local(now).date + days_at_the_lab) + " 09:30:00";
  return fmt::format(
      "Open Dental at {0}{5} (as its vendor documents it)\n"
      "  developer key {1}, customer key {2}; both headers belong to every request\n"
      "  curl {3} {0}{5}/labcases\n"
      "  curl {3} {0}{5}/patients/1\n"
      "  curl {3} -X PUT -d '{{\"DateTimeRecd\":\"{4}\"}}' {0}{5}/labcases/2\n",
      url, setup.developer_key, setup.customer_key, headers, received, base_path);
}

base::Expected<std::unique_ptr<world::Simulator>> make_simulator(const PmsSetup& setup) {
  Config config;
  config.practice = setup.practice;
  config.developer_key = setup.developer_key;
  config.customer_key = setup.customer_key;
  config.zone = setup.zone;
  config.permissions = setup.permissions;
  config.labs = setup.labs;
  config.files = {setup.files, setup.files_user, setup.files_password};
  return make_open_dental(std::move(config));
}

}  // namespace articulator::simulators::open_dental
