// A row of the tables of vendors that the build makes from the folders: CMakeLists.txt, articulator_vendors.
#pragma once

#include "engine/base/error.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/connector.hpp"

#include <memory>
#include <string_view>

namespace articulator::connect {

// `make` is the folder's `make_connector`.
struct PmsVendor {
  std::string_view kind;  // "open-dental": the folder's name with hyphens
  base::Expected<std::unique_ptr<model::PmsConnector>> (*make)(const model::PracticeBench&);
};

struct LabVendor {
  std::string_view kind;  // "glidewell"
  base::Expected<std::unique_ptr<model::LabConnector>> (*make)(const model::PracticeBench&,
                                                               const model::LabAccess&);
};

}  // namespace articulator::connect
