// An office on a test's desk: a clock, and short ways to act.
#pragma once

#include "engine/base/json_reader.hpp"
#include "simulators/pms/office/office.hpp"

#include <string>
#include <string_view>
#include <utility>

#include <boost/test/unit_test.hpp>

namespace articulator::simulators::office {

inline base::Instant at(std::string_view text) {
  return base::parse_instant(text).value();
}

inline Setup test_setup() {
  Setup setup;
  setup.vendor = "open-dental";  // so that its facts are those of the oldest office
  setup.zone = base::TimeZone::find("America/Chicago").value();
  setup.labs = {"Glidewell", "Dentsply Sirona"};
  return setup;
}

class Desk {
 public:
  explicit Desk(Setup setup = test_setup()) : office(std::move(setup)) {}

  Office office;
  base::Instant now = at("2024-10-21T14:03:22Z");  // 09:03:22 in Chicago, a Monday
  world::SimulatorOutputs out;

  base::Expected<void> try_act(std::string_view verb, std::string_view arguments) {
    const auto parsed = parser_.parse(arguments);
    BOOST_REQUIRE_MESSAGE(parsed.has_value(), arguments);
    return office.act(verb, *parsed, now, out);
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

}  // namespace articulator::simulators::office
