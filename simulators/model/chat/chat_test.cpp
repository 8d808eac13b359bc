#include "simulators/model/chat/chat.hpp"

#include "engine/base/json_writer.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::simulators::chat_model {
namespace {

base::HttpRequest question(std::string_view note, std::string_view key = "k") {
  std::string body;
  base::JsonWriter w(body);
  w.begin_object().key("messages").begin_array();
  w.begin_object().member("role", "system").member("content", "read").end_object();
  w.begin_object().member("role", "user").member("content", note).end_object();
  w.end_array().end_object();
  base::HttpRequest request{"POST", "/v1/chat/completions", {}, std::move(body)};
  request.headers.set("Authorization", "Bearer " + std::string(key));
  return request;
}

world::Reply ask(Behaviour behaviour, const base::HttpRequest& request) {
  world::SimulatorOutputs out;
  return make_chat({{{"p-01", "k"}}, behaviour})->handle(request, {}, out);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(simulators_chat)

BOOST_AUTO_TEST_CASE(the_right_model_finds_the_shade) {
  const auto reply = ask(Behaviour::right, question("zr crn A2, B"));
  BOOST_TEST(reply.response.status == 200);
  BOOST_TEST(reply.response.body.find("A2") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(each_behaviour_has_its_answer) {
  BOOST_TEST(ask(Behaviour::slow, question("A2")).delay.count() > base::minutes(1).count());
  BOOST_TEST(ask(Behaviour::absent, question("A2")).response.status == 503);
  BOOST_TEST(ask(Behaviour::hostile, question("A2")).response.body.find("approve") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_wrong_key_and_a_malformed_question_are_refused) {
  BOOST_TEST(ask(Behaviour::right, question("A2", "x")).response.status == 401);
  base::HttpRequest broken = question("A2");
  broken.body = "{";
  BOOST_TEST(ask(Behaviour::right, broken).response.status == 400);
  broken.target = "/v1/embeddings";
  BOOST_TEST(ask(Behaviour::right, broken).response.status == 404);
}

BOOST_AUTO_TEST_CASE(what_came_is_said_as_a_fact) {
  world::SimulatorOutputs out;
  make_chat({{{"p-01", "k"}}, Behaviour::right})->handle(question("A2"), {}, out);
  BOOST_REQUIRE_EQUAL(out.facts.size(), 1U);
  BOOST_TEST(out.facts[0].type == "model.asked");
  BOOST_TEST(out.facts[0].source == "/practices/p-01/model");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::simulators::chat_model
