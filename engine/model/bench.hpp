// The bench description: what an engine is given at start (DESIGN.md, "Engine contract"), typed.
//
//   {"seed": 7, "practices": [{"practice": "p-01", "policy": {...world.policy...},
//     "pms": {"kind": "open-dental", "url": "http://127.0.0.1:4000/api/v1", "developer_key": "...",
//             "customer_key": "...", "time_zone": "America/Chicago", "permissions": ["ApiAllOthers"],
//             "webhook_url": "engine:/webhooks/open-dental", "poll_seconds": 30},
//     "labs": [{"kind": "glidewell", "url": "http://127.0.0.1:4001", "api_key": "...",
//               "webhook_secret": "whsec_...", "profile": {...lab profile...}}],
//     "people": [{"id": "D-1", "role": "dentist", "token": "..."}]}]}
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/model/lab_profile.hpp"
#include "engine/model/policy.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::model {

// An address taken apart. `origin` names the peer in calls, circuit breakers and the audit.
struct Endpoint {
  std::string origin;     // "http://127.0.0.1:4000"
  std::string base_path;  // "/api/v1", or empty
};
base::Expected<Endpoint> read_endpoint(std::string_view url);

struct PmsAccess {
  std::string kind;  // "open-dental"
  Endpoint endpoint;
  std::string developer_key;
  std::string customer_key;
  base::TimeZone zone;  // of the office, for its zoneless times
  std::vector<std::string> permissions;
  std::string webhook_url;  // where the PMS shall deliver table events; empty: none wanted
  int poll_seconds = 30;    // 1-3600, while the office is open
  int poll_seconds_closed = 300;
};

struct LabAccess {
  std::string kind;  // "glidewell"
  Endpoint endpoint;
  std::string api_key;
  std::string webhook_secret;  // "whsec_..."
  std::shared_ptr<const LabProfile> profile;
};

struct Person {
  PersonId id;
  Role role = Role::dentist;
  std::string token;
};

struct PracticeBench {
  PracticeId practice;
  Policy policy;
  PmsAccess pms;
  std::vector<LabAccess> labs;
  std::vector<Person> people;
};

struct Bench {
  std::uint64_t seed = 0;  // of the backoff jitter
  std::vector<PracticeBench> practices;
};

// Error: the first thing wrong, with its JSON pointer. At most 1,000 practices, 8 labs and 200 people each.
base::Expected<Bench> read_bench(base::JsonValue value);

}  // namespace articulator::model
