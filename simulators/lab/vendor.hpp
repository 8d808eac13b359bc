// What a lab simulator is made from, whichever lab it is, and which labs there are.
//
//   LabSetup setup;
//   setup.accounts = {{"p-01", "key-of-p-01"}};
//   setup.profile_json = profile;
//   auto lab = find_lab_simulator("glidewell")->make(setup).value();
//
// A lab is a folder here with a vendor.hpp that has `make_simulator`, `own_verbs` and `guide`, and is known
// by being there: the build makes the table from the folders (CMakeLists.txt, articulator_vendors).
#pragma once

#include "engine/base/error.hpp"
#include "simulators/lab/workshop/chances.hpp"
#include "simulators/world/shelf.hpp"
#include "simulators/world/simulator.hpp"
#include "simulators/world/verb.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::simulators {

// A practice that sends orders, and the key it sends them with.
struct LabAccount {
  std::string practice;  // "p-01"
  std::string api_key;
  std::string mail_from{};  // the address its orders by mail come from; empty: none are taken
  std::string client_id{};  // OAuth 2 client credentials, where the lab has them
  std::string client_secret{};
};

// Where orders come in besides the API. A drop belongs to a practice, the mailbox to the lab.
struct LabInbox {
  std::string practice;  // of a drop; empty: the mailbox
  std::shared_ptr<world::Shelf> shelf;
};

struct LabSetup {
  std::string name;  // in paths, sources and facts: the lab's id
  std::vector<LabAccount> accounts{};
  std::vector<LabInbox> inboxes{};
  std::string webhook_secret{};  // "whsec_<base64>"; of no use to a lab without webhooks
  std::string profile_json{};
  std::uint64_t seed = 0;
  bool production_line = true;  // false: statuses come from a scenario's steps only
  workshop::Chances chances{};  // what may go otherwise on the line; nothing, unless a world asks
};

// Error: a profile that the lab cannot work with.
using MakeLab = base::Expected<std::unique_ptr<world::Simulator>> (*)(const LabSetup&);

struct LabVendor {
  std::string_view kind;  // "glidewell": the folder's name with hyphens
  MakeLab make;
  // What scenarios can make this lab do that no other can: "lab_webhooks". In `act` they are without "lab_".
  // What any can do: workshop/acts.hpp.
  std::span<const world::Verb> (*own_verbs)();
  // How to talk to it by hand, for a person: where it is, with which keys, and a few requests for curl.
  // `order`: the body of an order (DSP-02) that it can make, quoted for a shell.
  std::string (*guide)(const LabSetup& setup, std::string_view url, std::string_view order);
};

std::span<const LabVendor> lab_vendors();
const LabVendor* find_lab_vendor(std::string_view kind);  // null: there is none

}  // namespace articulator::simulators
