#include "engine/workflow/seat_desk.hpp"

#include "engine/workflow/practice_test.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::workflow {
namespace {

bool is_item(const char* review) {
  return is_seat_item(model::CaseId("LC-1"), model::ReviewId(review));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(seat_desk)

BOOST_AUTO_TEST_CASE(the_desks_ids_are_told_from_reviews) {
  BOOST_TEST(is_item("LC-1-d1"));
  BOOST_TEST(is_item("LC-1-d20"));
  for (const char* review : {"LC-1-r1", "LC-1-d", "LC-1-dx", "LC-10-d1", "LC-1", ""})
    BOOST_TEST(!is_item(review), review);
}

BOOST_AUTO_TEST_CASE(a_word_about_a_visit_decides_no_review) {
  on_paper::PracticeOnPaper paper;
  paper.policy("assist");
  paper.made_before("LC-0", "PT-0");
  paper.ready("LC-1", on_paper::crown());
  BOOST_TEST(paper.happens("LC-1", "people.review.decided",
                           R"({"review":"LC-1-d1","by":"F-1","role":"dentist","decision":"approve"})") == "");
  BOOST_TEST(paper.practice().open_reviews().size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_next_thing_due_is_a_hold_or_a_message) {
  SeatDesk desk;
  BOOST_TEST(!desk.next_due().has_value());
  SeatItem& item = desk.items[model::CaseId("LC-1")];
  item.hold = SeatItem::Hold{"A-9", {}, base::Instant{9000}};
  BOOST_TEST((desk.next_due() == base::Instant{9000}));
  item.tell = base::Instant{4000};
  BOOST_TEST((desk.next_due() == base::Instant{4000}));
  item.tell.reset();
  item.moving = true;  // the hold makes way by itself
  BOOST_TEST(!desk.next_due().has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::workflow
