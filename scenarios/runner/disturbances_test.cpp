#include "scenarios/runner/disturbances.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::runner {
namespace {

constexpr base::Instant start{1'729'519'200'000};

Step fault(world::FaultKind kind, std::optional<base::Duration> lasts) {
  StartFault fault;
  fault.fault.kind = kind;
  fault.lasts = lasts;
  return {base::Duration{0}, "p-01", "fault", 1, false, fault};
}
Step act(std::string node, std::string word, std::string arguments) {
  const std::string verb(find_verb(word)->simulator_verb);
  return {
      base::Duration{0}, "p-01", std::move(word), 1, false, Act{std::move(node), verb, std::move(arguments)}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(disturbances)

BOOST_AUTO_TEST_CASE(in_a_quiet_world_all_but_the_latest_news_has_settled) {
  const Disturbances none{Scenario{}};
  BOOST_TEST((none.settled_until(start + base::hours(1)) == start + base::minutes(54)));
}

BOOST_AUTO_TEST_CASE(after_an_outage_there_is_time_to_recover) {
  Disturbances one{Scenario{}};
  one.note(fault(world::FaultKind::outage, base::hours(1)), start);
  BOOST_TEST(!one.settled_until(start + base::minutes(79)).has_value());
  BOOST_TEST(one.settled_until(start + base::minutes(80)).has_value());
  Disturbances endless{Scenario{}};
  endless.note(fault(world::FaultKind::outage, std::nullopt), start);
  BOOST_TEST(!endless.settled_until(start + base::days(30)).has_value());
}

BOOST_AUTO_TEST_CASE(a_pms_that_stays_down_settles_nothing_until_it_is_up) {
  Disturbances one{Scenario{}};
  one.note(act("open-dental", "econnector", R"({"up":false})"), start);
  BOOST_TEST(!one.settled_until(start + base::days(1)).has_value());
  one.note(act("open-dental", "econnector", R"({"up":true})"), start + base::days(1));
  BOOST_TEST(one.settled_until(start + base::days(2)).has_value());
  one.note(act("open-dental", "key", R"({"enabled":false})"), start);
  BOOST_TEST(!one.settled_until(start + base::days(9)).has_value());
}

BOOST_AUTO_TEST_CASE(silent_webhooks_give_polling_its_time) {
  Disturbances one{Scenario{}};
  BOOST_TEST(!one.words_unheard());
  one.note(act("glidewell", "lab_webhooks", R"({"silent":true})"), start);
  BOOST_TEST(one.words_unheard());
  BOOST_TEST((one.settled_until(start + base::hours(3)) == start + base::minutes(100)));
}

BOOST_AUTO_TEST_CASE(a_lab_without_webhooks_has_to_be_asked) {
  Scenario scenario;
  BOOST_TEST(Disturbances{scenario}.asked_within().count() == 0);
  scenario.world.lab = "dentsply-sirona";
  Disturbances one{scenario};
  BOOST_TEST((one.asked_within() == base::minutes(6)));
  one.note(fault(world::FaultKind::outage, base::hours(1)), start);
  BOOST_TEST((one.asked_within() > base::days(365)));
}

BOOST_AUTO_TEST_CASE(a_harmed_request_is_noted_and_a_lost_webhook_is_a_word_unheard) {
  Disturbances one{Scenario{}};
  const base::HttpRequest request{"POST", "/x", {}, {}};
  one.on_request({7, "engine", "open-dental", "duplicate"}, request, start);
  one.on_request({8, "engine", "open-dental", ""}, request, start);
  BOOST_REQUIRE(one.harms().size() == 1U);
  BOOST_TEST(one.harms()[0].kind == "duplicate");
  BOOST_TEST(one.harms()[0].to == "open-dental");
  BOOST_TEST(!one.words_unheard());
  one.on_request({9, "glidewell", "engine", "lost_request"}, request, start);
  BOOST_TEST(one.words_unheard());
  BOOST_TEST((one.settled_until(start + base::hours(3)) == start + base::minutes(100)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::runner
