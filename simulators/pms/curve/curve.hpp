// Curve Dental's simulator: an office behind a cloud API with an API key, versions, cursors, and webhooks.
//
//   auto curve = make_curve({.practice = "p-01", .api_key = "...", .webhook_secret = "...", .zone = zone});
//
// No contract of the vendor's is public (DOMAIN 2.4 [U]): all of the wire is a stylised design, which
// simulators/pms/README.md and `GET /` describe. What people do is the office's (office/office.hpp); besides:
//
//   curve_webhooks        {"silent":true}        none is sent until it is false again; what fell in between
//   is
//                                                never sent
//   curve_delay_next      {"by":"10m"}           the next webhook goes out so much later
//   curve_redeliver       {"times"?:1}           the last so many, once more, the newest first
//   curve_rotate_secret   {}                     from now on a new secret signs, and for 24 h the old one too
//   curve_forge_webhook   {"patient":"PT-1","text":"STOP","signature":"bad"}
//                                                a message that no patient wrote, signed with another secret
//                                                ("bad"), not at all ("none") or ten minutes ago ("old")
//   curve_edit_between    {"case":"LC-1","set":{...}}
//                                                somebody makes this change, as case_update does, in the
//                                                moment before the next write to that case arrives; given
//                                                twice: before the next two
//   curve_expire_cursors  {}                     all cursors that were ever given out
//   curve_pages           {"rows":2}             no page is longer than that, whatever is asked for
#pragma once

#include "engine/base/calendar.hpp"
#include "simulators/world/simulator.hpp"

#include <memory>
#include <string>
#include <vector>

namespace articulator::simulators::curve {

struct Config {
  std::string practice = "p-01";
  std::string api_key{};
  std::string webhook_secret{};  // empty: webhooks are not signed, and none is sent
  base::TimeZone zone{};
  std::vector<std::string> labs{};
};

std::unique_ptr<world::Simulator> make_curve(Config config);

}  // namespace articulator::simulators::curve
