#include "simulators/pms/open_dental/vendor.hpp"

#include "simulators/pms/open_dental/open_dental.hpp"

#include <utility>

namespace articulator::simulators::open_dental {

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
