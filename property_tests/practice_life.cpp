#include "property_tests/practice_life.hpp"

#include "engine/base/assert.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/workflow/practice_test.hpp"

#include <array>
#include <string>

namespace articulator::property_tests {
namespace {

namespace on_paper = workflow::on_paper;

// A draw of small numbers, which RapidCheck shrinks by itself; what they mean is decided here.
struct Draw {
  int what = 0;
  int which_case = 0;
  int detail = 0;
  int minutes = 0;
};

constexpr int kinds = 19;

rc::Gen<Draw> draw() {
  return rc::gen::build<Draw>(rc::gen::set(&Draw::what, rc::gen::inRange(0, kinds)),
                              rc::gen::set(&Draw::which_case, rc::gen::inRange(0, 5)),
                              rc::gen::set(&Draw::detail, rc::gen::inRange(0, 24)),
                              rc::gen::set(&Draw::minutes, rc::gen::inRange(-30, 600)));
}

model::Event event(base::Instant at, const std::string& id, std::string_view type, std::string_view json) {
  base::JsonParser parser;
  auto happening = model::read_happening(type, parser.parse(json).value());
  ART_ASSERT(happening && *happening);  // our own writing
  return {at, model::CaseId(id), model::LabId("glidewell"), **std::move(happening)};
}

template <std::size_t N>
std::string picked(const std::array<const char*, N>& words, int draw) {
  return words[static_cast<std::size_t>(draw) % N];
}

constexpr std::array<const char*, 7> status_words{
    "Case Received", "In Design", "Milling", "Quality Check", "Shipped", "On Hold", "Ceramic Staging"};
constexpr std::array<const char*, 4> verdicts{"approve", "approve", "correct", "reject"};
constexpr std::array<const char*, 6> roles{"dentist", "dentist",         "dentist",
                                           "dentist", "lab_coordinator", "front_desk"};
constexpr std::array<const char*, 3> phases{"auto", "auto", "assist"};

std::string policy_json(int detail) {
  return R"({"phase":")" + picked(phases, detail) + R"(","approval_days_left":)" + (detail == 7 ? "3" : "0") +
         R"(,"time_zone":"America/Chicago","automation":{"min_clean_cases":)" + std::to_string(detail % 2) +
         R"(},"notify":["received","in_fabrication","shipped","delivered"],"predictor":"lab_promise"})";
}

std::string ready_json(const Draw& drawn) {
  on_paper::Rx rx;
  rx.patient = "PT-" + std::to_string(drawn.which_case % 4);
  if (drawn.detail % 4 == 1) rx.shade = "";
  if (drawn.detail % 4 == 2) rx.teeth = R"(["18","19"])";
  return on_paper::case_json(rx);
}

// Of the reviews that there may be, or by an id that only production knows.
std::string decided_json(const std::string& id, int detail) {
  const int review = detail % 3 == 0 ? 1 + detail % 4 : 99;
  const std::string shade = detail % 2 == 0 ? "A3" : "Z9";
  return R"({"review":")" + id + "-r" + std::to_string(review) + R"(","by":"D-1","role":")" +
         picked(roles, detail / 4) + R"(","decision":")" + picked(verdicts, detail) +
         R"(","changes":{"/prescription/shade":")" + shade + R"("},"answer":"Yes."})";
}

std::string patient_json(const Draw& drawn) {
  const std::string sms = drawn.detail % 2 == 0 ? "true" : "false";
  const std::string email = drawn.detail % 3 == 0 ? "true" : "false";
  return R"({"patient":"PT-)" + std::to_string(drawn.which_case % 4) + R"(","consent":{"sms":)" + sms +
         R"(,"portal":false,"email":)" + email + R"(},"prefers":"email","allergies":[],"chart":{}})";
}

// `nth`: of the life's events, from which labs count their statuses; some come with an old number.
model::Event event_of(const Draw& drawn, base::Instant at, int nth) {
  const std::string id = "LC-" + std::to_string(drawn.which_case);
  const std::string number = std::to_string(drawn.detail % 5 == 0 ? drawn.detail : nth);
  switch (drawn.what) {
    case 0:
    case 1:
    case 2:
      return event(at, id, "pms.case.ready", ready_json(drawn));
    case 3:
    case 4:
      return event(at, id, "people.review.decided", decided_json(id, drawn.detail));
    case 5:
      return event(at, id, "lab.order.acknowledged",
                   R"({"tracking":"T-)" + id + R"(","ship_by":"2024-11-01"})");
    case 6:
      return event(at, id, "lab.order.rejected", R"({"reasons":["scan unreadable"]})");
    case 7:
      return event(at, id, "pms.case.updated", R"({"prescription":{"shade":"B1"}})");
    case 8:
      return event(at, id, "pms.case.cancelled", R"({"reason":"moved away"})");
    case 9:
      return event(at, id, "pms.case.received", "{}");
    case 10:
      return event(at, id, "pms.case.seated", "{}");
    case 11:
      return event(at, "", "pms.patient.updated", patient_json(drawn));
    case 12:
      return event(at, "", "world.policy", policy_json(drawn.detail));
    case 13:
      return event(at, id, "lab.case.question", R"({"question":"Is the margin buccal?"})");
    case 14:
      return event(at, id, "lab.case.shipped",
                   R"({"carrier":"UPS","carrier_tracking":"1Z","delivery":"2024-11-01T17:00:00Z"})");
    default:
      break;
  }
  return event(at, id, "lab.case.status",
               R"({"tracking":"T-)" + id + R"(","status":")" +
                   picked(status_words, drawn.detail * 5 + drawn.minutes + 30) + R"(","sequence":)" + number +
                   "}");
}

}  // namespace

rc::Gen<std::vector<model::Event>> practice_life() {
  return rc::gen::map(rc::gen::scale(3.0, rc::gen::container<std::vector<Draw>>(draw())),
                      [](const std::vector<Draw>& draws) {
                        base::Instant at = base::parse_instant("2024-10-21T14:00:00Z").value();
                        std::vector<model::Event> events{event(at, "", "world.policy", policy_json(0)),
                                                         event(at, "", "lab.profile", on_paper::lab_json)};
                        int nth = 0;
                        for (const Draw& drawn : draws) {
                          at = at + base::minutes(drawn.minutes);
                          events.push_back(event_of(drawn, at, ++nth));
                        }
                        return events;
                      });
}

}  // namespace articulator::property_tests
