#include "simulators/lab/workshop/profile.hpp"

#include "simulators/lab/glidewell/test_bench.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::simulators::workshop {
namespace {

using glidewell::Config;
using glidewell::make_glidewell;
using glidewell::test_config;
using glidewell::test_profile;

std::string with(std::string_view what, std::string_view instead) {
  std::string profile(test_profile);
  const std::size_t place = profile.find(what);
  BOOST_REQUIRE(place != std::string::npos);
  return profile.replace(place, what.size(), instead);
}

std::string refusal(const std::string& profile) {
  const auto read = read_profile(profile);
  return read ? "read" : read.error().text();
}

BOOST_AUTO_TEST_SUITE(workshop_profile)

BOOST_AUTO_TEST_CASE(the_line_is_the_profiles_words_in_their_order) {
  const Profile profile = read_profile(test_profile).value();
  BOOST_REQUIRE_EQUAL(profile.line.size(), 7U);
  BOOST_TEST(profile.line[0].word == "Case Received");
  BOOST_TEST(profile.line[6].word == "Shipped");
  BOOST_TEST((profile.meaning("Glazing") == Meaning::in_fabrication));
  BOOST_TEST((profile.meaning("On Hold") == Meaning::on_hold));
  BOOST_TEST((profile.meaning("Porcelain Build-up") == Meaning::unknown));
}

BOOST_AUTO_TEST_CASE(products_are_found_by_procedure_and_material) {
  const Profile profile = read_profile(test_profile).value();
  const int bridge = profile.find_product("bridge", "zirconia");
  BOOST_REQUIRE(bridge >= 0);
  BOOST_TEST(profile.products[static_cast<std::size_t>(bridge)].units_max == 4);
  BOOST_TEST(profile.find_product("inlay", "composite") == -1);
}

BOOST_AUTO_TEST_CASE(a_profile_that_cannot_be_worked_by_is_refused_with_its_place) {
  BOOST_TEST(refusal("{") != "read");
  BOOST_TEST(refusal(with("America/Los_Angeles", "America/Nowhere")).find("time_zone") != std::string::npos);
  BOOST_TEST(refusal(with("15:00", "3pm")).find("cutoff") != std::string::npos);
  BOOST_TEST(refusal(with("\"mon\"", "\"moon\"")).find("working_days") != std::string::npos);
  BOOST_TEST(refusal(with("2024-11-28", "2024-11-31")).find("holidays") != std::string::npos);
  BOOST_TEST(refusal(with("\"fee_cents\":9900", "\"fee_cents\":99.5")).find("/products/0/fee_cents") !=
             std::string::npos);
  BOOST_TEST(refusal(with("\"Shipped\":\"shipped\",", "")).find("statuses") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_lab_without_an_account_or_with_a_bad_secret_does_not_open) {
  Config config = test_config();
  config.accounts.clear();
  BOOST_TEST(!make_glidewell(config));
  config = test_config();
  config.accounts[1].api_key = config.accounts[0].api_key;
  BOOST_TEST(!make_glidewell(config));
  config = test_config();
  config.webhook_secret = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";
  BOOST_TEST(make_glidewell(config).error().where == "webhook_secret");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::simulators::workshop
