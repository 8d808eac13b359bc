// The connector to Dentsply Sirona. The company's order interface is for partners and not public: the wire is
// a stylised one, see README.md. account.hpp has how the lab is asked, orders.hpp what goes to it,
// changes.hpp what is learnt from it.
#pragma once

#include "engine/base/error.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/connector.hpp"

#include <memory>

namespace articulator::connect::dentsply_sirona {

// Error: no client id or no secret.
base::Expected<std::unique_ptr<model::LabConnector>> make_connector(const model::PracticeBench& practice,
                                                                    const model::LabAccess& lab);

}  // namespace articulator::connect::dentsply_sirona
