// What this simulator is, for people: GET /.
#pragma once

#include "engine/base/http.hpp"
#include "simulators/pms/eaglesoft/routes.hpp"

namespace articulator::simulators::eaglesoft {

base::HttpResponse about(const Routes& routes);

}  // namespace articulator::simulators::eaglesoft
