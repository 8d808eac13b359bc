#include "engine/connect/testing/glidewell_lab.hpp"

#include <boost/test/unit_test.hpp>

namespace articulator::connect::glidewell {
namespace {

using testing::happening;

constexpr const char* drop_url = "sftp://drop.lab.example:22/drop/statements";
constexpr const char* october =
    "statement,line,case,amount\r\nST-1,1,LC-7,99.00\r\nST-1,2,LC-8,\"1,188.00\"\r\n";

struct Drop : testing::GlidewellLab {
  Drop() {
    model::SftpAccess access;
    access.endpoint = {"sftp://drop.lab.example:22", "/drop"};
    access.user = "p-01";
    bench.labs[0].sftp = access;
    connector = make_connector(bench, bench.labs[0]).value();
    peer.on("GET /v1/orders?changed_after=0", 200, "[]");
  }
  void lies_there(const std::string& name, const std::string& content) {
    files_ += (files_.empty() ? "" : ",") + (R"({"bytes":10,"name":")" + name + "\"}");
    peer.on(std::string("LIST ") + drop_url, 200, "[" + files_ + "]");
    peer.on(std::string("GET ") + drop_url + "/" + name, 200, content);
  }
  model::TaskDone poll_in(base::Duration later) {
    now = now + later;
    return std::move(peer.drive(*connector->poll(), now).done.value());
  }
  model::TaskDone month() {
    return std::move(peer.drive(*connector->statement("2024-10"), now).done.value());
  }

 private:
  std::string files_;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(glidewell_statements, Drop)

BOOST_AUTO_TEST_CASE(a_table_in_the_drop_is_told_as_a_statement_once) {
  lies_there("2024-10.csv", october);
  const model::TaskDone done = poll_in(base::minutes(1));
  BOOST_REQUIRE(done.events.size() == 1U);
  const auto* billed = happening<model::LabInvoice>(done.events, 0);
  BOOST_REQUIRE(billed != nullptr);
  BOOST_TEST(billed->invoice.statement == "ST-1");
  BOOST_TEST(billed->invoice.lines.at(1).amount.cents == 118800);
  BOOST_TEST(done.events[0].lab.text == "glidewell");
  BOOST_TEST(done.remark == "the statement ST-1 lay in the drop as 2024-10.csv");
  const model::TaskDone again = poll_in(base::hours(7));
  BOOST_TEST(again.events.empty());
  BOOST_TEST(again.remark.empty());
}

BOOST_AUTO_TEST_CASE(it_is_looked_for_every_six_hours_and_at_the_drops_own_address) {
  lies_there("2024-10.csv", october);
  poll_in(base::minutes(1));
  BOOST_TEST(peer.asked.at(1).target == drop_url);
  BOOST_TEST(*peer.asked.at(1).headers.find("User") == "p-01");
  peer.calls();
  poll_in(base::hours(5));
  BOOST_TEST(peer.calls().size() == 1U);
  poll_in(base::hours(1));
  BOOST_TEST(peer.calls().size() == 3U);
}

BOOST_AUTO_TEST_CASE(what_the_api_brought_is_no_news_as_a_file) {
  peer.on("GET /v1/statements?month=2024-10", 200,
          R"({"statement":"ST-1","lines":[{"line":1,"case":"LC-7","cents":9900},)"
          R"({"line":2,"case":"LC-8","cents":118800}]})");
  BOOST_TEST(month().events.size() == 1U);
  lies_there("2024-10.csv", october);
  const model::TaskDone done = poll_in(base::minutes(1));
  BOOST_TEST(done.events.empty());
  BOOST_TEST(done.remark.ends_with("the statement ST-1 came once more"));
  BOOST_TEST(month().events.empty());
}

BOOST_AUTO_TEST_CASE(other_lines_under_the_same_number_are_for_a_person) {
  lies_there("2024-10.csv", october);
  poll_in(base::minutes(1));
  lies_there("2024-10-b.csv", "statement,line,case,amount\nST-1,1,LC-7,98.00\n");
  const model::TaskDone done = poll_in(base::hours(7));
  BOOST_TEST(done.events.empty());
  BOOST_TEST(done.remark.ends_with("was not judged again; ask the lab which is right"));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_remarked_with_its_place_and_read_when_mended) {
  lies_there("2024-10.csv", "case,amount\nLC-7,\"99\n");
  lies_there("2024-11.csv", "statement,case,amount\nST-2,LC-9,1.00\n");
  const model::TaskDone done = poll_in(base::minutes(1));
  BOOST_TEST(done.events.size() == 1U);
  BOOST_TEST(done.remark.starts_with(
      "2024-10.csv, line 2, column 6: the quoted field is never closed; end it with a quote; "));
  BOOST_TEST(poll_in(base::hours(7)).remark.empty());
  lies_there("2024-10.csv", october);
  BOOST_TEST(poll_in(base::hours(7)).events.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_closed_drop_is_remarked_and_asked_again_in_an_hour) {
  peer.on(std::string("LIST ") + drop_url, 401, "nobody lets us in");
  BOOST_TEST(
      poll_in(base::minutes(1)).remark.starts_with("the drop was not looked into for statements: 401"));
  lies_there("2024-10.csv", october);
  BOOST_TEST(poll_in(base::minutes(30)).events.empty());
  BOOST_TEST(poll_in(base::minutes(31)).events.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_is_no_table_or_cannot_be_asked_for_is_passed_over) {
  lies_there(".2024-10.csv", october);
  lies_there("readme.txt", "hello");
  lies_there("2024 10.csv", october);
  const model::TaskDone done = poll_in(base::minutes(1));
  BOOST_TEST(done.events.empty());
  BOOST_TEST(done.remark.starts_with("1 statement files were passed over"));
  BOOST_TEST(peer.asked.size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::connect::glidewell
