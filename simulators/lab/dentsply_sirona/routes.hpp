// The wire of the order desk: requests in, answers out (the table of routes is in dentsply_sirona.hpp).
#pragma once

#include "engine/base/http.hpp"
#include "engine/base/json_reader.hpp"
#include "simulators/lab/dentsply_sirona/lab.hpp"
#include "simulators/lab/dentsply_sirona/tokens.hpp"

#include <cstddef>

namespace articulator::simulators::dentsply_sirona {

constexpr std::size_t body_bytes_max = 1'000'000;  // an order is about one kilobyte; files do not travel here
constexpr std::size_t reference_bytes_max = 128;
constexpr std::size_t changes_page_max = 100;

base::HttpResponse answer(Lab& lab, Tokens& tokens, base::JsonParser& parser,
                          const base::HttpRequest& request, Instant now, SimulatorOutputs& out);

}  // namespace articulator::simulators::dentsply_sirona
