// The Dentsply Sirona simulator: a lab behind OAuth 2 that is asked, and never calls.
//
// Stylised. Dentsply Sirona publishes no order contract (DOMAIN 3.2: partner-gated, no webhooks, no status
// list), so this one is Articulator's own, made of what other exchanges document: thin notifications that
// must be fetched (iTero, DOMAIN 3.3), a design's rejection that stands until another is accepted
// (3Shape, 3.4), cancelling before acceptance only (Medit, 3.5). OAuth 2 and conditional requests are as
// their RFCs say (6749, 6750, 9110). `GET /` says so too.
//
//   Config config;
//   config.accounts = {{.practice = "p-01", .client_id = "client", .client_secret = "secret"}};
//   config.profile_json = profile;                        // the lab profile, whole
//   auto lab = make_dentsply_sirona(std::move(config)).value();
//
// The wire, as routes (errors are `{"error": code, "message": ...}` with a 4xx)
//   POST /oauth/token                        form `grant_type=client_credentials`, the client by HTTP Basic
//   or
//                                            in the form; `access_token`, `token_type`, `expires_in` (3600)
//   PUT  /v1/orders/{reference}              the practice names its orders itself. Header `If-None-Match: *`,
//                                            or 428; 201; 412 there is one already; 422 with `reasons`; 400
//   GET  /v1/orders/{reference}              the order, ETag its revision; 304
//   GET  /v1/orders?case={id}                references of a case's orders, oldest first
//   PATCH /v1/orders/{reference}             409 once accepted; what is as it was is not changed
//   POST /v1/orders/{reference}/cancellation {"reason"}; 409 once accepted; twice is once
//   PUT  /v1/orders/{reference}/answers/{id} to what the order waits for: {"text"}, or for a design
//   {"decision":
//                                            "approve"|"reject","comment"}; 409 it waits for that no more;
//                                            the same answer twice is one
//   GET  /v1/changes?after={cursor}          {"changes":[{"order","revision"}],"cursor","more"}: which orders
//                                            changed after it, at most 100, and nothing of how. ETag; 304
//   GET  /v1/statements?month=2024-10        a line as soon as its order has shipped
//   PUT  /sandbox/v1/orders/{reference}      the same judgement, nothing is made; the
//                                            same once more is the same test
// All but the token and `GET /` want `Authorization: Bearer`; else 401 with `WWW-Authenticate: Bearer`, and
// `error="invalid_token"` for one that expired or was revoked.
//
// An order has `state` (a word of the profile), `sequence` (states counted from 1; 0: none yet), `revision`,
// `eta`, `waiting_for` (null or {"id","kind":"question"|"hold"|"design","text"}), `design` (null or
// {"version", "state":"proposed"|"rejected"|"approved"}), `shipment`, and once it has shipped `invoice`, its
// line.
//
// A design's rejection sets the state DESIGN_REJECTED, and that word stands until another design is approved:
// the new proposal shows in `waiting_for` and `design` only.
//
// Time is as in workshop/line.hpp. Accepted is an order once its state is beyond "received".
//
// Verbs of `act`: those of workshop/acts.hpp, where a late `status` is an old state that the next reading of
// the order shows once, as a copy that lags behind would; and
//   propose_design {"case"}      the next version of a design to approve or turn down
//   expire_tokens  {}            every token so far is good no longer
//   list_quota     {"an_hour"}   so many full lists of changes an hour, then 429 with Retry-After; 304 is
//   free
//
// Facts: `engine.order.sent`, `.mirrored`, `.amended`, `.cancelled`, `engine.question.answered` (source
// /practices/P/engine); `lab.order.acknowledged`, `.rejected`, `lab.case.status`, `.question`, `.shipped`,
// `lab.invoice`, `lab.token.issued` (source /practices/P/labs/NAME). An invoice line is told once, when it is
// first shown.
#pragma once

#include "engine/base/error.hpp"
#include "simulators/lab/vendor.hpp"
#include "simulators/world/simulator.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace articulator::simulators::dentsply_sirona {

struct Config {
  std::string name = "dentsply-sirona";  // in paths, sources and facts
  std::vector<LabAccount> accounts;      // at least one; clients and practices differ
  std::string profile_json;              // the lab profile
  std::uint64_t seed = 0;
  bool production_line = true;  // false: states come from `act` only
  workshop::Chances chances{};  // nothing by chance unless a world asks
};

// Error: a profile that cannot be read (the JSON pointer says where), no account, or two that are the same.
base::Expected<std::unique_ptr<world::Simulator>> make_dentsply_sirona(Config config);

}  // namespace articulator::simulators::dentsply_sirona
