// Every invariant against a journal, written by hand, that breaks it, and against one that only looks as if
// it did.
#include "scenarios/runner/invariant.hpp"

#include "scenarios/runner/evidence_test.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::runner {
namespace {

constexpr const char* profile =
    R"({"lab":"glidewell","statuses":{"Case Received":"received","In Design":"in_design","Milling":"in_fabrication","On Hold":"on_hold","Shipped":"shipped"}})";
constexpr const char* assist = R"({"phase":"assist"})";

Story ordered(std::int64_t minute) {
  Story story;
  story.at(0)
      .lab("lab.profile", "", profile)
      .at(minute)
      .engine("engine.order.sent", "LC-1", R"({"idempotency_key":"LC-1/1"})");
  story.lab("lab.order.acknowledged", "LC-1", R"({"tracking":"GLW-1"})");
  return story;
}

std::string status(std::string_view word, int sequence) {
  return R"({"tracking":"GLW-1","status":")" + std::string(word) + R"(","sequence":)" +
         std::to_string(sequence) + "}";
}
std::string stage(std::string_view word) {
  return R"({"stage":")" + std::string(word) + "\"}";
}
std::string message(std::string_view milestone, std::string_view text = "hello") {
  return R"({"patient":"PT-1","milestone":")" + std::string(milestone) + R"(","medium":"sms","text":")" +
         std::string(text) + "\"}";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(invariant)

BOOST_AUTO_TEST_CASE(a_quiet_journal_breaks_nothing) {
  Story story = ordered(5);
  story.at(1).pms("pms.case.ready", "LC-1").engine("engine.rx.validated", "LC-1", R"({"status":"approved"})");
  story.at(4)
      .record("order.sent", "LC-1")
      .at(6)
      .record("pms.status", "LC-1")
      .engine("engine.pms.status", "LC-1", stage("submitted"));
  for (const Failure& failure : check_invariants(story.evidence()))
    BOOST_ERROR(failure.expected + ": " + failure.found);
}

BOOST_AUTO_TEST_CASE(exactly_once_catches_a_second_living_order) {
  Story story = ordered(5);
  story.at(9).engine("engine.order.sent", "LC-1", R"({"idempotency_key":"LC-1/2"})");
  story.lab("lab.order.acknowledged", "LC-1", R"({"tracking":"GLW-2"})");
  check_caught(story.judged_by(check_exactly_once), "GLW-2, beside GLW-1");
}

BOOST_AUTO_TEST_CASE(exactly_once_catches_a_key_used_twice) {
  Story story = ordered(5);
  story.at(9).engine("engine.order.sent", "LC-1", R"({"idempotency_key":"LC-1/1"})");
  check_caught(story.judged_by(check_exactly_once), "a second one for LC-1");
}

BOOST_AUTO_TEST_CASE(an_order_after_a_rejected_cancelled_or_first_round_one_is_no_second) {
  Story story;
  story.engine("engine.order.sent", "LC-1", R"({"idempotency_key":"LC-1/1"})")
      .lab("lab.order.rejected", "LC-1");
  story.engine("engine.order.sent", "LC-1", R"({"idempotency_key":"LC-1/2"})")
      .lab("lab.order.acknowledged", "LC-1");
  story.engine("engine.order.cancelled", "LC-1");
  story.engine("engine.order.sent", "LC-1", R"({"idempotency_key":"LC-1/3"})")
      .lab("lab.order.acknowledged", "LC-1");
  story.engine("engine.order.sent", "LC-1", R"({"idempotency_key":"LC-1/4","order":{"remake_of":"GLW-1"}})");
  story.lab("lab.order.acknowledged", "LC-1")
      .engine("engine.order.sent", "LC-2", R"({"idempotency_key":"LC-2/1"})");
  story.lab("lab.order.acknowledged", "LC-2");
  BOOST_TEST(story.judged_by(check_exactly_once).empty());
}

BOOST_AUTO_TEST_CASE(nothing_lost_catches_a_case_that_nobody_validated) {
  Story story;
  story.at(1).pms("pms.case.ready", "LC-1");
  check_caught(story.judged_by(check_nothing_lost), "no engine.rx.validated");
}

BOOST_AUTO_TEST_CASE(nothing_lost_catches_an_accepted_order_that_the_pms_never_hears_of) {
  check_caught(ordered(5).judged_by(check_nothing_lost), "no engine.pms.status");
}

