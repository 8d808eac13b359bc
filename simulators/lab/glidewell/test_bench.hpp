// A lab on a test's bench: one or two practices, a small profile, and short ways to ask and to act.
#pragma once

#include "engine/base/json_reader.hpp"
#include "simulators/lab/glidewell/glidewell.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::simulators::glidewell {

// In Los Angeles; a crown takes five working days; Thanksgiving and the day after are holidays.
inline constexpr std::string_view test_profile = R"({
  "lab": "glidewell", "name": "Glidewell", "time_zone": "America/Los_Angeles", "cutoff": "15:00",
  "working_days": ["mon","tue","wed","thu","fri"], "holidays": ["2024-11-28","2024-11-29"],
  "transit_working_days": 2, "tracking_prefix": "GLW-", "shade_guides": ["vita_classical","bleach"],
  "attachments": {"accept": ["stl","jpg"], "max_bytes": 1000000},
  "remake_credit": {"days": 180},
  "products": [
    {"restoration":"crown","material":"zirconia","positions":["anterior","posterior"],"turnaround_working_days":5,
     "fee_cents":9900,"shade":true,"margins":["chamfer","shoulder"],"needs":["scan.prep","scan.opposing"]},
    {"restoration":"crown","material":"full_cast_noble","positions":["posterior"],"turnaround_working_days":7,
     "fee_cents":18900,"shade":false,"margins":["chamfer"],"needs":["scan.prep"]},
    {"restoration":"bridge","material":"zirconia","positions":["anterior","posterior"],"turnaround_working_days":7,
     "fee_cents":9900,"shade":true,"margins":["chamfer"],"needs":["scan.prep"],"max_units":4}],
  "statuses": {"Case Received":"received","In Design":"in_design","Milling":"in_fabrication",
    "Sintering":"in_fabrication","Glazing":"in_fabrication","Quality Check":"quality_check","Shipped":"shipped",
    "On Hold":"on_hold","Cancelled":"cancelled"}})";

inline constexpr std::string_view test_key = "0123456789abcdef01234567";  // the webhook key, decoded
inline constexpr std::string_view test_secret = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";

inline Config test_config() {
  Config config;
  config.accounts = {{"p-01", "key-1"}, {"p-02", "key-2"}};
  config.webhook_secret = test_secret;
  config.profile_json = test_profile;
  config.seed = 7;
  return config;
}

inline base::Instant at(std::string_view text) {
  return base::parse_instant(text).value();
}

// A complete, makeable order. `prescription` and `attachments` replace the usual ones.
inline std::string order_json(std::string_view case_id, std::string_view prescription = {},
                              std::string_view attachments = {}, std::string_view more = {}) {
  std::string order = R"({"case_id":")" + std::string(case_id) +
                      R"(","patient_id":"PT-1","dentist_id":"D-1","lab_partner":"glidewell","prescription":)";
  order +=
      prescription.empty()
          ? R"({"procedure":"crown","tooth":"19","material":"zirconia","shade":"A2","margin_type":"chamfer","due_date":"2024-11-04"})"
          : prescription;
  order += R"(,"attachments":)";
  order += attachments.empty()
               ? R"([{"name":"prep.stl","kind":"scan.prep"},{"name":"opp.stl","kind":"scan.opposing"}])"
               : attachments;
  order += R"(,"validation_result":{"status":"approved","checks_passed":["VAL-01"],"notes":""})";
  order += more;
  return order + "}";
}

struct Bench {
  std::unique_ptr<world::Simulator> lab;
  base::Instant now = at("2024-10-21T17:00:00Z");  // Monday, 10:00 in Los Angeles
  std::string api_key = "key-1";
  std::vector<world::Delivery> deliveries;
  std::vector<world::Fact> facts;
  base::JsonParser parser;
  bool engine_answers = true;  // to webhooks, at once, with 200; else they are refused

  explicit Bench(Config config = test_config()) : lab(make_glidewell(std::move(config)).value()) {}

  void take(world::SimulatorOutputs out) {
    for (world::Fact& fact : out.facts)
      facts.push_back(std::move(fact));
    for (world::Delivery& delivery : out.deliveries) {
      world::SimulatorOutputs more;
      if (engine_answers)
        lab->answered(delivery.id, base::HttpResponse{}, now, more);
      else
        lab->answered(delivery.id, base::CallFailure::refused, now, more);
      deliveries.push_back(std::move(delivery));
    }
  }
  base::HttpResponse ask(std::string method, std::string target, std::string body = {},
                         std::string key = {}) {
    base::HttpRequest request{std::move(method), std::move(target), {}, std::move(body)};
    if (!api_key.empty()) request.headers.set("X-API-Key", api_key);
    if (!key.empty()) request.headers.set("Idempotency-Key", key);
    world::SimulatorOutputs out;
    base::HttpResponse response = lab->handle(request, now, out).response;
    take(std::move(out));
    return response;
  }
  // Sends an order under the key "<case>/1" and returns its tracking number.
  std::string order(std::string_view case_id, std::string_view prescription = {},
                    std::string_view attachments = {}, std::string_view more = {}) {
    const base::HttpResponse response =
        ask("POST", "/v1/orders", order_json(case_id, prescription, attachments, more),
            std::string(case_id) + "/1");
    BOOST_REQUIRE_EQUAL(response.status, 201);
    return text(response.body, "/tracking");
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
  }
  std::string text(std::string_view json, std::string_view pointer) {
    const auto document = parser.parse(json);
    BOOST_REQUIRE(document);
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
  // "Case Received, In Design, ..." as the facts tell it.
  std::string statuses() {
    std::string list;
    for (const world::Fact* fact : facts_of("lab.case.status"))
      list += (list.empty() ? "" : ", ") + text(fact->data, "/status");
    return list;
  }
};

}  // namespace articulator::simulators::glidewell
