// The Dentrix simulator: an office behind a web API in the style of Dentrix Ascend's, as a pure state
// machine.
//
//   Config config;
//   config.client_id = "client";
//   config.client_secret = "secret";
//   config.organization_id = "5f0c9a3e7d1b2c4a6e8f0a1b";
//   auto office = make_dentrix(std::move(config));
//   office->act("case_ready", arguments, now, out);
//   Reply reply = office->handle(request, now, out);   // GET /ascend-gateway/api/v1/labcases
//
// What is documented of that API (DOMAIN 2.1) is done so: OAuth 2 client credentials whose `expires_in` is a
// text, Bearer and Organization-ID on every call, 403 until the organization has enabled the client, the
// envelope {data, warnings, errors, meta}, refs {id, type, url}, the filter grammar, pages, 429 with
// Retry-After, members that appear without notice, no webhooks, lab cases of two states that can go back.
// That the API has lab cases at all, and how they look, is stylised: README.md and `GET /` say what is what.
//
// Acts are those of simulators/pms/office/office.hpp and
//
//   dentrix_expire_tokens       {}                  every access token is void at once
//   dentrix_enable              {"enabled":bool}    false: every call is answered 403
//   dentrix_limit               {"per_second":N}    calls a second, then 429; 1 and more
//   dentrix_adds_fields         {}                  from now on unknown members in every object, and status
//                                                   words nobody has heard of
//   dentrix_reopen_case         {"case":"LC-1"}     the receipt is taken back: OUTSTANDING again
//   dentrix_appointment_status  {"appointment":"A-1","status":"CONFIRMED"}    the word that its row shows
//                               while the visit is scheduled; NO_SHOW takes it off the schedule
#pragma once

#include "engine/base/calendar.hpp"
#include "simulators/world/simulator.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace articulator::simulators::dentrix {

struct Config {
  std::string practice = "p-01";
  std::string client_id;
  std::string client_secret;
  std::string organization_id;
  base::TimeZone zone;
  std::vector<std::string> labs = {"Glidewell"};
  std::int64_t token_lifetime_s = 3'600;
  std::int64_t calls_per_second = 15;  // of the sandbox, by one client's notes; others differ [S]
  std::size_t page_rows_max = 25;      // stylised
};

std::unique_ptr<world::Simulator> make_dentrix(Config config);

}  // namespace articulator::simulators::dentrix