BOOST_AUTO_TEST_CASE(nothing_is_lost_that_was_taken_back_or_is_still_under_way) {
  Story story;
  story.at(1).pms("pms.case.ready", "LC-1").at(3).pms("pms.case.cancelled", "LC-1");
  BOOST_TEST(story.judged_by(check_nothing_lost).empty());
  story.at(90).pms("pms.case.cancelled", "LC-1");  // its row is deleted, later
  BOOST_TEST(story.judged_by(check_nothing_lost).empty());
  Story anew;  // its work was there at once, and later it is sent off for other work
  anew.at(1).pms("pms.case.ready", "LC-1").at(2).pms("pms.case.received", "LC-1");
  constexpr int after_all_that_settled = 3 * 24 * 60 + 1;
  anew.at(after_all_that_settled).pms("pms.case.ready", "LC-1", R"({"notes":"another crown"})");
  BOOST_TEST(anew.judged_by(check_nothing_lost).size() == 0U);
  Story unsettled = ordered(5);
  unsettled.settled = false;
  BOOST_TEST(unsettled.judged_by(check_nothing_lost).empty());
}

BOOST_AUTO_TEST_CASE(stage_order_catches_a_case_that_goes_back) {
  Story story = ordered(5);
  story.at(6)
      .engine("engine.pms.status", "LC-1", stage("in_fabrication"))
      .at(7)
      .engine("engine.pms.status", "LC-1", stage("in_design"));
  check_caught(story.judged_by(check_stage_order), "in_design was written after in_fabrication");
}

BOOST_AUTO_TEST_CASE(any_stage_may_follow_a_hold_or_a_new_order) {
  Story story = ordered(5);
  story.engine("engine.pms.status", "LC-1", stage("in_fabrication"))
      .engine("engine.pms.status", "LC-1", stage("on_hold"));
  story.engine("engine.pms.status", "LC-1", stage("in_design")).lab("lab.order.acknowledged", "LC-1");
  story.engine("engine.pms.status", "LC-1", stage("submitted"));
  BOOST_TEST(story.judged_by(check_stage_order).empty());
}

BOOST_AUTO_TEST_CASE(sides_agree_catches_a_pms_that_shows_something_else) {
  Story story = ordered(5);
  story.at(9)
      .lab("lab.case.status", "LC-1", status("In Design", 1))
      .at(10)
      .engine("engine.pms.status", "LC-1", stage("received"));
  check_caught(story.judged_by(check_sides_agree), "shows received, while the lab's last word is In Design");
}

BOOST_AUTO_TEST_CASE(sides_agree_knows_late_unknown_and_held_words) {
  Story story = ordered(5);
  story.lab("lab.case.status", "LC-1", status("Milling", 3))
      .lab("lab.case.status", "LC-1", status("In Design", 2));
  story.lab("lab.case.status", "LC-1", status("Ceramic Staging", 4))
      .engine("engine.pms.status", "LC-1", stage("in_fabrication"));
  BOOST_TEST(story.judged_by(check_sides_agree).empty());
  story.lab("lab.case.status", "LC-1", status("On Hold", 5))
      .lab("lab.case.status", "LC-1", status("In Design", 6));
  check_caught(story.judged_by(check_sides_agree), "shows in_fabrication");
  story.engine("engine.pms.status", "LC-1", stage("in_design"));
  BOOST_TEST(story.judged_by(check_sides_agree).empty());
}

// Who asks a lab is told its last word only.
BOOST_AUTO_TEST_CASE(sides_agree_asks_for_no_word_but_the_last_where_others_may_have_gone_unheard) {
  Story story = ordered(5);
  story.at(6).engine("engine.pms.status", "LC-1", stage("submitted"));
  story.at(9)
      .lab("lab.case.status", "LC-1", status("In Design", 1))
      .lab("lab.case.status", "LC-1", status("Gone Fishing", 2));
  check_caught(story.judged_by(check_sides_agree), "shows submitted");
  story.unheard = true;
  BOOST_TEST(story.judged_by(check_sides_agree).empty());
  story.at(10).lab("lab.case.status", "LC-1", status("Milling", 3));
  check_caught(story.judged_by(check_sides_agree), "shows submitted");
  story.lab("lab.case.status", "LC-1", status("In Design", 4));
  check_caught(story.judged_by(check_sides_agree), "shows submitted");
  story.engine("engine.pms.status", "LC-1", stage("in_design"));
  BOOST_TEST(story.judged_by(check_sides_agree).empty());
}

