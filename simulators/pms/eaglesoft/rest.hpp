// Patients, the schedule, messages and chart notes, as JSON with PascalCase members.
#pragma once

#include "engine/base/http.hpp"
#include "simulators/pms/eaglesoft/routes.hpp"
#include "simulators/pms/office/office.hpp"
#include "simulators/world/simulator.hpp"

#include <map>
#include <string>
#include <string_view>

namespace articulator::simulators::eaglesoft {

// References of whoever wrote a note or a message, by the row's id.
using References = std::map<std::string, std::string, std::less<>>;

base::HttpResponse message_response(int status, std::string_view message);  // {"Message": ...}

base::HttpResponse rest(office::Office& office, References& references, const Matched& route,
                        const base::HttpRequest& request, base::Instant now, world::SimulatorOutputs& out);

}  // namespace articulator::simulators::eaglesoft
