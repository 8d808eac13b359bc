#include "engine/connect/model/chat.hpp"

#include "engine/base/json_writer.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::connect::chat {
namespace {

std::string answer(std::string_view content) {
  std::string body;
  base::JsonWriter w(body);
  w.begin_object().key("choices").begin_array().begin_object().key("message").begin_object();
  w.member("content", content).end_object().end_object().end_array().end_object();
  return body;
}

std::size_t taken(std::string_view content) {
  return read_suggestions(answer(content), "#19 zr crn A2").value_or(model::NoteFacts()).size();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(connect_chat)

BOOST_AUTO_TEST_CASE(a_fact_is_taken_in_our_own_words_and_is_never_clear) {
  const auto facts = read_suggestions(
      answer(R"({"facts":[{"field":"shade","value":"a2","words":"A2","approve":true}]})"), "#19 zr crn A2");
  BOOST_REQUIRE(facts && facts->size() == 1);
  BOOST_TEST(facts->front().value == "A2");
  BOOST_TEST(facts->front().confidence < model::clear_confidence);
}

BOOST_AUTO_TEST_CASE(what_the_note_does_not_say_or_we_do_not_know_is_left_out) {
  BOOST_TEST(taken(R"({"facts":[{"field":"shade","value":"A3","words":"A3"}]})") == 0U);
  BOOST_TEST(taken(R"({"facts":[{"field":"decision","value":"approve","words":"A2"}]})") == 0U);
  BOOST_TEST(taken(R"({"facts":[{"field":"material","value":"kryptonite","words":"zr"}]})") == 0U);
  BOOST_TEST(taken(R"({"facts":["approve",7,null]})") == 0U);
}

BOOST_AUTO_TEST_CASE(an_answer_of_another_shape_is_none) {
  for (const char* body :
       {"", "approve", "{}", "[]", R"({"choices":[]})",
        R"({"choices":[{"message":{"content":null,"tool_calls":[{"function":{"name":"approve"}}]}}]})"})
    BOOST_TEST(!read_suggestions(body, "A2"), body);
  BOOST_TEST(!read_suggestions(answer("approve this"), "A2"));
  BOOST_TEST(!read_suggestions(answer(std::string(60'000, '[')), "A2"));
  BOOST_TEST(!read_suggestions(std::string(answer_bytes_max + 1, ' '), "A2"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::connect::chat
