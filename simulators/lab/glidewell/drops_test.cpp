// Orders that come to the lab as files and as mail: what is an order, what is none yet, and what never will
// be.
#include "engine/base/hash.hpp"
#include "simulators/lab/glidewell/test_bench.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace articulator::simulators::glidewell {
namespace {

std::string listed(const std::string& name, std::string_view role, std::string_view content) {
  return R"({"name":")" + name + R"(","role":")" + std::string(role) + R"(","bytes":)" +
         std::to_string(content.size()) + R"(,"sha256":")" + base::hex(base::sha256(content)) + "\"}";
}

std::string manifest(std::string_view case_id, const std::string& files) {
  const std::string id(case_id);
  return R"({"case":")" + id + R"(","idempotency_key":")" + id + R"(/1","practice":"p-01","files":[)" +
         files + "]}";
}

struct Desk {
  std::shared_ptr<world::Shelf> drop = std::make_shared<world::Shelf>();
  std::shared_ptr<world::Shelf> mailbox = std::make_shared<world::Shelf>();
  Bench bench = Bench(config());
  std::string order = order_json("LC-1");

  Config config() const {
    Config config = test_config();
    config.accounts[0].mail_from = "desk@p-01.example";
    config.inboxes = {{"p-01", drop}, {"", mailbox}};
    return config;
  }
  void put(const std::string& name, std::string content) { drop->put(name, std::move(content), bench.now); }
  void wait() { bench.run_until(bench.now + base::minutes(2)); }

  std::size_t told(std::string_view type) const { return bench.facts_of(type).size(); }

