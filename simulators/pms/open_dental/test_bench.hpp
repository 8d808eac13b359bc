// An office on a test's bench: keys, a clock, and short ways to ask and to act.
#pragma once

#include "engine/base/json_reader.hpp"
#include "simulators/pms/open_dental/open_dental.hpp"

#include <string>
#include <string_view>
#include <utility>

#include <boost/test/unit_test.hpp>

namespace articulator::simulators::open_dental {

inline base::Instant at(std::string_view text) {
  return base::parse_instant(text).value();
}

inline Config test_config(std::string_view zone = "America/Chicago") {
  Config config;
  config.practice = "p-01";
  config.developer_key = "NFF6i0KrXrxDkZHt";
  config.customer_key = "VzkmZEaUWOjnQX2z";
  config.zone = base::TimeZone::find(zone).value();
  return config;
}

class Bench {
 public:
  explicit Bench(Config config = test_config()) : office_(make_open_dental(std::move(config))) {}

  base::Instant now = at("2024-10-21T14:03:22Z");  // 09:03:22 in Chicago, a Monday
  world::SimulatorOutputs out;

  world::Simulator& office() { return *office_; }

  static base::HttpRequest request(std::string_view method, std::string_view path, std::string body = {}) {
    base::HttpRequest made;
    made.method = method;
    made.target = "/api/v1" + std::string(path);
    made.headers.list = {{"Authorization", "ODFHIR NFF6i0KrXrxDkZHt/VzkmZEaUWOjnQX2z"},
                         {"Content-Type", "application/json"}};
    made.body = std::move(body);
    return made;
  }

  world::Reply send(const base::HttpRequest& made) { return office_->handle(made, now, out); }

  // An hour apart from the last, so that no throttle is in the way.
  base::HttpResponse ask(std::string_view method, std::string_view path, std::string body = {}) {
    return send(request(method, path, std::move(body))).response;
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

  // The data of the last fact of this type; "" when there is none.
  [[nodiscard]] std::string fact(std::string_view type) const {
    for (auto said = out.facts.rbegin(); said != out.facts.rend(); ++said)
      if (said->type == type) return said->data;
    return {};
  }

 private:
  std::unique_ptr<world::Simulator> office_;
  base::JsonParser parser_;
};

inline constexpr std::string_view crown_case = R"({"case":"LC-1",
  "patient":{"id":"PT-1","first_name":"Ann","last_name":"Lee","consent":{"sms":true},"prefers":"sms"},
  "prescriber":{"id":"D-1","name":"Dr. Abel","license":"DN10000","signed":true},
  "lab":"glidewell","lab_name":"Glidewell",
  "prescription":{"procedure":"crown","tooth":"19","material":"zirconia","shade":"A2","margin_type":"chamfer",
                  "due_date":"2024-11-04"},
  "notes":"Patient prefers mornings.",
  "attachments":[{"name":"prep.stl","kind":"scan.prep","bytes":2501668,"sha256":"86af",
                  "mesh":{"triangles":249497,"watertight":false,"components":1,"size_mm":[50,46,21]}}],
  "appointment":{"id":"A-1","start":"2024-11-06T09:00:00-06:00","minutes":60,"provider":"D-1","operatory":"OP1"}})";

// The same, its scan a file of six bytes.
inline std::string filed_crown_case() {
  std::string text(crown_case);
  return text.insert(text.find(R"("bytes":2501668)"), R"("content":{"format":"text","text":"a file"},)");
}

// Is `part` in `text`? With both in the message when it is not.
inline void check_holds(std::string_view text, std::string_view part) {
  BOOST_CHECK_MESSAGE(text.find(part) != std::string_view::npos, "\"" << part << "\" is not in " << text);
}
inline void check_holds_not(std::string_view text, std::string_view part) {
  BOOST_CHECK_MESSAGE(text.find(part) == std::string_view::npos, "\"" << part << "\" is in " << text);
}

}  // namespace articulator::simulators::open_dental
