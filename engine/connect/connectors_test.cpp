#include "engine/connect/connectors.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

namespace articulator::connect {
namespace {

model::PracticeBench bench() {
  model::PracticeBench practice;
  practice.practice = model::PracticeId("p-01");
  practice.pms.kind = "open-dental";
  practice.pms.developer_key = "dev";
  practice.pms.customer_key = "cust";
  model::LabAccess lab;
  lab.kind = "glidewell";
  lab.api_key = "key";
  lab.webhook_secret = "whsec_c2VjcmV0";
  practice.labs.push_back(lab);
  return practice;
}

BOOST_AUTO_TEST_SUITE(connectors)

BOOST_AUTO_TEST_CASE(each_known_kind_has_a_connector) {
  const model::PracticeBench practice = bench();
  BOOST_TEST(make_pms(practice).has_value());
  BOOST_TEST(make_lab(practice, practice.labs[0]).has_value());
}

BOOST_AUTO_TEST_CASE(an_unknown_kind_is_told_which_are_known) {
  model::PracticeBench practice = bench();
  practice.pms.kind = "opendental";
  practice.labs[0].kind = "glidewel";
  const std::string told = make_pms(practice).error().text();
  BOOST_TEST(
      told.starts_with("practice p-01: there is no connector for the PMS \"opendental\"; known are: "));
  BOOST_TEST(told.find("open-dental") != std::string::npos);
  const std::string lab_told = make_lab(practice, practice.labs[0]).error().text();
  BOOST_TEST(
      lab_told.starts_with("practice p-01: there is no connector for the lab \"glidewel\"; known are: "));
  BOOST_TEST(lab_told.find("glidewell") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(access_without_keys_is_refused) {
  model::PracticeBench practice = bench();
  practice.pms.customer_key.clear();
  practice.labs[0].webhook_secret = "c2VjcmV0";
  BOOST_TEST(!make_pms(practice).has_value());
  BOOST_TEST(!make_lab(practice, practice.labs[0]).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::connect
