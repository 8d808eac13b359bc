// The wire of the order desk: requests in, answers out (the table of routes is in glidewell.hpp).
#pragma once

#include "engine/base/http.hpp"
#include "engine/base/json_reader.hpp"
#include "simulators/lab/glidewell/lab.hpp"

namespace articulator::simulators::glidewell {

constexpr std::size_t body_bytes_max = 1'000'000;  // an order is about one kilobyte; files do not travel here
constexpr std::size_t idempotency_key_bytes_max = 128;
constexpr std::size_t feed_page_max = 100;

base::HttpResponse answer(Lab& lab, base::JsonParser& parser, const base::HttpRequest& request, Instant now,
                          SimulatorOutputs& out);

}  // namespace articulator::simulators::glidewell
