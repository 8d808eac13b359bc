// The connector to the example lab, whose wire is forms and plain text (simulate/birchwood.hpp). It has no
// webhooks and no sandbox, and an order that it has taken is not changed any more.
#pragma once

#include "engine/base/error.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/connector.hpp"

#include <memory>

namespace articulator::connect::birchwood {

// Error: no key. The user is the practice's id.
base::Expected<std::unique_ptr<model::LabConnector>> make_connector(const model::PracticeBench& practice,
                                                                    const model::LabAccess& lab);

}  // namespace articulator::connect::birchwood
