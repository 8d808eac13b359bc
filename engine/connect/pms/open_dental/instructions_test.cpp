#include "engine/connect/pms/open_dental/instructions.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::connect::open_dental {
namespace {

model::StatusWrite status(model::Stage stage, std::string tracking = {}) {
  model::StatusWrite write;
  write.stage = stage;
  write.tracking = std::move(tracking);
  return write;
}

std::string value(const Instructions& read, std::string_view key) {
  const std::string* found = read.find(key);
  return found == nullptr ? "(none)" : *found;
}

BOOST_AUTO_TEST_SUITE(open_dental_instructions)

BOOST_AUTO_TEST_CASE(notes_and_blocks_are_told_apart) {
  const Instructions read = read_instructions(
      "Patient prefers mornings. [Rx] procedure: crown; material: zirconia; shade: A2; signed: true; "
      "procedures: 12, 13; documents: 31, 32 [/Rx] [Lab] status: in_design; tracking: GLW-3E159E [/Lab]");
  BOOST_TEST(read.notes == "Patient prefers mornings.");
  BOOST_TEST(value(read, "procedure") == "crown");
  BOOST_TEST(value(read, "signed") == "true");
  BOOST_TEST(value(read, "status") == "(none)");
  BOOST_TEST(read.rx.size() == 6u);
  BOOST_TEST(read.has_lab_block);
}

BOOST_AUTO_TEST_CASE(values_are_decoded_and_a_plus_stays_a_plus) {
  const Instructions read =
      read_instructions("[Rx] instructions: 100%25 sure%3B see %5BA%5D + B: now; mould: %zz%4 [/Rx]");
  BOOST_TEST(value(read, "instructions") == "100% sure; see [A] + B: now");
  BOOST_TEST(value(read, "mould") == "%zz%4");
}

BOOST_AUTO_TEST_CASE(an_escape_cannot_smuggle_in_what_is_no_text) {
  BOOST_TEST(value(read_instructions("[Rx] shade: A%FF [/Rx]"), "shade") == "A?");
}

BOOST_AUTO_TEST_CASE(a_practice_that_knows_no_blocks_has_only_notes) {
  const Instructions read = read_instructions("PFM crown #28. Shade A1");
  BOOST_TEST(read.notes == "PFM crown #28. Shade A1");
  BOOST_TEST(read.rx.empty());
  BOOST_TEST(!read.has_lab_block);
}

BOOST_AUTO_TEST_CASE(torn_blocks_are_read_as_far_as_they_go) {
  BOOST_TEST(value(read_instructions("[Rx] shade: A2; material: zirc"), "material") == "zirc");
  const Instructions read = read_instructions("[Rx] shade: A2 [Lab] status: received [/Lab] call me");
  BOOST_TEST(value(read, "shade") == "A2 call me");  // the block is not closed, so all that follows is in it
  BOOST_TEST(read_instructions("[/Rx] [/Lab] hello").notes == "[/Rx] [/Lab] hello");
  for (const char* text : {"[Rx]", "[Rx][/Rx]", "[Rx];;;:;:x;[/Rx]", "[Lab]", "[Lab][/Lab]", "", "   "})
    BOOST_TEST(read_instructions(text).rx.empty(), text);
}

BOOST_AUTO_TEST_CASE(of_equal_keys_the_first_counts_and_an_empty_one_is_there) {
  const Instructions read = read_instructions("[Rx] shade: A2; shade: B1; cancelled: [/Rx]");
  BOOST_TEST(value(read, "shade") == "A2");
  BOOST_TEST(value(read, "cancelled") == "");
}

BOOST_AUTO_TEST_CASE(numbers_of_a_list_are_read_and_nonsense_is_left_out) {
  const std::vector<std::int64_t> numbers = read_numbers(" 12, 13,x, -4, 0, 99999999999999999999, 1.5,14 ");
  BOOST_TEST(numbers == (std::vector<std::int64_t>{12, 13, 14}), boost::test_tools::per_element());
  std::string many;
  for (int i = 1; i < 500; ++i)
    many += std::to_string(i) + ",";
  BOOST_TEST(read_numbers(many).size() == 52u);
}

BOOST_AUTO_TEST_CASE(the_first_status_is_appended) {
  BOOST_TEST(with_lab_block("Call. [Rx] shade: A2 [/Rx]", status(model::Stage::submitted, "GLW-1")) ==
             "Call. [Rx] shade: A2 [/Rx] [Lab] status: submitted; tracking: GLW-1 [/Lab]");
  BOOST_TEST(with_lab_block("", status(model::Stage::submitted)) == "[Lab] status: submitted [/Lab]");
}

BOOST_AUTO_TEST_CASE(a_later_status_changes_the_lab_block_and_no_other_byte) {
  const std::string before =
      "  Call.  [Rx] shade: A2 ; odd key [/Rx]  [Lab] status: submitted [/Lab]  by 5 pm ";
  BOOST_TEST(
      with_lab_block(before, status(model::Stage::in_design, "GLW-1")) ==
      "  Call.  [Rx] shade: A2 ; odd key [/Rx]  [Lab] status: in_design; tracking: GLW-1 [/Lab]  by 5 pm ");
}

BOOST_AUTO_TEST_CASE(the_same_status_is_the_same_text) {
  model::StatusWrite write = status(model::Stage::shipped, "GLW-3E159E");
  write.ship_by = "2024-10-30";
  write.carrier = "UPS [ground]; 50%";
  write.carrier_tracking = "1Z10497052";
  write.delivery = base::parse_instant("2024-10-10T18:21:23.389Z").value();
  const std::string once = with_lab_block("x", write);
  BOOST_TEST(once ==
             "x [Lab] status: shipped; tracking: GLW-3E159E; ship_by: 2024-10-30; "
             "carrier: UPS %5Bground%5D%3B 50%25; carrier_tracking: 1Z10497052; "
             "delivery: 2024-10-10T18:21:23.389Z [/Lab]");
  BOOST_TEST(with_lab_block(once, write) == once);
}

BOOST_AUTO_TEST_CASE(without_the_lab_block_a_text_is_as_before_the_first_status) {
  const std::string before = "Call. [Rx] shade: A2 [/Rx]";
  BOOST_TEST(without_lab_block(with_lab_block(before, status(model::Stage::submitted))) == before);
  BOOST_TEST(without_lab_block(before) == before);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::connect::open_dental
