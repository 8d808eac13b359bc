// The lab service: operations over SOAP 1.1 on the queue and the lab cases.
//
// An envelope whose body does not name the operation of its SOAPAction, an unknown operation, a missing or
// wrong argument and a row that is not there are faults of the Client, with status 500 as SOAP 1.1 has it.
#pragma once

#include "engine/base/http.hpp"
#include "simulators/pms/eaglesoft/queue.hpp"
#include "simulators/pms/office/office.hpp"
#include "simulators/world/simulator.hpp"

#include <string>
#include <string_view>

namespace articulator::simulators::eaglesoft {

inline constexpr std::string_view lab_namespace = "urn:eaglesoft:lab";

base::HttpResponse soap_fault(std::string_view code, std::string_view text);  // "Client.SessionLapsed"

base::HttpResponse lab_service(office::Office& office, Queue& queue, const base::HttpRequest& request,
                               base::Instant now, world::SimulatorOutputs& out);

}  // namespace articulator::simulators::eaglesoft
