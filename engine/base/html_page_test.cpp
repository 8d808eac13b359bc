#include "engine/base/html_page.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

namespace articulator::base {

BOOST_AUTO_TEST_SUITE(html)

BOOST_AUTO_TEST_CASE(text_cannot_leave_its_place) {
  BOOST_TEST(markup_text(R"(<b a="1">'&</b>)") == "&lt;b a=&quot;1&quot;&gt;&#39;&amp;&lt;/b&gt;");
  BOOST_TEST(markup_text(std::string("a\0b\x1B[31m\nc\x7F", 11)) == "a b [31m\nc ");
  BOOST_TEST(markup_text("Zähne \xE2\x80\x94 gut") == "Zähne \xE2\x80\x94 gut");
}

BOOST_AUTO_TEST_CASE(a_page_fetches_nothing_and_has_one_first_heading) {
  const std::string html = html_page({.title = "A & B", .lead = "<p>lead</p>", .body = "<h2>body</h2>"});
  BOOST_TEST(html.find("<title>A &amp; B</title>") != std::string::npos);
  BOOST_TEST(html.find("<h1>A &amp; B</h1>") != std::string::npos);
  BOOST_TEST(html.find("default-src 'none'") != std::string::npos);
  BOOST_TEST(html.find("://") == std::string::npos);
  BOOST_TEST(html.find("src=") == std::string::npos);
  BOOST_TEST(html.find("<script") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::base
