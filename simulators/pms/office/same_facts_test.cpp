// The office says what Open Dental's own office says, act by act and byte for byte, wherever that vendor's
// columns do not force a difference.
#include "simulators/pms/office/test_desk.hpp"
#include "simulators/pms/open_dental/open_dental.hpp"

#include <array>

namespace articulator::simulators::office {
namespace {

struct Step {
  std::string_view verb;
  std::string_view arguments;
};

// One after another in one office. Left out, since columns force it: a mail consent without a preference,
// minutes that are no multiple of five, a document's mesh without any of the four figures.
constexpr std::array steps = {
    Step{"case_ready", crown_case},
    Step{"case_ready", crown_case},  // nothing new of the patient
    Step{"patient_update", R"({"patient":"PT-1","first_name":"Anne","birth_date":"1971-02-03",
         "allergies":["latex","nickel"],"chart":{"3":"missing","14":"extracted","19":"present"}})"},
    Step{"patient_update", R"({"patient":"PT-1","consent":{"sms":null}})"},
    Step{"patient_update", R"({"patient":"PT-1","consent":{"sms":false}})"},
    Step{
        "patient_update",
        R"({"patient":"PT-2","email":"p2@mail.example","consent":{"sms":true,"email":true},"prefers":"email"})"},
    Step{"case_update", R"({"case":"LC-1","set":{"/prescription/shade":"A3","/prescription/tooth":"20",
         "/prescription/implant/system":"straumann","/prescriber/signed":false,"/prescriber/name":"Dr. Beth Ames",
         "/notes":"Call first.","/lab":"dentsply-sirona","/attachments/-":{"name":"bite.stl","kind":"scan.bite"}},
         "remove":["/prescription/margin_type"]})"},
    Step{"case_update", R"({"case":"LC-1","remove":["/attachments/0","/appointment"]})"},
    Step{"case_update",
         R"({"case":"LC-1","set":{"/appointment":{"id":"A-2","start":"2024-11-07T09:00:00-06:00",
         "minutes":45,"operatory":"OP2"},"/attachments/0":{"name":"jaw.stl","kind":"scan.prep",
         "content":{"format":"stl-binary","shape":"jaw","squares":3}}}})"},
    Step{"case_ready", R"({"case":"LC-2","patient":"PT-2","lab":"glidewell","insurance":{"plan":"PLAN-9"},
         "prescription":{"procedure":"bridge","teeth":["4","3"],"physical_model":true,"implant":{"system":"X"}},
         "attachments":[{"name":"a.txt","kind":"form","content":{"format":"text","text":"abc","altered":true}},
         {"name":"b.stl","kind":"scan.prep","bytes":7,"mesh":{"triangles":12}}]})"},
    Step{"appointment_booked", R"({"case":"LC-2","appointment":{"id":"A-3",
         "start":"2024-11-08T10:00:00-06:00","provider":"D-3","operatory":"OP3"}})"},
    Step{"appointment_booked", R"({"appointment":{"id":"A-4","patient":"PT-1",
         "start":"2024-11-08T12:00:00-06:00"}})"},
    Step{"appointment_moved", R"({"appointment":"A-3","start":"2024-11-11T10:00:00-06:00"})"},
    Step{"case_received", R"({"case":"LC-2"})"},
    Step{"case_seated", R"({"case":"LC-2"})"},
    Step{"case_feedback", R"({"case":"LC-2","text":"The margin is open."})"},
    Step{"case_ready",
         R"({"case":"LC-2","patient":"PT-2","lab":"glidewell","prescription":{"procedure":"crown"},
         "appointment":{"id":"A-3","start":"2024-12-02T10:00:00-06:00"}})"},
    Step{"appointment_cancelled", R"({"appointment":"A-3"})"},
    Step{"appointment_cancelled", R"({"appointment":"A-2","deleted":true})"},
    Step{"case_cancel", R"({"case":"LC-2","reason":"the patient moved away"})"},
    Step{"case_delete", R"({"case":"LC-1"})"},
    Step{"patient_says", R"({"patient":"PT-2","text":"Stop"})"},
    Step{"patient_says", R"({"patient":"PT-2","text":"I cannot stop smiling"})"},
    Step{"patient_says", R"({"patient":"PT-2","text":"unsubscribe","medium":"email"})"},
    Step{"patient_update", R"({"patient":"PT-2","consent":{"sms":true}})"},
    Step{"patient_says", R"({"patient":"PT-2","text":" start. "})"},
    Step{"opt_out", R"({"patient":"PT-1"})"},
};