BOOST_AUTO_TEST_CASE(sides_agree_asks_a_lab_without_webhooks_for_no_word_that_another_followed_at_once) {
  const auto agree = [](int unknown_at) {
    Story story = ordered(5);
    story.asked_within = base::minutes(2);
    story.at(6).engine("engine.pms.status", "LC-1", stage("submitted"));
    story.at(9).lab("lab.case.status", "LC-1", status("In Design", 1));
    story.at(unknown_at).lab("lab.case.status", "LC-1", status("Gone Fishing", 2));
    return story.judged_by(check_sides_agree);
  };
  BOOST_TEST(agree(10).empty());
  check_caught(agree(11), "shows submitted");
}

BOOST_AUTO_TEST_CASE(audit_complete_catches_what_has_no_record) {
  check_caught(ordered(5).judged_by(check_audit_complete), "1 seen, 0 on record");
}

BOOST_AUTO_TEST_CASE(audit_complete_catches_a_record_that_comes_afterwards) {
  Story story = ordered(5);
  story.at(6).record("order.sent", "LC-1");
  check_caught(story.judged_by(check_audit_complete), "1 seen, 0 on record by then");
}

BOOST_AUTO_TEST_CASE(audit_complete_catches_a_record_of_another_case) {
  Story story = ordered(5);
  story.at(4).record("order.sent", "LC-2");
  check_caught(story.judged_by(check_audit_complete), "1 seen, 0 on record");
}

BOOST_AUTO_TEST_CASE(audit_complete_catches_a_decision_that_nobody_heard) {
  Story story;
  story.people("people.review.decided", "LC-1", R"({"decision":"approve"})");
  check_caught(story.judged_by(check_audit_complete), "1 were made, 0 are on record");
  story.record("review.refused", "LC-1");
  BOOST_TEST(story.judged_by(check_audit_complete).empty());
}

BOOST_AUTO_TEST_CASE(audit_complete_catches_a_record_of_nobody_and_of_no_story) {
  Story story;
  story.record("rx.validated", "LC-1").record("rx.validated", "LC-2");
  story.audit[1].correlation = {};
  check_caught(story.judged_by(check_audit_complete), "record 2 (rx.validated) has no correlation id");
  story.audit[0].actor = {};
  check_caught(story.judged_by(check_audit_complete), "record 1 (rx.validated) has no actor");
}

BOOST_AUTO_TEST_CASE(identifiers_catches_a_name_a_tooth_and_a_material_in_a_message) {
  for (const std::string_view text :
       {"Dear Ms. Quimbleton", "your zirconia crown", "for #19", "about your tooth."}) {
    Story story;
    story.names = {"Quimbleton"};
    story.engine("engine.patient.notified", "LC-1", message("shipped", text));
    check_caught(story.judged_by(check_identifiers), text);
  }
}

BOOST_AUTO_TEST_CASE(identifiers_catches_a_name_in_the_audit) {
  Story story;
  story.names = {"Quimbleton"};
  story.record("pms.read", "LC-1", R"({"patient":"Avelina Quimbleton"})")
      .record("pms.read", "LC-1", R"({"patient":"PT-1"})");
  check_caught(story.judged_by(check_identifiers), "record 1");
}

BOOST_AUTO_TEST_CASE(a_word_within_a_word_is_no_identifier) {
  Story story;
  story.names = {"Ann"};
  story.engine("engine.patient.notified", "LC-1", message("shipped", "our annual toothbrush day"))
      .record("pms.read", "", R"({"a":"Annual"})");
  BOOST_TEST(story.judged_by(check_identifiers).empty());
}

BOOST_AUTO_TEST_CASE(messages_once_catches_a_second_message) {
  Story story;
  story.at(1).engine("engine.patient.notified", "LC-1", message("shipped"));
  story.at(2)
      .engine("engine.patient.notified", "LC-1", message("received"))
      .engine("engine.patient.notified", "LC-2", message("shipped"));
  story.at(9).engine("engine.patient.notified", "LC-1", message("shipped"));
  check_caught(story.judged_by(check_messages_once), "a second one");
}

BOOST_AUTO_TEST_CASE(what_the_network_doubles_is_not_the_engines_fault) {
  Story story;
  story.at(1)
      .harm("duplicate")
      .engine("engine.patient.notified", "LC-1", message("shipped"))
      .engine("engine.patient.notified", "LC-1", message("shipped"));
  BOOST_TEST(story.judged_by(check_messages_once).empty());
  story.engine("engine.patient.notified", "LC-1", message("shipped", "other words"));
  check_caught(story.judged_by(check_messages_once), "other words");
}

