// The Glidewell simulator: a lab's order desk, production line, webhooks and accounts, behind HTTP and JSON.
//
// Stylised. Glidewell publishes no order API, so this contract is Articulator's own, made of what is known of
// the lab (orders logged at intake, unclear ones held until the office answers, DOMAIN 3.1) and of what labs
// with published interfaces do (idempotency keys, a change feed, webhooks after standardwebhooks.com). `GET
// /` says so too.
//
//   Config config;
//   config.accounts = {{"p-01", "key-of-p-01"}};
//   config.webhook_secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";
//   config.profile_json = profile;                        // the lab profile, whole
//   auto lab = make_glidewell(std::move(config)).value();
//
// The wire, as routes (header `X-API-Key` names the account; errors are `{"message": ...}` with a 4xx)
//   POST  /v1/orders                      header Idempotency-Key; 201, 200 replayed, 400, 401, 409, 422 with
//                                         `reasons`
//   POST  /sandbox/v1/orders              the same judgement, nothing is made
//   GET   /v1/orders/{tracking}           one order
//   GET   /v1/orders?case_id=C            the orders of a case, oldest first
//   GET   /v1/orders?changed_after=N      what changed after change number N, at most 100
//   PATCH /v1/orders/{tracking}           header Idempotency-Key; 409 once in fabrication
//   POST  /v1/orders/{tracking}/cancel    409 once in fabrication
//   POST  /v1/orders/{tracking}/answers   header Idempotency-Key; releases a hold
//   GET   /v1/statements?month=2024-10    invoice lines of what was shipped in that month
// Webhooks go to `POST /webhooks/{name}` of `engine_node`, retried 1, 5, 30 minutes, 2 and 5 hours after a
// failure.
//
// Time. An order that comes before the profile's cut-off on a working day counts as received that day, else
// on the next working day. It ships on the day of receipt plus the product's turnaround (`ship_by`), and is
// delivered the profile's transit days later, all in the lab's working days. In between the line's stages
// begin at instants drawn from (seed, stage, tracking), inside working hours (08:00-17:00 lab time, a
// convention of ours).
//
// Orders come by drop folder and mail too, under the same idempotency keys: see drops.hpp. What came so is
// acknowledged by a webhook, `order.acknowledged` with `ship_by` or `order.rejected` with `idempotency_key`
// and `reasons`, and in a drop by a file as well.
//
// Verbs of `act`: those of workshop/acts.hpp, and
//   redeliver      {"case","times"?}        the latest webhook of the case again, with the same webhook-id
//   send_webhook   {"case","status","sequence","signature":"bad"|"none"|"old"}   a forged or stale one;
//   nothing
//                  changes
//   webhooks       {"silent": bool}         the sender is dead: what happens is in the feed only; nothing is
//                  made up for
//   statement_file {"month"?,"name"?,"text"?}   the month's statement, or that text, into the drop's folder
//
// Facts: `engine.order.sent`, `.mirrored`, `.amended`, `.cancelled`, `engine.question.answered` (source
// /practices/P/engine); `lab.order.acknowledged`, `.rejected`, `lab.case.status`, `.question`, `.shipped`,
// `lab.invoice` (source /practices/P/labs/NAME). An invoice line is told once, by the first statement that
// shows it.
#pragma once

#include "engine/base/error.hpp"
#include "simulators/lab/vendor.hpp"
#include "simulators/lab/workshop/chances.hpp"
#include "simulators/world/simulator.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace articulator::simulators::glidewell {

using Account = LabAccount;
using Inbox = LabInbox;  // see drops.hpp

struct Config {
  std::string name = "glidewell";  // in paths, sources and facts
  std::vector<Account> accounts;   // at least one; keys and practices differ
  std::vector<Inbox> inboxes{};
  std::string webhook_secret;          // "whsec_<base64>"; empty: the lab sends no webhooks
  std::string engine_node = "engine";  // Delivery.to of the webhooks
  std::string profile_json;            // the lab profile
  std::uint64_t seed = 0;
  bool production_line = true;  // false: statuses come from `act` only
  workshop::Chances chances{};  // nothing by chance unless a world asks
};

// Error: a profile that cannot be read (the JSON pointer says where), no account, a secret that is not
// base64.
base::Expected<std::unique_ptr<world::Simulator>> make_glidewell(Config config);

}  // namespace articulator::simulators::glidewell
