// A lab on a test's bench: one or two practices, a small profile, and short ways to ask and to act.
#pragma once

#include "engine/base/hash.hpp"
#include "engine/base/json_reader.hpp"
#include "simulators/lab/dentsply_sirona/dentsply_sirona.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::simulators::dentsply_sirona {

// In New York; a crown takes four working days, a day on its way.
inline constexpr std::string_view test_profile = R"({
  "lab": "dentsply-sirona", "name": "Dentsply Sirona", "time_zone": "America/New_York", "cutoff": "14:00",
  "working_days": ["mon","tue","wed","thu","fri"], "holidays": ["2024-11-28"],
  "transit_working_days": 1, "tracking_prefix": "DSC-", "shade_guides": ["vita_classical"],
  "attachments": {"accept": ["stl","jpg"], "max_bytes": 1000000},
  "remake_credit": {"causes": ["fit"], "days": 90},
  "products": [
    {"restoration":"crown","material":"zirconia","positions":["anterior","posterior"],"turnaround_working_days":4,
     "fee_cents":13500,"shade":true,"margins":["chamfer","shoulder"],"needs":["scan.prep"]}],
  "statuses": {"ORDER_RECEIVED":"received","CAD_DESIGN":"in_design","DESIGN_REJECTED":"in_design",
    "CAM_PRODUCTION":"in_fabrication","FINISHING":"in_fabrication","QUALITY_CONTROL":"quality_check",
    "DISPATCHED":"shipped","WAITING_FOR_CUSTOMER":"on_hold","CANCELLED":"cancelled"}})";

inline base::Instant at(std::string_view text) {
  return base::parse_instant(text).value();
}

inline Config test_config() {
  Config config;
  config.accounts = {{"p-01", "", "", "client-1", "secret-1"}, {"p-02", "", "", "client-2", "secret-2"}};
  config.profile_json = test_profile;
  config.seed = 7;
  return config;
}

// A complete, makeable order; `prescription` replaces the usual one.
inline std::string order_json(std::string_view case_id, std::string_view prescription = {},
                              std::string_view more = {}) {
  std::string order =
      R"({"case_id":")" + std::string(case_id) +
      R"(","patient_id":"PT-1","dentist_id":"D-1","lab_partner":"dentsply-sirona","prescription":)";
  order +=
      prescription.empty()
          ? R"({"procedure":"crown","tooth":"19","material":"zirconia","shade":"A2","margin_type":"chamfer","due_date":"2024-11-04"})"
          : prescription;
  order += R"(,"attachments":[{"name":"prep.stl","kind":"scan.prep"}])";
  order += R"(,"validation_result":{"status":"approved","checks_passed":["VAL-01"],"notes":""})";
  order += more;
  return order + "}";
}

struct Bench {
  std::unique_ptr<world::Simulator> lab;
  base::Instant now = at("2024-10-21T14:00:00Z");  // Monday, 10:00 in New York
  std::string token;                               // empty: none is sent
  std::vector<world::Delivery> deliveries;
  std::vector<world::Fact> facts;
  base::JsonParser parser;

  explicit Bench(Config config = test_config()) : lab(make_dentsply_sirona(std::move(config)).value()) {
    token = new_token("client-1", "secret-1");
  }

  base::HttpResponse send(base::HttpRequest request) {
    world::SimulatorOutputs out;
    base::HttpResponse response = lab->handle(request, now, out).response;
    take(std::move(out));
    return response;
  }
  base::HttpResponse ask(std::string method, std::string target, std::string body = {},
                         std::vector<base::Header> headers = {}) {
    base::HttpRequest request{std::move(method), std::move(target), {std::move(headers)}, std::move(body)};
    if (!token.empty()) request.headers.set("Authorization", "Bearer " + token);
    return send(std::move(request));
  }
  base::HttpResponse ask_token(std::string form, const std::string& client = {}) {
    base::HttpRequest request{"POST", "/oauth/token", {}, std::move(form)};
    request.headers.set("Content-Type", "application/x-www-form-urlencoded");
    if (!client.empty()) request.headers.set("Authorization", "Basic " + base::base64_encode(client));
    return send(std::move(request));
  }
  std::string new_token(const std::string& id, const std::string& secret) {
    return text(ask_token("grant_type=client_credentials", id + ":" + secret).body, "/access_token");
  }
  base::HttpResponse put(std::string_view reference, std::string body) {
    return ask("PUT", "/v1/orders/" + base::percent_encode(reference), std::move(body),
               {{"If-None-Match", "*"}});
  }
  // Makes an order "<case>/1" and returns its address.
  std::string order(std::string_view case_id, std::string_view more = {}) {
    const std::string reference = std::string(case_id) + "/1";
    BOOST_REQUIRE_EQUAL(put(reference, order_json(case_id, {}, more)).status, 201);
    return "/v1/orders/" + base::percent_encode(reference);
  }
  std::string of_order(const std::string& address, std::string_view pointer) {
    return text(ask("GET", address).body, pointer);
  }
  base::Expected<void> try_act(std::string_view verb, std::string_view arguments) {
    base::JsonParser own;
    const base::JsonValue value = own.parse(arguments).value();
    world::SimulatorOutputs out;
    auto done = lab->act(verb, value, now, out);
    take(std::move(out));
    return done;
  }
  void act(std::string_view verb, std::string_view arguments) {
    const auto done = try_act(verb, arguments);
    BOOST_REQUIRE_MESSAGE(done, (done ? std::string() : done.error().text()));
  }
  // Lets the lab work until then, moving `now` from one due instant to the next.
  void run_until(base::Instant end) {
    for (auto due = lab->next_due(); due && *due <= end; due = lab->next_due()) {
      now = std::max(now, *due);
      world::SimulatorOutputs out;
      lab->advance(now, out);
      take(std::move(out));
    }
    now = end;
    token = new_token("client-1", "secret-1");
  }
  std::string text(std::string_view json, std::string_view pointer) {
    const auto document = parser.parse(json);
    if (!document) return "(no JSON)";
    const auto value = document->at_pointer(pointer);
    if (!value) return "(none)";
    return value->text() ? std::string(*value->text()) : value->dump();
  }
  std::vector<const world::Fact*> facts_of(std::string_view type) const {
    std::vector<const world::Fact*> found;
    for (const world::Fact& fact : facts)
      if (fact.type == type) found.push_back(&fact);
    return found;
  }
  // "ORDER_RECEIVED CAD_DESIGN ..." as the facts tell it.
  std::string states() {
    std::string list;
    for (const world::Fact* fact : facts_of("lab.case.status"))
      list += (list.empty() ? "" : " ") + text(fact->data, "/status");
    return list;
  }

 private:
  void take(world::SimulatorOutputs out) {
    for (world::Fact& fact : out.facts)
      facts.push_back(std::move(fact));
    for (world::Delivery& delivery : out.deliveries)
      deliveries.push_back(std::move(delivery));
  }
};

}  // namespace articulator::simulators::dentsply_sirona