BOOST_AUTO_TEST_CASE(consent_catches_a_message_to_somebody_who_said_no_or_nothing) {
  for (const std::string_view consent : {R"({"sms":false})", R"({"sms":null})", R"({"email":true})", "{}"}) {
    Story story;
    story.at(0).pms("pms.patient.updated", "",
                    R"({"patient":"PT-1","consent":)" + std::string(consent) + "}");
    story.at(9).engine("engine.patient.notified", "LC-1", message("shipped"));
    check_caught(story.judged_by(check_consent), "hello");
  }
  Story unknown;
  unknown.engine("engine.patient.notified", "LC-1", message("shipped"));
  check_caught(unknown.judged_by(check_consent), "hello");
}

BOOST_AUTO_TEST_CASE(consent_catches_a_message_a_minute_after_the_opt_out) {
  Story story;
  story.at(0).pms("pms.patient.updated", "", R"({"patient":"PT-1","consent":{"sms":true}})");
  story.at(5).engine("engine.patient.notified", "LC-1", message("received"));
  story.at(6).pms("pms.patient.updated", "", R"({"patient":"PT-1","consent":{"sms":false}})");
  story.engine("engine.patient.notified", "LC-1", message("in_design"));  // on its way at that very instant
  BOOST_TEST(story.judged_by(check_consent).empty());
  story.at(7).engine("engine.patient.notified", "LC-1", message("shipped"));
  check_caught(story.judged_by(check_consent), "hello");
}

BOOST_AUTO_TEST_CASE(quiet_hours_catches_a_message_at_night_by_the_practices_clock) {
  Story story;  // starts at 09:00
  story.at(12 * 60 - 1).engine("engine.patient.notified", "LC-1", message("received"));
  story.at(23 * 60).engine("engine.patient.notified", "LC-1", message("shipped"));
  BOOST_TEST(story.judged_by(check_quiet_hours).empty());
  story.at(12 * 60 + 1).engine("engine.patient.notified", "LC-2", message("shipped"));
  check_caught(story.judged_by(check_quiet_hours), "hello");
  story.at(23 * 60 - 1).engine("engine.patient.notified", "LC-3", message("shipped"));
  BOOST_TEST(story.judged_by(check_quiet_hours).size() == 2U);
}

BOOST_AUTO_TEST_CASE(quiet_hours_are_by_the_engines_clock_where_that_one_is_wrong) {
  Story story;  // starts at 09:00
  story.at(12 * 60 + 30).engine("engine.patient.notified", "LC-1", message("shipped"));
  check_caught(story.judged_by(check_quiet_hours), "hello");
  story.engine_ahead = -base::minutes(40);
  BOOST_TEST(story.judged_by(check_quiet_hours).empty());
  story.engine_ahead = -base::minutes(20);
  check_caught(story.judged_by(check_quiet_hours), "hello");
}

BOOST_AUTO_TEST_CASE(approval_catches_a_blocked_case_that_is_sent) {
  Story story = ordered(5);
  story.at(1)
      .engine("engine.rx.validated", "LC-1", R"({"status":"blocked"})")
      .at(9)
      .engine("engine.rx.validated", "LC-1", R"({"status":"approved"})");
  check_caught(story.judged_by(check_approval), "LC-1/1");
}

// The lab may have it already: it goes on to the end under its key.
BOOST_AUTO_TEST_CASE(approval_lets_an_order_go_on_that_may_have_arrived_before_its_case_was_blocked) {
  for (const std::string kind : {"none", "outage", "lost_answer", "crash"}) {
    Story story;
    story.at(1).engine("engine.rx.validated", "LC-1", R"({"status":"approved"})");
    story.at(2).record("order.sent", "LC-1", R"({"idempotency_key":"LC-1/1"})");
    if (kind != "none") story.at(3).harm(kind);
    story.at(4).engine("engine.rx.validated", "LC-1", R"({"status":"blocked"})");
    story.at(5).engine("engine.order.sent", "LC-1", R"({"idempotency_key":"LC-1/1"})");
    const bool is_fine = kind == "lost_answer" || kind == "crash";
    BOOST_TEST(story.judged_by(check_approval).size() == (is_fine ? 0U : 1U), kind);
    story.at(6).engine("engine.order.sent", "LC-1", R"({"idempotency_key":"LC-1/2"})");
    BOOST_TEST(story.judged_by(check_approval).size() == (is_fine ? 1U : 2U), kind);
  }
}