std::unique_ptr<world::Simulator> open_dental_office() {
  open_dental::Config config;
  config.zone = test_setup().zone;
  config.labs = test_setup().labs;
  return open_dental::make_open_dental(std::move(config));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(office_same_facts)

BOOST_AUTO_TEST_CASE(each_act_says_what_open_dentals_says) {
  Desk desk;
  const auto other = open_dental_office();
  base::JsonParser parser;
  for (const Step& step : steps) {
    desk.now = desk.now + base::minutes(1);
    desk.out = {};
    desk.act(step.verb, step.arguments);
    world::SimulatorOutputs theirs;
    BOOST_REQUIRE(other->act(step.verb, *parser.parse(step.arguments), desk.now, theirs));
    BOOST_REQUIRE_MESSAGE(desk.out.facts.size() == theirs.facts.size(), step.arguments);
    for (std::size_t i = 0; i < theirs.facts.size(); ++i) {
      BOOST_CHECK_EQUAL(desk.out.facts[i].type, theirs.facts[i].type);
      BOOST_CHECK_EQUAL(desk.out.facts[i].source, theirs.facts[i].source);
      BOOST_CHECK_EQUAL(desk.out.facts[i].subject, theirs.facts[i].subject);
      BOOST_CHECK_EQUAL(desk.out.facts[i].data, theirs.facts[i].data);
    }
  }
}

// One wrong act each, in an office that has LC-5 and its patient.
BOOST_AUTO_TEST_CASE(a_wrong_act_is_refused_in_the_same_words_and_changes_nothing) {
  constexpr std::array wrong = {
      Step{"case_ready", R"({"case":"LC-1","patient":"PT-1"})"},
      Step{"case_ready", R"({"case":"LC-1","patient":"PT-1","prescription":{"shade":{"x":1}}})"},
      Step{"case_ready",
           R"({"case":"LC-1","patient":"PT-1","prescription":{},"appointment":{"id":"A-1","start":"soon"}})"},
      Step{"case_ready", R"({"case":"LC-1","patient":"PT-1","prescription":{},"appointment":
           {"id":"A-1","start":"2024-11-06T09:00:00-06:00","operatory":"OP9"}})"},
      Step{"case_ready",
           R"({"case":"LC-1","patient":"PT-1","prescription":{},"attachments":[{"kind":"photo"}]})"},
      Step{"case_ready", R"({"case":"LC-1","patient":"PT-1","prescription":{},"attachments":[{"name":"a",
           "content":{"format":"clay"}}]})"},
      Step{"case_update", R"({"case":"LC-1"})"},
      Step{"case_update", R"({"case":"LC-5","set":{"/weather":"fine"}})"},
      Step{"case_update", R"({"case":"LC-5","set":{"/notes":"new","/prescriber/name":"Dr. Who"}})"},
      Step{"case_update", R"({"case":"LC-5","remove":["/attachments/3"]})"},
      Step{"case_update", R"({"case":"LC-5","set":{"/prescription/shade":{"a":1}}})"},
      Step{"case_cancel", R"({"case":"LC-5"})"},
      Step{"case_seated", R"({"case":"LC-5"})"},
      Step{"opt_out", R"({"patient":"PT-9"})"},
      Step{"patient_update", R"({"patient":"PT-5","chart":{"3":"wobbly"}})"},
      Step{"patient_says", R"({"patient":"PT-9","text":"STOP"})"},
      Step{"patient_says", R"({"patient":"PT-5"})"},
      Step{"appointment_moved", R"({"appointment":"A-9","start":"2024-11-08T11:00:00-06:00"})"},
      Step{"appointment_booked", R"({"appointment":{"id":"A-9","start":"2024-11-08T11:00:00-06:00"}})"},
  };
  for (const Step& step : wrong) {
    Desk desk;
    const auto other = open_dental_office();
    base::JsonParser parser;
    constexpr std::string_view first =
        R"({"case":"LC-5","patient":"PT-5","lab":"glidewell","prescription":{"procedure":"crown"}})";
    world::SimulatorOutputs theirs;
    BOOST_REQUIRE(other->act("case_ready", *parser.parse(first), desk.now, theirs));
    desk.act("case_ready", first);
    const std::uint64_t revision = desk.office.revision();
    const std::size_t facts = desk.out.facts.size();
    const auto ours = desk.try_act(step.verb, step.arguments);
    const auto refused = other->act(step.verb, *parser.parse(step.arguments), desk.now, theirs);
    BOOST_REQUIRE_MESSAGE(!ours && !refused, step.arguments);
    BOOST_CHECK_EQUAL(ours.error().text(), refused.error().text());
    BOOST_CHECK_EQUAL(desk.office.revision(), revision);
    BOOST_CHECK_EQUAL(desk.out.facts.size(), facts);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::simulators::office
