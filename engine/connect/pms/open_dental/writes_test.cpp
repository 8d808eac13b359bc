#include "engine/connect/testing/open_dental_office.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::connect::open_dental {
namespace {

using testing::crown_rx;
using testing::happening;
using testing::lab_case_row;
using testing::LabCaseText;
using testing::patient_row;

const model::CaseId lc7("LC-7");
const model::PatientId pt3("PT-3");

struct Office : testing::OpenDentalOffice {
  Office() {
    peer.on("GET /api/v1/labcases/7", 200, lab_case_row({}));
    peer.on("GET /api/v1/commlogs?PatNum=3*", 200, "[]");
    peer.on("POST /api/v1/commlogs", 201, R"({"CommlogNum":1})");
  }

  testing::Ended write(model::Stage stage, const char* tracking = "GLW-1") {
    model::StatusWrite status;
    status.case_id = lc7;
    status.stage = stage;
    status.tracking = tracking;
    return peer.drive(*connector->write_status(status), now);
  }
  std::unique_ptr<model::Task> note() { return connector->write_note(lc7, pt3, "Crown for 19 ordered."); }
  std::unique_ptr<model::Task> message(model::Medium medium = model::Medium::sms) {
    return connector->notify(lc7, pt3, {model::Stage::shipped, medium}, "Your restoration is on its way.");
  }
  static std::string commlog(const std::string& note, const std::string& at) {
    return R"([{"CommlogNum":1,"PatNum":3,"Note":")" + note + R"(","CommDateTime":")" + at + "\"}]";
  }
};

BOOST_FIXTURE_TEST_SUITE(open_dental_writes, Office)

BOOST_AUTO_TEST_CASE(a_status_is_a_partial_put_of_the_instructions) {
  peer.on("PUT /api/v1/labcases/7", 200, "{}");
  BOOST_TEST(write(model::Stage::in_design).done->acted);
  BOOST_REQUIRE(peer.asked.size() == 2u);
  BOOST_TEST(peer.asked[1].body == R"({"Instructions":")" + std::string(crown_rx) +
                                       R"( [Lab] status: in_design; tracking: GLW-1 [/Lab]"})");
}