BOOST_AUTO_TEST_CASE(approval_catches_a_case_that_nobody_validated) {
  check_caught(ordered(5).judged_by(check_approval), "no engine.rx.validated before");
}

BOOST_AUTO_TEST_CASE(approval_catches_an_order_without_a_persons_word_in_assist) {
  Story story;
  story.people("world.policy", "", assist).engine("engine.rx.validated", "LC-1", R"({"status":"approved"})");
  story.people("people.review.decided", "LC-1", R"({"decision":"reject"})")
      .engine("engine.order.sent", "LC-1");
  check_caught(story.judged_by(check_approval), "an order with key");
}

BOOST_AUTO_TEST_CASE(a_corrected_case_may_be_sent_in_assist_and_in_auto_none_need_be_asked) {
  Story story;
  story.people("world.policy", "", R"({"phase":"assist","phases":{"veneer":"auto"}})");
  story.engine("engine.rx.validated", "LC-1", R"({"status":"blocked"})")
      .at(2)
      .people("people.review.decided", "LC-1", R"({"decision":"correct"})");
  story.engine("engine.rx.validated", "LC-1", R"({"status":"approved"})").engine("engine.order.sent", "LC-1");
  story.pms("pms.case.ready", "LC-2", R"({"prescription":{"procedure":"Veneer"}})")
      .engine("engine.rx.validated", "LC-2", R"({"status":"approved"})");
  story.engine("engine.order.sent", "LC-2");
  BOOST_TEST(story.judged_by(check_approval).empty());
}

BOOST_AUTO_TEST_CASE(monitor_lets_arrive_what_was_on_the_wire_when_the_phase_began) {
  Story story;
  story.people("world.policy", "", assist).at(5).people("world.policy", "", R"({"phase":"monitor"})");
  story.engine("engine.order.sent", "LC-1");
  BOOST_TEST(story.judged_by(check_monitor).empty());
  story.at(6).people("world.policy", "", R"({"phase":"monitor","approval_days_left":3})");
  story.engine("engine.pms.note", "LC-1");
  check_caught(story.judged_by(check_monitor), "engine.pms.note");
  Story slow;
  slow.people("world.policy", "", assist).at(5).harm("latency");
  slow.people("world.policy", "", R"({"phase":"monitor"})").at(6).engine("engine.order.sent", "LC-1");
  BOOST_TEST(slow.judged_by(check_monitor).empty());
  slow.at(8).engine("engine.order.sent", "LC-2");
  check_caught(slow.judged_by(check_monitor), "engine.order.sent");
  Story dropped;
  dropped.people("world.policy", "", assist).at(5).people("world.policy", "", R"({"phase":"monitor"})");
  dropped.at(6).engine("engine.order.sent", "LC-1", R"({"channel":"sftp"})");
  BOOST_TEST(dropped.judged_by(check_monitor).empty());
  dropped.at(7).engine("engine.order.sent", "LC-2", R"({"channel":"sftp"})");
  check_caught(dropped.judged_by(check_monitor), "engine.order.sent");
}

BOOST_AUTO_TEST_CASE(monitor_catches_anything_that_is_written) {
  for (const std::string type :
       {"engine.order.sent", "engine.pms.status", "engine.pms.note", "engine.patient.notified"}) {
    Story story;
    story.people("world.policy", "", R"({"phase":"monitor"})")
        .engine("engine.order.mirrored", "LC-1")
        .engine(type, "LC-1");
    check_caught(story.judged_by(check_monitor), type);
  }
}

BOOST_AUTO_TEST_CASE(visits_catches_a_move_that_nobody_chose) {
  constexpr const char* there = R"({"start":"2024-11-20T19:30:00.000Z"})";
  Story story;
  story.at(1).record("appointment.moved", "LC-1");
  story.at(2).people("people.review.decided", "LC-1", R"({"decision":"approve"})");
  story.at(3).engine("engine.appointment.moved", "LC-1", there);
  check_caught(story.judged_by(check_visits), "nobody chose a slot");
  story.facts.clear();
  story.at(2).people("people.review.decided", "LC-1", R"({"decision":"approve","slot":2})");
  story.at(3).engine("engine.appointment.moved", "LC-1", there);
  BOOST_TEST(story.judged_by(check_visits).empty());
  story.audit.clear();
  check_caught(story.judged_by(check_visits), "none by then");
}

