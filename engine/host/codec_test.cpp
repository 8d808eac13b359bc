#define BOOST_TEST_DYN_LINK
#include "engine/host/codec.hpp"

#include <boost/test/unit_test.hpp>

using namespace articulator;
using namespace articulator::host;

namespace {

base::HttpRequest any_request() {
  base::HttpRequest request{"POST", "/webhooks/a?b=%20", {}, std::string("\0\xff\n:1:", 6)};
  request.headers.set("X-Empty", "");
  request.headers.set("X-Colon", "3:abc");
  return request;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(codec)

BOOST_AUTO_TEST_CASE(what_is_written_is_read_again_byte_for_byte) {
  const Encoded request = encode(workflow::Request{any_request()});
  BOOST_CHECK(std::get<workflow::Request>(*decode(request.kind, request.body)).request == any_request());

  base::HttpResponse response = base::json_response(503, std::string(1000, '\0'));
  const Encoded answer = encode(workflow::Answer{18446744073709551615ULL, response});
  const auto read = std::get<workflow::Answer>(*decode(answer.kind, answer.body));
  BOOST_CHECK_EQUAL(read.call, 18446744073709551615ULL);
  BOOST_CHECK(std::get<base::HttpResponse>(read.outcome) == response);

  for (const auto failure :
       {base::CallFailure::refused, base::CallFailure::reset, base::CallFailure::timeout}) {
    const Encoded lost = encode(workflow::Answer{1, failure});
    BOOST_CHECK(std::get<base::CallFailure>(
                    std::get<workflow::Answer>(*decode(lost.kind, lost.body)).outcome) == failure);
  }
  const Encoded due = encode(workflow::Due{});
  BOOST_CHECK(std::holds_alternative<workflow::Due>(*decode(due.kind, due.body)));
}

BOOST_AUTO_TEST_CASE(whatever_is_cut_off_or_added_is_found) {
  const Encoded whole = encode(workflow::Request{any_request()});
  for (std::size_t length = 0; length < whole.body.size(); ++length)
    BOOST_CHECK(!decode(whole.kind, whole.body.substr(0, length)));
  BOOST_CHECK(!decode(whole.kind, whole.body + "0:"));
  for (const char* damaged : {"1:1", "99999999999999999999999:a", "-1:a", ":",
                              "1:1"
                              "7:failure"
                              "1:9",
                              "1:1"
                              "8:response"
                              "4:1000"
                              "1:0"
                              "0:",
                              "4:POST"
                              "1:/"
                              "9:999999999"
                              "0:"}) {
    BOOST_CHECK(!decode(Kind::answer, damaged));
    BOOST_CHECK(!decode(Kind::request, damaged));
  }
}

BOOST_AUTO_TEST_SUITE_END()
