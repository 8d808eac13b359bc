// What Curve keeps of an office besides its book: keys, webhook endpoints, the age of its cursors, and what
// integrations gave their own writings as `externalId`.
#pragma once

#include "engine/base/instant.hpp"
#include "simulators/pms/curve/curve.hpp"
#include "simulators/pms/office/office.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

namespace articulator::simulators::curve {

struct Endpoint {
  std::string id;  // "we_1"
  std::string url;
  std::vector<std::string> events;  // kinds: "labCase", "patient", "appointment", "message", "provider"
};

// Of a row that an integration made.
struct Extra {
  std::string external_id;
  std::string tentative_until;  // of a hold
};

// A person's change that is made in the moment between an integration's reading and its writing.
struct EditBetween {
  std::string lab_case;
  std::string arguments;  // of the act case_update
};

struct State {
  explicit State(Config given);

  Config config;
  office::Office office;
  std::vector<Endpoint> endpoints;
  std::uint64_t cursor_generation = 1;
  std::int64_t page_rows_max = 200;                  // whatever is asked for
  std::map<std::string, Extra, std::less<>> extras;  // by the log's id: "N-1", "M-1", "A-1001"
  std::deque<EditBetween> edits;
};

}  // namespace articulator::simulators::curve