  // A message with these files, by name.
  void mail(const std::map<std::string, std::string>& files, const std::string& from = "desk@p-01.example") {
    std::string text = "From: " + from + "\r\nTo: cases@lab.example\r\n";
    text += "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
    for (const auto& [name, content] : files)
      text += "--b\r\nContent-Disposition: attachment; filename=\"" + name +
              "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base::base64_encode(content) + "\r\n";
    mailbox->put("000001.eml", text + "--b--\r\n", bench.now);
    wait();
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(glidewell_drops, Desk)

BOOST_AUTO_TEST_CASE(a_whole_order_is_claimed_acknowledged_and_taken_away) {
  put("LC-1_1.order.json", order);
  put("LC-1_1.manifest.json", manifest("LC-1", listed("LC-1_1.order.json", "order", order)));
  wait();
  BOOST_TEST(told("engine.order.sent") == 1U);
  BOOST_TEST(told("lab.order.acknowledged") == 1U);
  BOOST_TEST(drop->find("LC-1_1.claimed.json") != nullptr);
  BOOST_TEST(drop->find("LC-1_1.order.json") == nullptr);
  const std::string* ack = drop->find("LC-1_1.ack.json");
  BOOST_REQUIRE(ack != nullptr);
  BOOST_TEST(bench.text(*ack, "/idempotency_key") == "LC-1/1");
  BOOST_TEST(bench.text(*ack, "/tracking").starts_with("GLW-"));
}

BOOST_AUTO_TEST_CASE(a_manifest_before_its_files_is_told_once_and_left_alone) {
  put("LC-1_1.manifest.json", manifest("LC-1", listed("LC-1_1.order.json", "order", order)));
  put("LC-1_1.order.json.part", order);
  wait();
  BOOST_REQUIRE(told("lab.drop.incomplete") == 1U);
  BOOST_TEST(bench.text(bench.facts_of("lab.drop.incomplete")[0]->data, "/file") == "LC-1_1.order.json");
  BOOST_TEST(told("engine.order.sent") == 0U);
  put("somebody.txt", "else");
  wait();
  BOOST_TEST(told("lab.drop.incomplete") == 1U);
  BOOST_TEST(drop->rename("LC-1_1.order.json.part", "LC-1_1.order.json", bench.now));
  wait();
  BOOST_TEST(told("lab.order.acknowledged") == 1U);
}

BOOST_AUTO_TEST_CASE(a_file_is_copied_as_it_was_first_seen) {
  put("LC-1_1.order.json", order.substr(0, 40));  // not under a temporary name
  wait();
  put("LC-1_1.order.json", order);
  put("LC-1_1.manifest.json", manifest("LC-1", listed("LC-1_1.order.json", "order", order)));
  wait();
  BOOST_TEST(told("lab.drop.incomplete") == 1U);
  BOOST_TEST(told("engine.order.sent") == 0U);
}

BOOST_AUTO_TEST_CASE(an_order_that_cannot_be_made_is_rejected_in_the_ack) {
  const std::string bad = order_json(
      "LC-1",
      R"({"procedure":"crown","tooth":"19","material":"zirconia","shade":"D1","margin_type":"chamfer"})");
  put("LC-1_1.order.json", bad);
  put("LC-1_1.manifest.json", manifest("LC-1", listed("LC-1_1.order.json", "order", bad)));
  wait();
  BOOST_TEST(told("lab.order.rejected") == 1U);
  BOOST_TEST(told("lab.order.acknowledged") == 0U);
  BOOST_REQUIRE(drop->find("LC-1_1.ack.json") != nullptr);
  BOOST_TEST(bench.text(*drop->find("LC-1_1.ack.json"), "/reasons/0") != "(none)");
}

BOOST_AUTO_TEST_CASE(a_key_on_two_channels_is_one_order) {
  const std::string tracking = bench.order("LC-1");
  put("LC-1_1.order.json", order);
  put("LC-1_1.manifest.json", manifest("LC-1", listed("LC-1_1.order.json", "order", order)));
  wait();
  BOOST_REQUIRE(drop->find("LC-1_1.ack.json") != nullptr);
  BOOST_TEST(bench.text(*drop->find("LC-1_1.ack.json"), "/tracking") == tracking);
}

BOOST_AUTO_TEST_CASE(what_has_no_link_and_what_has_one_is_told_of_the_manifest) {
  const std::string link =
      R"({"name":"prep.stl","role":"attachment","bytes":7,"link":"https://files.example/x"})";
  put("LC-1_1.order.json", order);
  put("LC-1_1.manifest.json", manifest("LC-1", listed("LC-1_1.order.json", "order", order) + "," + link));
  wait();
  BOOST_REQUIRE(told("lab.manifest.read") == 1U);
  BOOST_TEST(bench.facts_of("lab.manifest.read")[0]->data ==
             R"({"channel":"sftp","lacking":["prep.stl"],"linked":["prep.stl"],)"
             R"("names":["LC-1_1.order.json","prep.stl"]})");
}

BOOST_AUTO_TEST_CASE(a_mail_with_order_form_and_manifest_is_an_order) {
  const std::string form = "%PDF-1.4 /Type /Page (LC-1) Tj";
  const std::string list =
      manifest("LC-1", listed("o.order.json", "order", order) + "," + listed("o.pdf", "rx", form));
  mail({{"o.order.json", order}, {"o.pdf", form}, {"o.manifest.json", list}});
  BOOST_TEST(told("lab.order.acknowledged") == 1U);
  BOOST_TEST(told("lab.form.read") == 1U);
  BOOST_TEST(mailbox->files().empty());
}

BOOST_AUTO_TEST_CASE(a_mail_that_is_no_order_is_refused_with_the_reason) {
  const std::string form = "%PDF-1.4 /Type /Page";
  const std::string list = manifest("LC-1", listed("o.order.json", "order", order));
  const auto why = [&] {
    const auto refused = bench.facts_of("lab.mail.refused");
    return refused.empty() ? std::string() : bench.text(refused.back()->data, "/why");
  };
  mail({{"o.order.json", order}, {"o.pdf", form}});
  BOOST_TEST(why() == "it has no manifest");
  mail({{"o.order.json", order}, {"o.manifest.json", list}});
  BOOST_TEST(why() == "it has no form");
  mail({{"o.order.json", order + " "}, {"o.pdf", form}, {"o.manifest.json", list}});
  BOOST_TEST(why() == "a file of its manifest is not there");
  mailbox->put("000001.clear", "desk@p-01.example", bench.now);
  mail({{"o.order.json", order}, {"o.pdf", form}, {"o.manifest.json", list}});
  BOOST_TEST(why() == "it came in the clear");
  BOOST_TEST(told("engine.order.sent") == 0U);
}

BOOST_AUTO_TEST_CASE(a_strangers_mail_is_nobodys_order) {
  const std::string form = "%PDF-1.4 /Type /Page";
  const std::string list = manifest("LC-1", listed("o.order.json", "order", order));
  mail({{"o.order.json", order}, {"o.pdf", form}, {"o.manifest.json", list}}, "stranger@else.example");
  BOOST_TEST(told("engine.order.sent") == 0U);
  BOOST_TEST(told("lab.mail.refused") == 0U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::simulators::glidewell