BOOST_AUTO_TEST_CASE(visits_lets_a_slot_be_given_up_again) {
  Story story;
  story.pms("pms.case.ready", "LC-1", R"({"appointment":{"start":"2024-11-13T10:00:00-06:00"}})");
  story.at(1).record("appointment.moved", "LC-1");
  story.at(2).people("people.review.decided", "LC-1", R"({"decision":"approve","slot":1})");
  for (const char* start : {"2024-11-20T16:00:00.000Z", "2024-11-13T16:00:00.000Z"}) {
    const std::string data = R"({"start":")" + std::string(start) + R"("})";
    story.at(3).engine("engine.appointment.moved", "LC-1", data).pms("pms.appointment.moved", "LC-1", data);
  }
  BOOST_TEST(story.judged_by(check_visits).empty());
}

BOOST_AUTO_TEST_CASE(visits_catches_two_holds_on_one_slot) {
  const auto hold = [](const char* name, const char* start, const char* operatory) {
    return R"({"hold":")" + std::string(name) + R"(","start":")" + start +
           R"(","minutes":60,"provider":"D-1","operatory":")" + operatory + R"("})";
  };
  Story story;
  story.at(1).engine("engine.slot.held", "LC-1", hold("A-9", "2024-11-20T16:00:00Z", "OP1"));
  story.at(2).engine("engine.slot.held", "LC-2", hold("A-10", "2024-11-20T17:00:00Z", "OP1"));
  BOOST_TEST(story.judged_by(check_visits).empty());
  Story clash = story;
  clash.at(3).engine("engine.slot.held", "LC-3", hold("A-11", "2024-11-20T16:30:00Z", "OP2"));
  BOOST_TEST(clash.judged_by(check_visits).size() == 2U);  // of the provider, with both
  story.at(3).engine("engine.slot.released", "LC-1", R"({"hold":"A-9"})");
  story.at(4).engine("engine.slot.held", "LC-3", hold("A-11", "2024-11-20T16:00:00Z", "OP1"));
  BOOST_TEST(story.judged_by(check_visits).empty());
}

BOOST_AUTO_TEST_CASE(visits_catches_a_delay_told_before_staff_saw_it) {
  Story story;
  story.at(1).people("people.review.decided", "LC-1", R"({"decision":"approve"})");  // of the order
  story.at(2).record("delay.alerted", "LC-1");
  story.at(3).engine("engine.patient.notified", "LC-1", message("delayed"));
  check_caught(story.judged_by(check_visits), "");
  Story relaxed = story;
  relaxed.facts.insert(relaxed.facts.begin(), {0, relaxed.start, "world.policy", "/practices/p-01/people", "",
                                               R"({"delivery":{"message_unseen":true}})"});
  BOOST_TEST(relaxed.judged_by(check_visits).empty());
  story.facts.pop_back();
  story.at(3).people("people.review.decided", "LC-1", R"({"decision":"approve"})");
  story.at(4).engine("engine.patient.notified", "LC-1", message("delayed"));
  BOOST_TEST(story.judged_by(check_visits).empty());
}

BOOST_AUTO_TEST_CASE(invoice_lines_catches_a_line_lost_judged_twice_or_paid_twice) {
  const auto billed = [] {
    Story story = ordered(5);
    story.at(9).lab("lab.invoice", "", R"({"statement":"ST-1","lines":[{"line":1},{"line":2}]})");
    story.record("lab.invoice", "", R"({"statement":"ST-1"})");
    story.engine("engine.invoice.line", "LC-1", R"({"statement":"ST-1","line":1,"result":"matched"})");
    return story;
  };
  check_caught(billed().judged_by(check_invoice_lines), "nothing");
  Story twice = billed();
  twice.engine("engine.invoice.line", "LC-1", R"({"statement":"ST-1","line":2,"result":"matched"})");
  check_caught(twice.judged_by(check_invoice_lines), "line 2 of ST-1 is matched, too");
  Story again = billed();
  again.engine("engine.invoice.line", "LC-9", R"({"statement":"ST-1","line":2,"result":"never_ordered"})");
  BOOST_TEST(again.judged_by(check_invoice_lines).empty());
  again.engine("engine.invoice.line", "LC-9", R"({"statement":"ST-1","line":2,"result":"never_ordered"})");
  check_caught(again.judged_by(check_invoice_lines), "a second time");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::runner
