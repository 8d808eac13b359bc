#include "simulators/lab/glidewell/paperwork.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

namespace articulator::simulators::glidewell {

BOOST_AUTO_TEST_SUITE(glidewell_paperwork)

BOOST_AUTO_TEST_CASE(the_parts_of_a_mail_are_read_with_their_names) {
  const Mail mail = read_mail(
      "From: Practice <desk@p-01.example>\r\nTo: cases@lab.example\r\n"
      "Content-Type: multipart/mixed;\r\n boundary=\"b1\"\r\n\r\n"
      "--b1\r\nContent-Type: text/plain\r\n\r\nPlease make this.\r\n"
      "--b1\r\nContent-Disposition: attachment;\r\n filename=\"a.json\"\r\nContent-Transfer-Encoding: "
      "base64\r\n\r\n"
      "aGVs\r\nbG8=\r\n"
      "--b1--\r\n");
  BOOST_TEST(mail.from == "desk@p-01.example");
  BOOST_TEST(mail.to == "cases@lab.example");
  BOOST_REQUIRE(mail.parts.size() == 2U);
  BOOST_TEST(mail.parts[0].content == "Please make this.");
  BOOST_TEST(mail.parts[1].name == "a.json");
  BOOST_TEST(mail.parts[1].content == "hello");
}

BOOST_AUTO_TEST_CASE(what_is_no_mail_of_parts_has_none) {
  for (const char* text :
       {"", "hello", "From: a\r\n\r\nhello", "Content-Type: multipart/mixed\r\n\r\n--\r\n"})
    BOOST_TEST(read_mail(text).parts.empty(), text);
  // Cut off in the middle of a part.
  BOOST_TEST(read_mail("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhel").parts.empty());
}

BOOST_AUTO_TEST_CASE(a_form_is_read_as_it_is_shown) {
  const Form form = read_form(
      "%PDF-1.4\n1 0 obj << /Type /Pages >>\n2 0 obj << /Type /Page >>\nBT (Shade: A2) Tj (kern) TJ (a "
      "\\(b\\) "
      "\\101) Tj ET");
  BOOST_TEST(form.pages == 1);
  BOOST_TEST(form.text == "Shade: A2\na (b) A\n");
  BOOST_TEST(read_form("no pdf (Shade) Tj").pages == 0);
  BOOST_TEST(read_form("%PDF-1.4 (never closed").text == "");
}

BOOST_AUTO_TEST_CASE(a_clerk_takes_two_spellings_for_one) {
  BOOST_TEST(as_a_clerk_reads("Lithium_Disilicate") == as_a_clerk_reads("lithium  disilicate"));
  BOOST_TEST(as_a_clerk_reads("A2") != as_a_clerk_reads("A3"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::simulators::glidewell
