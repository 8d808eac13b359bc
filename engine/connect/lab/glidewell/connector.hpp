// The connector to Glidewell. The lab's real contract is not public: the wire is a stylised one, see
// README.md. orders.hpp has what goes to the lab, changes.hpp what is learnt from it, webhooks.hpp how a
// message is known to be the lab's.
#pragma once

#include "engine/base/error.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/connector.hpp"

#include <memory>

namespace articulator::connect::glidewell {

// Error: no API key, or a webhook secret that is no `whsec_<base64>`.
base::Expected<std::unique_ptr<model::LabConnector>> make_connector(const model::PracticeBench& practice,
                                                                    const model::LabAccess& lab);

}  // namespace articulator::connect::glidewell
