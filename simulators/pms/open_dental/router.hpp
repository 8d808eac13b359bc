// Which request is which method: method, path and the permission that the vendor's page apipermissions asks
// for.
#pragma once

#include "simulators/pms/open_dental/request.hpp"

#include <string_view>

namespace articulator::simulators::open_dental {

struct Route {
  std::string_view method;    // "GET"
  std::string_view resource;  // "appointments"
  bool numbered = false;      // /appointments/{n}
  std::string_view action;    // "Break": /appointments/{n}/Break or /appointments/Break
  std::string_view permission;
  Answer (*serve)(Office& office, Call& call) = nullptr;
};

struct Routed {
  const Route* route = nullptr;
  std::int64_t number = 0;
};

// Refused: 404 for an unknown resource, 400 for a path or method that the resource does not have.
Outcome<Routed> find_route(std::string_view method, const base::Target& target);

}  // namespace articulator::simulators::open_dental
