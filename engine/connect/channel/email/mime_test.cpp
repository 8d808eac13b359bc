#include "engine/connect/channel/email/mime.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::connect::email {
namespace {

MimeMessage letter() {
  MimeMessage mail;
  mail.from = "orders@p-01.example";
  mail.to = "cases@glidewell.example";
  mail.subject = "Order LC-7";
  mail.id = "abc@p-01.example";
  mail.at = base::parse_instant("2024-02-29T23:59:58Z").value();
  mail.text = "Hello";
  mail.parts = {{"a.pdf", "application/pdf", std::string(100, 'x')}};
  return mail;
}

BOOST_AUTO_TEST_SUITE(mime)

BOOST_AUTO_TEST_CASE(the_same_message_is_the_same_bytes_and_another_has_another_boundary) {
  BOOST_TEST(write_mime(letter()) == write_mime(letter()));
  MimeMessage other = letter();
  other.parts[0].content += "y";
  const auto boundary = [](const std::string& text) { return text.substr(text.find("=_"), 34); };
  BOOST_TEST(boundary(write_mime(letter())) != boundary(write_mime(other)));
}

BOOST_AUTO_TEST_CASE(headers_are_as_the_standard_says) {
  const std::string text = write_mime(letter());
  BOOST_TEST(text.starts_with("Date: Thu, 29 Feb 2024 23:59:58 +0000\r\nFrom: orders@p-01.example\r\n"));
  BOOST_TEST(text.find("\r\nMessage-ID: <abc@p-01.example>\r\n") != std::string::npos);
  BOOST_TEST(text.find("filename=\"a.pdf\"") != std::string::npos);
  BOOST_TEST(text.ends_with("--\r\n"));
}

BOOST_AUTO_TEST_CASE(no_line_is_longer_than_a_relay_takes_and_none_ends_bare) {
  const std::string text = write_mime(letter());
  std::size_t from = 0;
  for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', from)) {
    BOOST_TEST(text[at - 1] == '\r');
    BOOST_TEST(at - from <= 998u);
    from = at + 1;
  }
}

BOOST_AUTO_TEST_CASE(nobody_adds_a_header_by_a_line_end) {
  MimeMessage mail = letter();
  mail.subject = "x\r\nBcc: thief@evil.example";
  mail.parts[0].name = "a\r\n\r\n.pdf";
  const std::string text = write_mime(mail);
  BOOST_TEST(text.find("\r\nBcc:") == std::string::npos);
  BOOST_TEST(text.find("filename=\"a.pdf\"") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(only_one_bare_address_goes_into_an_envelope) {
  BOOST_TEST(is_bare_address("cases@glidewell.example"));
  for (const char* bad : {"", "cases", "@x.example", "cases@", "a@b@c", "a@b.example, c@d.example",
                          "<a@b.example>", "a@b.example\r\nRCPT TO:<x@y.example>"})
    BOOST_TEST(!is_bare_address(bad), bad);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::connect::email
