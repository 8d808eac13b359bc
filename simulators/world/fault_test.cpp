#include "simulators/world/fault.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::world {
namespace {

base::HttpRequest post(std::string target, std::string body = {}) {
  return {"POST", std::move(target), {}, std::move(body)};
}
constexpr base::Instant noon{1'000'000};

}  // namespace

BOOST_AUTO_TEST_SUITE(fault)

BOOST_AUTO_TEST_CASE(a_plan_without_faults_harms_nothing) {
  FaultPlan plan(7);
  for (std::uint64_t call = 1; call < 1000; ++call)
    BOOST_TEST(!plan.decide(call, "glidewell", post("/v1/orders"), noon).fault.has_value());
  BOOST_TEST(plan.struck() == 0U);
}

BOOST_AUTO_TEST_CASE(a_scripted_fault_strikes_the_messages_it_names_and_no_others) {
  FaultPlan plan;
  plan.add({.kind = FaultKind::lost_answer,
            .to = "glidewell",
            .method = "POST",
            .path = "/v1/orders",
            .skip = 1,
            .times = 2});
  const auto struck = [&](std::string_view to, const base::HttpRequest& request) {
    return plan.decide(1, to, request, noon).fault == FaultKind::lost_answer;
  };
  BOOST_TEST(!struck("open-dental", post("/v1/orders")));
  BOOST_TEST(!struck("glidewell", base::HttpRequest{"GET", "/v1/orders", {}, {}}));
  BOOST_TEST(!struck("glidewell", post("/v1/statements")));
  BOOST_TEST(!struck("glidewell", post("/v1/orders")));  // skipped
  BOOST_TEST(struck("glidewell", post("/v1/orders")));
  BOOST_TEST(struck("glidewell", post("/v1/orders/GLW-1/cancel")));
  BOOST_TEST(!struck("glidewell", post("/v1/orders")));  // twice only
}

BOOST_AUTO_TEST_CASE(an_outage_refuses_everything_in_its_window) {
  FaultPlan plan;
  plan.add({.kind = FaultKind::outage, .to = "glidewell", .from = noon, .until = noon + base::minutes(5)});
  const auto down = [&](base::Instant at) {
    return plan.decide(1, "glidewell", post("/"), at).fault == FaultKind::outage;
  };
  BOOST_TEST(!down(noon - base::milliseconds(1)));
  BOOST_TEST(down(noon));
  BOOST_TEST(down(noon + base::minutes(5) - base::milliseconds(1)));
  BOOST_TEST(!down(noon + base::minutes(5)));
}

BOOST_AUTO_TEST_CASE(an_outage_may_begin_after_so_many_messages) {
  FaultPlan plan;
  plan.add({.kind = FaultKind::outage, .to = "glidewell", .method = "POST", .skip = 2});
  const auto down = [&] { return plan.decide(1, "glidewell", post("/"), noon).fault == FaultKind::outage; };
  BOOST_TEST(!down());
  BOOST_TEST(!plan.decide(1, "glidewell", base::HttpRequest{"GET", "/", {}, {}}, noon).fault.has_value());
  BOOST_TEST(!down());
  BOOST_TEST(down());
  BOOST_TEST(down());
}

BOOST_AUTO_TEST_CASE(a_fault_can_be_told_by_a_word_in_the_body) {
  FaultPlan plan;
  plan.add({.kind = FaultKind::reset, .body_has = "LC-7"});
  BOOST_TEST(!plan.decide(1, "glidewell", post("/", "LC-8"), noon).fault.has_value());
  BOOST_TEST(plan.decide(2, "glidewell", post("/", "LC-7"), noon).fault.has_value());
}

BOOST_AUTO_TEST_CASE(seeded_faults_come_about_as_often_as_asked_and_stop_when_told) {
  FaultPlan plan(42);
  FaultRates rates;
  rates.per_mille[static_cast<std::size_t>(FaultKind::lost_request)] = 100;
  rates.until = noon;
  plan.set_rates(rates);
  int struck = 0;
  for (std::uint64_t call = 0; call < 10'000; ++call)
    struck += plan.decide(call, "glidewell", post("/"), noon - base::milliseconds(1)).fault ? 1 : 0;
  BOOST_TEST(struck > 800);
  BOOST_TEST(struck < 1200);
  for (std::uint64_t call = 0; call < 10'000; ++call)
    BOOST_TEST(!plan.decide(call, "glidewell", post("/"), noon).fault.has_value());
}

BOOST_AUTO_TEST_CASE(a_wrong_certificate_is_shown_until_it_is_renewed) {
  FaultPlan plan;
  plan.add({.kind = FaultKind::untrusted,
            .to = "glidewell",
            .from = noon,
            .until = noon + base::hours(1),
            .certificate = Certificate::wrong_host});
  BOOST_TEST((plan.certificate_of("glidewell", noon - base::milliseconds(1)) == Certificate::good));
  BOOST_TEST((plan.certificate_of("glidewell", noon) == Certificate::wrong_host));
  BOOST_TEST((plan.certificate_of("open-dental", noon) == Certificate::good));
  BOOST_TEST((plan.certificate_of("glidewell", noon + base::hours(1)) == Certificate::good));
  for (std::uint64_t call = 0; call < 3; ++call)
    BOOST_TEST((plan.decide(call, "glidewell", post("/"), noon).fault == FaultKind::untrusted));
}

BOOST_AUTO_TEST_CASE(the_fate_of_a_message_does_not_depend_on_the_ones_before) {
  FaultRates rates;
  rates.per_mille = {50, 50, 50, 50, 50, 50, 50, 0};
  FaultPlan all(3);
  FaultPlan some(3);
  all.set_rates(rates);
  some.set_rates(rates);
  for (std::uint64_t call = 0; call < 500; ++call) {
    const auto fate = all.decide(call, "glidewell", post("/"), noon).fault;
    if (call % 3 == 0) BOOST_TEST((some.decide(call, "glidewell", post("/"), noon).fault == fate));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::world
