#include "engine/connect/pms/open_dental/api.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::connect::open_dental {
namespace {

model::PmsAccess access() {
  model::PmsAccess given;
  given.endpoint = {"http://127.0.0.1:4000", "/api/v1"};
  given.developer_key = "DEV";
  given.customer_key = "CUST";
  return given;
}

BOOST_AUTO_TEST_SUITE(open_dental_api)

BOOST_AUTO_TEST_CASE(every_request_has_both_keys_and_a_content_type) {
  const Api api(access());
  for (const base::HttpRequest& request : {api.get("/labcases/7"), api.put("/labcases/7", "{}")}) {
    BOOST_TEST(request.target == "/api/v1/labcases/7");
    BOOST_TEST(*request.headers.find("authorization") == "ODFHIR DEV/CUST");
    BOOST_TEST(*request.headers.find("content-type") == "application/json");
  }
}

BOOST_AUTO_TEST_CASE(a_page_is_asked_for_behind_the_filters) {
  BOOST_TEST(page_of("/labcases", 0) == "/labcases?Limit=100&Offset=0");
  BOOST_TEST(page_of("/commlogs?PatNum=3", 200) == "/commlogs?PatNum=3&Limit=100&Offset=200");
}

BOOST_AUTO_TEST_CASE(an_office_that_cannot_be_reached_answers_400_and_is_worth_retrying) {
  const base::Instant now;
  const auto retry = [&](int status, const char* body) {
    return failure_of(base::text_response(status, body), now)->worth_retrying;
  };
  BOOST_TEST(retry(400, "The eConnector is not running."));
  BOOST_TEST(retry(400, "\"Could not reach the ECONNECTOR\""));
  BOOST_TEST(retry(400, "The request timed out."));
  BOOST_TEST(!retry(400, "PatNum is required"));
  BOOST_TEST(!retry(404, "eConnector not found"));
  BOOST_TEST(retry(504, ""));
  BOOST_TEST(!retry(401, "Invalid API key"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::connect::open_dental
