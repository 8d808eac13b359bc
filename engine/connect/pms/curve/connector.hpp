// Curve Dental as a PMS: a cloud API with a key, signed webhooks, a feed of changes, and versions to write
// against. Nothing of the vendor's API is public (DOMAIN 2.4 [U]): what is spoken here is a stylised design,
// see README.md.
//
//   auto pms = curve::make_connector(practice);   // pms.kind "curve"
#pragma once

#include "engine/base/error.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/connector.hpp"

#include <memory>

namespace articulator::connect::curve {

// Error: no API key. Without a client secret, with which Curve signs them, webhooks are neither asked for nor
// taken, and the feed is all.
base::Expected<std::unique_ptr<model::PmsConnector>> make_connector(const model::PracticeBench& practice);

}  // namespace articulator::connect::curve
