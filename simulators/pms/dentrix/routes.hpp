// Which call is what: lists and rows that are read, and what an integration may write.
#pragma once

#include "simulators/pms/dentrix/answers.hpp"
#include "simulators/pms/dentrix/desk.hpp"
#include "simulators/world/simulator.hpp"

#include <cstddef>
#include <string>

namespace articulator::simulators::dentrix {

struct Call {
  Desk& desk;
  const std::string& method;
  const base::Target& target;  // after the base path: {"v1", "labcases", ...}
  const std::string& body;
  base::Instant now;
  std::size_t page_rows_max = 25;
  world::SimulatorOutputs& out;
};

// Of a client that has been let in. 404: no such route or row; 400: a filter, a page or a body that cannot be
// understood, or a visit that does not fit (SCHEDULE_CONFLICT).
base::HttpResponse route(const Call& call);

// reads.cpp and writes.cpp
base::HttpResponse list(const Call& call, const std::string& resource);
base::HttpResponse read_one(const Call& call, const std::string& resource, const std::string& id);
base::HttpResponse read_content(const Call& call, const std::string& id);
base::HttpResponse post(const Call& call, const std::string& resource);
base::HttpResponse put(const Call& call, const std::string& resource, const std::string& id);

base::HttpResponse not_found();
// An appointment as the list shows it.
std::string appointment_row(const Desk& desk, const office::Appointment& row);

}  // namespace articulator::simulators::dentrix
