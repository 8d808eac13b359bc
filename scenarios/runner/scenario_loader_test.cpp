#include "scenarios/runner/scenario_loader.hpp"

#include "engine/base/json_reader.hpp"
#include "scenarios/runner/library_test.hpp"
#include "scenarios/runner/scenario_files.hpp"

#include <array>
#include <string>
#include <string_view>
#include <variant>

#include <boost/test/unit_test.hpp>

namespace articulator::runner {
namespace {

// A whole scenario around what a test is about; the steps begin in line 5.
std::string with_world(std::string_view world, std::string_view steps) {
  return "{\n\"name\": \"n\",\n\"shows\": [\"VAL-01\"],\n\"world\": { \"start\": "
         "\"2024-10-21T09:00:00-05:00\"" +
         std::string(world) + " },\n\"steps\": [" + std::string(steps) + "]\n}\n";
}
std::string with_steps(std::string_view steps) {
  return with_world("", steps);
}

Scenario loaded(const std::string& text) {
  auto scenario = read_scenario(text, "x.json", project_library());
  BOOST_REQUIRE_MESSAGE(scenario.has_value(), (scenario ? "" : scenario.error().text()));
  return std::move(*scenario);
}

std::string refused(const std::string& text) {
  const auto scenario = read_scenario(text, "x.json", project_library());
  return scenario ? "read" : scenario.error().text();
}

struct Slip {
  std::string_view steps;
  std::string_view said;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(scenario_loader)

BOOST_AUTO_TEST_CASE(a_misspelt_key_is_named_with_file_and_line_and_what_was_meant) {
  BOOST_TEST(refused("{\n\"name\": \"n\",\n\"shows\": [],\n\"world\": {},\n\"stepz\": []\n}") ==
             "x.json:5: key \"stepz\" is not known here; did you mean \"steps\"?");
}

BOOST_AUTO_TEST_CASE(each_slip_is_refused_with_its_line_and_a_way_out) {
  constexpr std::array<Slip, 24> slips{{
      {R"({"at":"0m","case_redy":{"case":"LC-1"}})",
       R"(x.json:5: key "case_redy" is not known here; did you mean "case_ready"?)"},
      {R"({"at":"0m","case_ready":{"case":"LC-1","like":"crown-19-zirconium"}})",
       R"(fixture "crown-19-zirconium" is not known here; did you mean "crown-19-zirconia"?)"},
      {R"({"at":"0m","case_ready":{"case":"LC-1","like":"inlay-4","without":["/prescription/shades"]}})",
       "/prescription/shades: there is nothing at this pointer"},
      {R"({"at":"0m","case_ready":{"case":"LC-1","like":"inlay-4","with":{"shade":"A2"}}})",
       "this is no JSON pointer"},
      {R"({"at":"0m","case_ready":{"case":"LC-1"}})", R"(the case has no "patient")"},
      {R"({"at":"0m","case_ready":{"like":"inlay-4"}})", R"(key "case" is missing in case_ready)"},
      {R"({"at":"5","opt_out":{"patient":"PT-1"}})", R"("at" is a duration)"},
      {R"({"opt_out":{"patient":"PT-1"}})", R"(key "at" is missing)"},
      {R"({"at":"0m"})", "this step does nothing"},
      {R"({"at":"0m","opt_out":{"patient":"PT-1"},"office":{"open":true}})", "a step does one thing"},
      {R"({"at":"0m","office":{"open":"yes"}})", R"("open" is true or false)"},
      {R"({"at":"0m","practice":"p-02","office":{"open":true}})", R"(practice "p-02" is not known here)"},
      {R"({"at":"0m","decide":{"case":"LC-1","as":"dentst","decision":"approve"}})",
       R"(did you mean "dentist"?)"},
      {R"({"at":"0m","decide":{"case":"LC-1","as":"dentist","decision":"aprove"}})",
       R"(did you mean "approve"?)"},
      {R"({"at":"0m","fault":{"kind":"lost_anwser"}})", R"(did you mean "lost_answer"?)"},
      {R"({"at":"0m","fault":{"kind":"outage","to":"gildewell"}})", R"(did you mean "glidewell"?)"},
      {R"({"at":"0m","expect":{"orders":{"case":"LC-1"}}})",
       R"(form "orders" is not known here; did you mean "order"?)"},
      {R"({"at":"0m","expect":{"order":{"case":"LC-1","times":-1}}})", R"("times" is a whole number)"},
      {R"({"at":"0m","expect":{"status":{"case":"LC-1","stage":"in_desing"}}})",
       R"(did you mean "in_design"?)"},
      {R"({"at":"0m","expect":{"fact":{"type":"engine.order.send"}}})",
       R"(did you mean "engine.order.sent"?)"},
      {R"({"at":"0m","expect":{"review":{"case":"LC-1","reasons":["VAL05"]}}})",
       R"("VAL05" is no requirement id)"},
      {R"({"at":"0m","expect":{"case":{"case":"LC-1","times":1}}})", R"(key "times" is not known here)"},
      {R"({"always":{"never":{"order":{"case":"LC-1","times":1}}}})", "what never happens has no number"},
      {R"({"at":"0m","always":{"never":{"order":{"case":"LC-1"}}}})", R"("always" has no "at")"},
  }};
  for (const Slip& slip : slips) {
    const std::string said = refused(with_steps(slip.steps));
    BOOST_TEST(said.starts_with("x.json:5: "), said);
    BOOST_TEST(said.find(slip.said) != std::string::npos, said << " lacks " << slip.said);
  }
}

BOOST_AUTO_TEST_CASE(each_slip_in_the_world_is_refused) {
  constexpr std::array<Slip, 10> slips{{
      {R"(,"fase":"auto")", R"(x.json:4: key "fase" is not known here; did you mean "phase"?)"},
      {R"(,"phase":"automatic")", R"(phase "automatic" is not known here)"},
      {R"(,"pms":"open-dentl")", R"(PMS "open-dentl" is not known here; did you mean "open-dental"?)"},
      {R"(,"lab":"glidwell")", R"(did you mean "glidewell"?)"},
      {R"(,"time_zone":"America/Chicgo")", "there is no time zone"},
      {R"(,"faults":{"lost_request":600,"reset":600})", "more than 1000 messages in 1000"},
      {R"(,"faults":{"lost":1})", R"(key "lost" is not known here)"},
      {R"(,"phases":{"crwn":"auto"})", R"(did you mean "crown"?)"},
      {R"(,"practices":[{"practice":"p-01"}])", R"(practice "p-01" is there already)"},
      {R"(,"rest":"1200d")", "longer than three years"},
  }};
  for (const Slip& slip : slips) {
    const std::string said = refused(with_world(slip.steps, ""));
    BOOST_TEST(said.find(slip.said) != std::string::npos, said << " lacks " << slip.said);
  }
}

BOOST_AUTO_TEST_CASE(a_scenario_has_at_most_so_many_steps) {
  std::string steps;
  for (std::size_t i = 0; i <= steps_max; ++i)
    steps += std::string(i > 0 ? "," : "") + R"({"at":"0m","opt_out":{"patient":"PT-1"}})";
  BOOST_TEST(refused(with_steps(steps)).find("at most 5000 steps") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(steps_are_taken_by_their_instant_and_as_written_within_one) {
  const Scenario scenario = loaded(with_steps(
      R"({"at":"2m","opt_out":{"patient":"PT-1"}},{"at":"1m","opt_out":{"patient":"PT-2"}},{"at":"2m","opt_out":{"patient":"PT-3"}})"));
  BOOST_REQUIRE(scenario.steps.size() == 3U);
  BOOST_TEST(std::get<Act>(scenario.steps[0].what).arguments == R"({"patient":"PT-2"})");
  BOOST_TEST(std::get<Act>(scenario.steps[1].what).arguments == R"({"patient":"PT-1"})");
  BOOST_TEST(std::get<Act>(scenario.steps[2].what).arguments == R"({"patient":"PT-3"})");
}

BOOST_AUTO_TEST_CASE(an_engines_clock_is_wrong_from_the_start_or_not_at_all) {
  const Scenario scenario = loaded(with_steps(R"({"at":"0m","clock":{"node":"engine","behind":"40m"}})"));
  BOOST_TEST((std::get<SetClock>(scenario.steps[0].what).ahead == -base::minutes(40)));
  const std::string late = refused(with_steps(R"({"at":"1m","clock":{"node":"engine","behind":"40m"}})"));
  BOOST_TEST(late.find("from the start or not at all") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_case_is_its_fixture_with_what_differs) {
  const Scenario scenario = loaded(with_steps(
      R"({"at":"0m","case_ready":{"case":"LC-7","like":"crown-19-zirconia","with":{"/prescription/shade":"A3"},"without":["/prescription/margin_type"]}})"));
  const Act& act = std::get<Act>(scenario.steps.at(0).what);
  BOOST_TEST(act.node == "open-dental");
  BOOST_TEST(act.verb == "case_ready");
  base::JsonParser parser;
  const auto data = parser.parse(act.arguments);
  BOOST_REQUIRE(data.has_value());
  const auto text = [&](std::string_view pointer) {
    const auto found = data->at_pointer(pointer);
    return found ? std::string(found->text().value_or("?")) : std::string();
  };
  BOOST_TEST(text("/case") == "LC-7");
  BOOST_TEST(text("/patient/id") == "PT-7");
  BOOST_TEST(text("/appointment/id") == "A-7");
  BOOST_TEST(text("/prescription/shade") == "A3");
  BOOST_TEST(text("/prescription/margin_type") == "");
  BOOST_TEST(text("/prescription/due_date") == "2024-11-11");            // three weeks after the start
  BOOST_TEST(text("/appointment/start") == "2024-11-13T16:00:00.000Z");  // 10:00 in Chicago, in winter time
}

BOOST_AUTO_TEST_CASE(another_practice_has_a_pms_of_its_own_and_shares_the_lab) {
  const Scenario scenario = loaded(with_world(
      R"(,"practices":[{"practice":"p-02","time_zone":"America/Denver","phase":"auto"}])",
      R"({"at":"0m","practice":"p-02","opt_out":{"patient":"PT-1"}},{"at":"1m","practice":"p-02","lab_status":{"case":"LC-1","status":"Milling"}})"));
  BOOST_REQUIRE(scenario.world.practices.size() == 2U);
  BOOST_TEST(scenario.world.practices[0].phase == "assist");
  BOOST_TEST(scenario.world.practices[1].phase == "auto");
  BOOST_TEST(scenario.world.practices[1].zone.name() == "America/Denver");
  BOOST_TEST(std::get<Act>(scenario.steps[0].what).node == "open-dental.p-02");
  const Act& at_lab = std::get<Act>(scenario.steps[1].what);
  BOOST_TEST(at_lab.node == "glidewell");
  BOOST_TEST(at_lab.arguments == R"({"case":"LC-1","status":"Milling","practice":"p-02"})");
}

BOOST_AUTO_TEST_CASE(seeded_faults_end_with_the_last_step_unless_said) {
  const Scenario scenario =
      loaded(with_world(R"(,"faults":{"reset":10})", R"({"at":"3h","opt_out":{"patient":"PT-1"}})"));
  BOOST_TEST((scenario.world.rates.until == scenario.world.start + base::hours(3)));
}

BOOST_AUTO_TEST_CASE(names_and_addresses_that_must_not_leak_are_remembered) {
  const Scenario scenario =
      loaded(with_steps(R"({"at":"0m","case_ready":{"case":"LC-1","like":"crown-19-zirconia"}})"));
  const std::vector<std::string> wanted{"Avelina", "Brackwater", "Orsino", "Quimbleton",
                                        "avelina@patients.example"};
  BOOST_TEST(scenario.names == wanted, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(every_scenario_of_the_library_can_be_read) {
  const auto files = scenario_files({ARTICULATOR_SOURCE_DIR "/scenarios/library"});
  BOOST_REQUIRE(files.has_value());
  for (const std::string& file : *files) {
    const auto scenario = load_scenario(file, project_library());
    BOOST_TEST(scenario.has_value(), (scenario ? "" : scenario.error().text()));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::runner
