#include "engine/model/statement_csv.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

namespace articulator::model {
namespace {

std::string refusal(std::string_view text) {
  const auto read = read_statement_csv(text, "ST-1");
  return read ? "read" : read.error().where;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(statement_csv)

BOOST_AUTO_TEST_CASE(a_table_of_lines_is_read) {
  const auto read = read_statement_csv(
      "\xEF\xBB\xBF"
      "Line,Case,Tracking,Patient,Tooth,Description,Amount,Date,Clerk\r\n"
      "1,LC-7,GLW-1,PT-7,#19,\"Zirconia crown, \"\"A2\"\"\",\"$1,099.50\",10/6/2024,x\r\n"
      "\r\n"
      "2,,,PT-8,,credit,(99.00),2024-10-07,y\n"
      ",,,,,Total,1000.5,,\n",
      "ST-1");
  BOOST_REQUIRE(read);
  BOOST_REQUIRE(read->lines.size() == 2U);
  BOOST_TEST(read->lines[0].description == "Zirconia crown, \"A2\"");
  BOOST_TEST(read->lines[0].amount.cents == 109950);
  BOOST_TEST(base::format_date(*read->lines[0].date) == "2024-10-06");
  BOOST_TEST(read->lines[0].tooth->universal() == "19");
  BOOST_TEST(read->lines[1].amount.cents == -9900);
  BOOST_TEST(read->total->cents == 100050);
  BOOST_TEST(read->statement == "ST-1");
}

BOOST_AUTO_TEST_CASE(whole_cents_may_be_given_instead) {
  const auto read = read_statement_csv("case,cents,statement\nLC-1,9900,ST-9\n", "ST-1");
  BOOST_REQUIRE(read);
  BOOST_TEST(read->lines[0].amount.cents == 9900);
  BOOST_TEST(read->statement == "ST-9");
}

BOOST_AUTO_TEST_CASE(what_is_no_table_is_refused_with_its_place) {
  BOOST_TEST(refusal("") == "line 1, column 1");
  BOOST_TEST(refusal("case,description\n") == "line 1, column 1");
  BOOST_TEST(refusal("amount,amount,case\n") == "line 1, column 1");
  BOOST_TEST(refusal("case,amount\nLC-1,\"99\n") == "line 2, column 6");
  BOOST_TEST(refusal("case,amount\nLC-1,\"99\"x\n") == "line 2, column 10");
  BOOST_TEST(refusal("case,amount\nLC-1,9\"9\n") == "line 2, column 7");
  BOOST_TEST(refusal("case,amount\nLC-1\n") == "line 2, column 1");
  BOOST_TEST(refusal("case,amount\nLC-1,99.999\n") == "line 2, amount");
  BOOST_TEST(refusal("case,amount\nLC-1,free\n") == "line 2, amount");
  BOOST_TEST(refusal("case,cents\nLC-1,99.00\n") == "line 2, cents");
  BOOST_TEST(refusal("case,amount,date\n\"LC\n1\",99,never\n") == "line 2, date");
  BOOST_TEST(refusal("case,amount,tooth\nLC-1,99,99\n") == "line 2, tooth");
}

BOOST_AUTO_TEST_CASE(everything_has_a_bound) {
  BOOST_TEST(refusal(std::string(csv_bytes_max + 1, 'x')) == "");
  BOOST_TEST(refusal("case,amount\n" + std::string(csv_field_bytes_max + 2, 'x') + ",1\n") ==
             "line 2, column 1");
  BOOST_TEST(refusal("case,amount" + std::string(csv_columns_max, ',') + "\n") == "line 1, column 1");
  std::string many = "case,cents\n";
  for (std::size_t n = 0; n < invoice_lines_max + 3; ++n)
    many += "LC-1,1\n";
  BOOST_TEST(refusal(many).starts_with("line 2000"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::model
