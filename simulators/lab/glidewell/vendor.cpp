#include "simulators/lab/glidewell/vendor.hpp"

#include "simulators/lab/glidewell/glidewell.hpp"

#include <utility>

namespace articulator::simulators::glidewell {

base::Expected<std::unique_ptr<world::Simulator>> make_simulator(const LabSetup& setup) {
  Config config;
  config.name = setup.name;
  config.accounts = setup.accounts;
  config.inboxes = setup.inboxes;
  config.webhook_secret = setup.webhook_secret;
  config.profile_json = setup.profile_json;
  config.seed = setup.seed;
  config.production_line = setup.production_line;
  return make_glidewell(std::move(config));
}

}  // namespace articulator::simulators::glidewell
