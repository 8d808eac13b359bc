// The token endpoint, and who a bearer token is.
#pragma once

#include "engine/base/http.hpp"
#include "simulators/lab/dentsply_sirona/lab.hpp"
#include "simulators/lab/dentsply_sirona/tokens.hpp"

#include <cstddef>
#include <expected>

namespace articulator::simulators::dentsply_sirona {

base::HttpResponse issue_token(Lab& lab, Tokens& tokens, const base::HttpRequest& request, Instant now,
                               SimulatorOutputs& out);

// The account of the request's bearer token, or the 401.
std::expected<std::size_t, base::HttpResponse> bearer_of(const Tokens& tokens,
                                                         const base::HttpRequest& request, Instant now);

}  // namespace articulator::simulators::dentsply_sirona
