#include "simulators/channel/mail/mail.hpp"

#include "engine/base/json_reader.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <boost/test/unit_test.hpp>

namespace articulator::simulators::mail {
namespace {

constexpr std::string_view lab = "cases@lab.example";
constexpr std::string_view supplier = "orders@supplier.example";

struct Relay {
  std::shared_ptr<world::Shelf> mailbox = std::make_shared<world::Shelf>();
  std::unique_ptr<world::Simulator> relay =
      make_mail({{{std::string(lab), mailbox}}, {std::string(supplier)}, {{"desk@p-01.example", "p-01"}}});
  world::SimulatorOutputs out;

  int send(std::string_view to, std::string message = "Subject: x\r\n\r\nhello", bool tls = true,
           const std::string& from = "desk@p-01.example") {
    base::HttpRequest request{"POST", "/", {}, std::move(message)};
    request.headers.set("Mail-From", from);
    request.headers.set("Rcpt-To", std::string(to));
    if (tls) request.headers.set("TLS", "required");
    return relay->handle(request, {}, out).response.status;
  }
  void act(std::string_view verb, std::string_view arguments) {
    base::JsonParser parser;
    BOOST_REQUIRE(relay->act(verb, parser.parse(arguments).value(), {}, out));
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(simulators_mail, Relay)

BOOST_AUTO_TEST_CASE(a_message_lies_in_the_mailbox_it_was_sent_to) {
  BOOST_TEST(send(lab) == 202);
  BOOST_TEST(send(lab, "second") == 202);
  BOOST_TEST(mailbox->files().size() == 2U);
  BOOST_TEST(*mailbox->find("000002.eml") == "second");
  BOOST_TEST(send("nobody@lab.example") == 403);
  BOOST_TEST(send(lab, "x", true, "") == 403);
}

BOOST_AUTO_TEST_CASE(a_client_that_demands_tls_sends_nothing_without_it) {
  act("tls", R"({"offered":false})");
  BOOST_TEST(send(lab) == 426);
  BOOST_TEST(mailbox->files().empty());
  BOOST_TEST(send(lab, "x", false) == 202);
  BOOST_TEST(mailbox->find("000001.clear") != nullptr);
  act("tls", R"({"offered":true})");
  act("certificate", R"({"trusted":false})");
  BOOST_TEST(send(lab) == 495);
  BOOST_TEST(mailbox->files().size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_relay_greylists_and_refuses_as_often_as_said) {
  act("greylist", R"({"times":2})");
  BOOST_TEST(send(lab) == 429);
  BOOST_TEST(send(lab) == 429);
  act("refuse", R"({"times":1})");
  BOOST_TEST(send(lab) == 403);
  BOOST_TEST(send(lab) == 202);
  BOOST_TEST(mailbox->files().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_supplier_tells_a_repeated_order_by_its_message_id) {
  const std::string order = "Message-ID: <1@p-01.example>\r\nSubject: PO-1\r\n\r\nten blanks";
  BOOST_TEST(send(supplier, order) == 202);
  BOOST_TEST(send(supplier, order) == 202);
  BOOST_REQUIRE(out.facts.size() == 2U);
  BOOST_TEST(out.facts[0].type == "supplier.order.received");
  BOOST_TEST(out.facts[0].data == R"({"subject":"PO-1","to":"orders@supplier.example"})");
  BOOST_TEST(out.facts[1].type == "supplier.order.repeated");
  BOOST_TEST(send(supplier, order, true, "stranger@else.example") == 403);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::simulators::mail
