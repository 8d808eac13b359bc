// An office on a test's bench: a token, a clock, and short ways to ask and to act.
#pragma once

#include "engine/base/json_reader.hpp"
#include "simulators/pms/dentrix/dentrix.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <boost/test/unit_test.hpp>

namespace articulator::simulators::dentrix {

inline Config test_config() {
  Config config;
  config.client_id = "client";
  config.client_secret = "secret";
  config.organization_id = "5f0c9a3e7d1b2c4a6e8f0a1b";
  config.zone = base::TimeZone::find("America/Chicago").value();
  return config;
}

class Bench {
 public:
  explicit Bench(Config config = test_config()) : office_(make_dentrix(std::move(config))) {}

  base::Instant now = base::parse_instant("2024-10-21T14:03:22Z").value();  // a Monday, 09:03:22 in Chicago
  world::SimulatorOutputs out;
  std::string token;

  static base::HttpRequest token_request(std::string_view secret = "secret") {
    base::HttpRequest made{
        "POST", "/oauth/client_credential/accesstoken?grant_type=client_credentials", {}, {}};
    made.body = "client_id=client&client_secret=" + std::string(secret);
    return made;
  }

  base::HttpResponse send(const base::HttpRequest& made) { return office_->handle(made, now, out).response; }

  [[nodiscard]] base::HttpRequest request(std::string_view method, std::string_view path,
                                          std::string body = {}) const {
    base::HttpRequest made{
        std::string(method), "/ascend-gateway/api" + std::string(path), {}, std::move(body)};
    made.headers.list = {{"Authorization", "Bearer " + token},
                         {"Organization-ID", "5f0c9a3e7d1b2c4a6e8f0a1b"}};
    return made;
  }

  // With a token of its own, a second after the last.
  base::HttpResponse ask(std::string_view method, std::string_view path, std::string body = {}) {
    now = now + base::seconds(1);
    log_in();
    return send(request(method, path, std::move(body)));
  }

  void log_in() {
    const base::HttpResponse answer = send(token_request());
    base::JsonParser parser;
    const auto body = parser.parse(answer.body);
    BOOST_REQUIRE(body && body->find("access_token"));
    token = body->find("access_token")->text().value();
  }

  base::Expected<void> try_act(std::string_view verb, std::string_view arguments) {
    const auto parsed = parser_.parse(arguments);
    BOOST_REQUIRE_MESSAGE(parsed.has_value(), arguments);
    return office_->act(verb, *parsed, now, out);
  }
  void act(std::string_view verb, std::string_view arguments) {
    const auto done = try_act(verb, arguments);
    BOOST_REQUIRE_MESSAGE(done.has_value(), verb << ": " << (done ? "" : done.error().text()));
  }

  [[nodiscard]] bool said(std::string_view type) const {
    for (const world::Fact& fact : out.facts)
      if (fact.type == type) return true;
    return false;
  }

 private:
  std::unique_ptr<world::Simulator> office_;
  base::JsonParser parser_;
};

inline constexpr std::string_view crown_case = R"({"case":"LC-1",
  "patient":{"id":"PT-1","first_name":"Avelina","last_name":"Quimbleton","birth_date":"1971-02-03",
             "consent":{"sms":true},"prefers":"sms"},
  "prescriber":{"id":"D-1","name":"Orsino Brackwater","license":"IL-019-284433","signed":true},
  "lab":"glidewell","lab_name":"Glidewell",
  "prescription":{"procedure":"crown","procedure_code":"D2740","tooth":"19","material":"zirconia",
                  "shade":"A2","margin_type":"chamfer","due_date":"2024-11-04","physical_model":true},
  "notes":"Please call with any question.",
  "attachments":[{"name":"prep.stl","kind":"scan.prep","bytes":2501668,"sha256":"86af",
                  "mesh":{"triangles":249497,"watertight":false,"components":1,"size_mm":[50,46,21]}}],
  "insurance":{"plan":"PLAN-7","coinsurance":[{"codes":"D2740","percent":50}],
               "preauthorization":{"codes":["D2740"],"granted":false}},
  "appointment":{"id":"A-1","start":"2024-11-06T09:00:00-06:00","minutes":60,"provider":"D-1",
                 "operatory":"OP1"}})";

}  // namespace articulator::simulators::dentrix
