// `GET /`: what is simulated, what of it is documented, and what is not.
#pragma once

#include "engine/base/http.hpp"

namespace articulator::simulators::dentrix {

base::HttpResponse landing_page();

}  // namespace articulator::simulators::dentrix
