#include "engine/connect/answer.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::connect {
namespace {

const base::Instant now = base::parse_instant("2024-10-21T14:00:00Z").value();

base::HttpResponse with_retry_after(int status, const std::string& value) {
  base::HttpResponse response = base::text_response(status, "wait");
  response.headers.set("retry-after", value);
  return response;
}

BOOST_AUTO_TEST_SUITE(answers)

BOOST_AUTO_TEST_CASE(success_is_no_failure) {
  for (const int status : {200, 201, 204, 299})
    BOOST_TEST(!failure_of("Lab", base::text_response(status, ""), now).has_value(), status);
}

BOOST_AUTO_TEST_CASE(what_goes_away_by_itself_is_worth_retrying_and_a_refusal_is_not) {
  for (const int status : {408, 429, 500, 502, 503, 504, 599})
    BOOST_TEST(failure_of("Lab", base::text_response(status, ""), now)->worth_retrying, status);
  for (const int status : {100, 301, 400, 401, 403, 404, 409, 410, 422})
    BOOST_TEST(!failure_of("Lab", base::text_response(status, ""), now)->worth_retrying, status);
}

BOOST_AUTO_TEST_CASE(a_failure_names_the_peer_and_its_words) {
  BOOST_TEST(failure_of("Lab", base::text_response(503, "under\nmaintenance"), now)->error ==
             "503 from Lab: under?maintenance");
}

BOOST_AUTO_TEST_CASE(retry_after_is_read_in_both_forms_and_bounded) {
  const auto wait = [](const std::string& value) { return retry_after(with_retry_after(429, value), now); };
  BOOST_TEST((wait("120") == base::seconds(120)));
  BOOST_TEST((wait("0") == base::seconds(0)));
  BOOST_TEST((wait("Mon, 21 Oct 2024 14:01:30 GMT") == base::seconds(90)));
  BOOST_TEST((wait("Mon, 21 Oct 2024 13:00:00 GMT") == base::seconds(0)));
  BOOST_TEST((wait("999999999") == base::days(1)));
  BOOST_TEST((wait("Fri, 21 Oct 2050 14:01:30 GMT") == base::days(1)));
  for (const char* nonsense :
       {"", "-1", "soon", "1.5", "99999999999999999999", "Mon, 21 Foo 2024 14:01:30 GMT",
        "Mon, 99 Oct 2024 14:01:30 GMT", "Mon, 21 Oct 2024 99:01:30 GMT"})
    BOOST_TEST(!wait(nonsense).has_value(), nonsense);
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_utf8_do_not_hide_the_rest) {
  base::JsonParser parser;
  const auto body = read_body(parser, base::json_response(200, "[{\"LName\":\"M\xFCller\",\"PatNum\":7}]"));
  BOOST_REQUIRE(body.has_value());
  BOOST_TEST((body->at_pointer("/0/LName")->text() == "M?ller"));
  BOOST_TEST(*body->at_pointer("/0/PatNum")->integer() == 7);
}

BOOST_AUTO_TEST_CASE(only_what_is_no_utf8_is_replaced) {
  BOOST_TEST(as_utf8("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\xA6\xB7z") == "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\xA6\xB7z");
  BOOST_TEST(as_utf8("\xC0\x80") == "??");            // overlong
  BOOST_TEST(as_utf8("\xED\xA0\x80") == "???");       // a surrogate
  BOOST_TEST(as_utf8("\xF5\x80\x80\x80") == "????");  // past the last character
  BOOST_TEST(as_utf8("\xE2\x82") == "??");            // cut off
}

BOOST_AUTO_TEST_CASE(a_proxys_page_and_half_a_body_are_errors) {
  base::JsonParser parser;
  for (const char* body : {"", "<html><body>502</body></html>", "[{\"PatNum\":7", "[1,2,3]]", "nul"})
    BOOST_TEST(!read_body(parser, base::text_response(200, body)).has_value(), body);
  BOOST_TEST(!read_body(parser, base::text_response(200, std::string(5'000, '['))).has_value());
}

BOOST_AUTO_TEST_CASE(an_excerpt_is_short_and_printable) {
  BOOST_TEST(excerpt("Patient not found") == "Patient not found");
  BOOST_TEST(excerpt(std::string(1'000, 'x')).size() == 163u);
  BOOST_TEST(excerpt(std::string_view("\0\x1b[31m\xff", 7)) == "??[31m?");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::connect
