// Purchase orders by mail: one message to the supplier's registered address, over TLS only (INV-02).
//
// After an open outcome the same bytes go once more under the same Message-ID, as with orders to labs
// (email.hpp): the number in subject and text says that it is one order.
#pragma once

#include "engine/base/error.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/connector.hpp"

#include <memory>

namespace articulator::connect {

// Error: an address that is none. Null: the practice keeps no stock.
base::Expected<std::unique_ptr<model::SupplierConnector>> make_supplier(const model::PracticeBench& practice);

}  // namespace articulator::connect
