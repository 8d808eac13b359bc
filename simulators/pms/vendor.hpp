// What a simulated office is made from, whichever PMS it has, and which there are.
//
// A PMS is a folder here with a vendor.hpp that has `base_path`, `make_simulator`, `own_verbs` and `guide`,
// and is known by being there: the build makes the table from the folders (CMakeLists.txt,
// articulator_vendors).
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/error.hpp"
#include "simulators/world/shelf.hpp"
#include "simulators/world/simulator.hpp"
#include "simulators/world/verb.hpp"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::simulators {

struct PmsSetup {
  std::string practice = "p-01";
  std::string developer_key{};  // of the engine's maker, where the vendor knows such a thing
  std::string customer_key{};   // of the office
  std::string client_id{};      // OAuth 2 client credentials, where the vendor has them
  std::string client_secret{};
  std::string organization_id{};  // of the office, where one client serves many
  base::TimeZone zone{};
  std::vector<std::string> permissions{};  // of the key, in the vendor's words
  std::vector<std::string> labs{};         // names of the labs that the office works with
  // The site where the office leaves files that it is asked for, and how it gets in; null: none.
  std::shared_ptr<world::Shelf> files{};
  std::string files_user{};
  std::string files_password{};
};

using MakePms = base::Expected<std::unique_ptr<world::Simulator>> (*)(const PmsSetup&);

struct PmsVendor {
  std::string_view kind;       // "open-dental": the folder's name with hyphens
  std::string_view base_path;  // of its API, "/api/v1"
  MakePms make;
  // What scenarios can make this PMS do that no other can. What any can do: open_dental/open_dental.hpp.
  std::span<const world::Verb> (*own_verbs)();
  // How to talk to it by hand, for a person: where it is, with which keys, and a few requests for curl.
  std::string (*guide)(const PmsSetup& setup, std::string_view url, base::Instant now);
};

std::span<const PmsVendor> pms_vendors();
std::vector<std::string> pms_kinds();                     // of all of them
const PmsVendor* find_pms_vendor(std::string_view kind);  // null: there is none

}  // namespace articulator::simulators