BOOST_AUTO_TEST_CASE(a_status_that_is_there_is_not_written_again) {
  LabCaseText there;
  there.instructions += " [Lab] status: in_design; tracking: GLW-1 [/Lab]";
  peer.on("GET /api/v1/labcases/7", 200, lab_case_row(there));
  const auto ended = write(model::Stage::in_design);
  BOOST_TEST(!ended.done->acted);
  BOOST_TEST(ended.done->remark == "already there");
  BOOST_TEST(peer.asked.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_case_that_is_gone_is_not_worth_retrying) {
  peer.on("GET /api/v1/labcases/7", 404, "LabCase not found");
  BOOST_TEST(!write(model::Stage::in_design).failed->worth_retrying);
  peer.on("GET /api/v1/labcases/7", 200, "{\"LabCaseNum\":\"?\"}");
  BOOST_TEST(!write(model::Stage::in_design).failed->worth_retrying);
  model::StatusWrite foreign;
  foreign.case_id = model::CaseId("P-000-LC00054");
  BOOST_TEST(!peer.drive(*connector->write_status(foreign), now).failed->worth_retrying);
}

BOOST_AUTO_TEST_CASE(an_office_that_cannot_be_reached_is_worth_retrying) {
  peer.then("GET /api/v1/labcases/7", 400, "eConnector is not running");
  BOOST_TEST(write(model::Stage::in_design).failed->worth_retrying);
  peer.then("PUT /api/v1/labcases/7", 504, "");
  BOOST_TEST(write(model::Stage::in_design).failed->worth_retrying);
  peer.then("GET /api/v1/labcases/7", 200, "<html>");
  BOOST_TEST(write(model::Stage::in_design).failed->worth_retrying);
}

BOOST_AUTO_TEST_CASE(our_own_write_is_no_news_to_the_next_poll_and_costs_it_nothing) {
  cases({{}});
  poll();
  LabCaseText after;
  after.instructions += " [Lab] status: in_design; tracking: GLW-1 [/Lab]";
  after.stamp = "2024-10-21 09:05:00";
  peer.on("PUT /api/v1/labcases/7", 200, lab_case_row(after));
  write(model::Stage::in_design);
  cases({after});
  peer.calls();
  BOOST_TEST(poll().events.empty());
  BOOST_TEST(peer.calls().size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_change_by_the_practice_behind_our_write_is_still_news) {
  cases({{}});
  poll();
  LabCaseText changed;
  changed.instructions.replace(changed.instructions.find("A2"), 2, "B1");
  peer.on("GET /api/v1/labcases/7", 200, lab_case_row(changed));
  changed.instructions += " [Lab] status: in_design; tracking: GLW-1 [/Lab]";
  peer.on("PUT /api/v1/labcases/7", 200, lab_case_row(changed));
  write(model::Stage::in_design);
  cases({changed});
  BOOST_TEST((happening<model::CaseUpdated>(poll().events, 0) != nullptr));
}

BOOST_AUTO_TEST_CASE(a_note_is_a_commlog_with_its_reference) {
  BOOST_TEST(peer.drive(*note(), now).done->acted);
  BOOST_REQUIRE(peer.asked.size() == 1u);
  BOOST_TEST(
      peer.asked[0].body ==
      R"({"PatNum":3,"Note":"Crown for 19 ordered. [ref LC-7 note]","Mode_":"None","SentOrReceived":"Neither"})");
}

BOOST_AUTO_TEST_CASE(where_a_note_may_have_been_written_it_is_asked_for_first) {
  peer.on("GET /api/v1/commlogs?PatNum=3*", 200,
          commlog("Crown for 19 ordered. [ref LC-7 note]", "2024-10-21 09:00:00"));
  const auto ended = peer.drive(*note(), now, true);
  BOOST_TEST(!ended.done->acted);
  BOOST_TEST(ended.done->remark == "already there");
  BOOST_TEST(peer.calls() == std::vector<std::string>{"GET /api/v1/commlogs?PatNum=3&Limit=100&Offset=0"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(another_cases_note_and_one_of_an_earlier_round_are_not_this_one) {
  for (const auto& [text, at] : {std::pair("x [ref LC-71 note]", "2024-10-21 09:00:00"),
                                 std::pair("x [ref LC-7 shipped]", "2024-10-21 09:00:00"),
                                 std::pair("x [ref LC-7 note]", "2024-10-01 09:00:00")}) {
    peer.on("GET /api/v1/commlogs?PatNum=3*", 200, commlog(text, at));
    BOOST_TEST(peer.drive(*note(), now, true).done->acted, text);
  }
  peer.on("GET /api/v1/commlogs?PatNum=3*", 200, commlog("x [ref LC-7 note]", "who knows"));
  BOOST_TEST(!peer.drive(*note(), now, true).done->acted);
}

BOOST_AUTO_TEST_CASE(after_a_504_the_same_task_asks_before_it_writes_again) {
  peer.then("POST /api/v1/commlogs", 504, "");
  const auto task = note();
  BOOST_TEST(peer.drive(*task, now).failed->worth_retrying);
  peer.on("GET /api/v1/commlogs?PatNum=3*", 200, commlog("x [ref LC-7 note]", "2024-10-21 09:00:00"));
  BOOST_TEST(!peer.drive(*task, now, false).done->acted);
}

BOOST_AUTO_TEST_CASE(a_case_under_way_when_first_seen_may_have_its_note) {
  LabCaseText under_way;
  under_way.instructions += " [Lab] status: submitted [/Lab]";
  cases({under_way});
  poll();
  peer.on("GET /api/v1/commlogs?PatNum=3*", 200, commlog("x [ref LC-7 note]", "2024-10-01 09:00:00"));
  BOOST_TEST(!peer.drive(*note(), now, false).done->acted);
}

BOOST_AUTO_TEST_CASE(a_message_goes_out_when_the_patient_still_agrees) {
  BOOST_TEST(peer.drive(*message(), now).done->acted);
  BOOST_REQUIRE(peer.asked.size() == 3u);
  BOOST_TEST(peer.asked[0].target == "/api/v1/commlogs?PatNum=3&Limit=100&Offset=0");
  BOOST_TEST(peer.asked[1].target == "/api/v1/patients/3");
  BOOST_TEST(
      peer.asked[2].body ==
      R"({"PatNum":3,"Note":"Your restoration is on its way. [ref LC-7 shipped]","Mode_":"Text","SentOrReceived":"Sent"})");
}

BOOST_AUTO_TEST_CASE(an_email_is_marked_as_one) {
  peer.on("GET /api/v1/patients/3", 200,
          R"({"PatNum":3,"PreferContactMethod":"Email","Email":"pat@mail.example"})");
  BOOST_TEST(peer.drive(*message(model::Medium::email), now).done->acted);
  BOOST_TEST(peer.asked.back().body.find(R"("Mode_":"Email")") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(after_an_opt_out_nothing_is_sent_and_the_engine_learns_of_it) {
  for (const char* word : {"No", "??"}) {
    peer.on("GET /api/v1/patients/3", 200, patient_row(word));
    const auto ended = peer.drive(*message(), now);
    BOOST_REQUIRE(ended.done.has_value());
    BOOST_TEST(!ended.done->acted);
    BOOST_TEST(ended.done->remark == "consent withdrawn: not sent");
    BOOST_REQUIRE(ended.done->events.size() == 1u);
    BOOST_TEST((happening<model::PatientUpdated>(ended.done->events, 0)->patient.sms != true));
  }
  BOOST_TEST(!peer.drive(*message(model::Medium::portal), now).done->acted);
  for (const std::string& call : peer.calls())
    BOOST_TEST(call.starts_with("GET "), call);
}

BOOST_AUTO_TEST_CASE(the_patients_own_last_word_counts_whatever_the_flag_says) {
  struct Row {
    const char* what;
    std::string commlogs;
    bool acted;
  };
  const auto one = [](int number, const char* text, const char* mode, const char* way) {
    return R"({"CommlogNum":)" + std::to_string(number) + R"(,"PatNum":3,"Note":")" + text +
           R"(","Mode_":")" + mode + R"(","SentOrReceived":")" + way +
           R"(","CommDateTime":"2024-10-21 09:00:00"})";
  };
  const std::string stop = one(4, "Stop", "Text", "Received");
  for (const Row& row :
       {Row{"stop", stop, false},
        Row{"start before", one(3, "START", "Text", "Received") + "," + stop, false},
        Row{"start later", stop + "," + one(5, "START", "Text", "Received"), true},
        Row{"start later, listed first", one(5, "START", "Text", "Received") + "," + stop, true},
        Row{"other words later", stop + "," + one(5, "thanks", "Text", "Received"), false},
        Row{"by mail", one(4, "Stop", "Email", "Received"), true},
        Row{"our own", one(4, "Stop", "Text", "Sent"), true},
        Row{"other words", one(4, "I can stop by", "Text", "Received"), true}}) {
    peer.on("GET /api/v1/commlogs?PatNum=3*", 200, "[" + row.commlogs + "]");
    const auto ended = peer.drive(*message(), now);
    BOOST_REQUIRE(ended.done.has_value());
    BOOST_TEST(ended.done->acted == row.acted, row.what);
    if (row.acted) continue;
    BOOST_TEST(ended.done->remark == "consent withdrawn: not sent");
    BOOST_REQUIRE(ended.done->events.size() == 1u);
    BOOST_TEST((happening<model::PatientUpdated>(ended.done->events, 0)->patient.sms == false));
  }
  peer.on("GET /api/v1/patients/3", 200, patient_row("No"));
  peer.on("GET /api/v1/commlogs?PatNum=3*", 200, "[" + one(4, "START", "Text", "Received") + "]");
  BOOST_TEST(!peer.drive(*message(), now).done->acted);  // gives back what STOP took, no more
}

BOOST_AUTO_TEST_CASE(without_the_patients_messages_nothing_is_sent) {
  peer.on("GET /api/v1/commlogs?PatNum=3*", 503, "");
  BOOST_TEST(peer.drive(*message(), now).failed->worth_retrying);
}

BOOST_AUTO_TEST_CASE(a_message_that_may_have_gone_out_is_asked_for_after_the_consent) {
  peer.on("GET /api/v1/commlogs?PatNum=3*", 200, commlog("x [ref LC-7 shipped]", "2024-10-21 09:00:00"));
  BOOST_TEST(!peer.drive(*message(), now, true).done->acted);
  BOOST_TEST(peer.calls().size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_commlog_that_is_refused_is_not_worth_retrying) {
  peer.on("POST /api/v1/commlogs", 404, "Patient not found");
  BOOST_TEST(!peer.drive(*note(), now).failed->worth_retrying);
  peer.on("GET /api/v1/patients/3", 404, "Patient not found");
  BOOST_TEST(!peer.drive(*message(), now).failed->worth_retrying);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::connect::open_dental
