// The channels against real servers: OpenSSH's and a mail server of Debian's, on loopback.
#define BOOST_TEST_DYN_LINK
#include "engine/host/channel_caller.hpp"

#include "engine/base/hash.hpp"
#include "engine/connect/channel/email/email.hpp"
#include "engine/connect/channel/sftp/sftp.hpp"
#include "engine/connect/testing/orders.hpp"
#include "engine/host/real_servers_test.hpp"

#include <boost/test/unit_test.hpp>

using namespace articulator;
using namespace articulator::host;
using namespace articulator::host::test;

namespace {

constexpr base::Duration timeout = base::seconds(15);

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

model::Bench bench_with(const std::optional<model::SftpAccess>& sftp,
                        const std::optional<model::MailAccess>& mail) {
  model::Bench bench;
  model::PracticeBench practice;
  practice.practice = model::PracticeId("p-01");
  model::LabAccess lab;
  lab.kind = "glidewell";
  lab.profile = std::make_shared<const model::LabProfile>(connect::testing::glidewell());
  lab.sftp = sftp;
  lab.mail = mail;
  practice.labs.push_back(std::move(lab));
  bench.practices.push_back(std::move(practice));
  return bench;
}

int status_of(const Outcome& outcome) {
  const auto* response = std::get_if<base::HttpResponse>(&outcome);
  return response == nullptr ? 0 : response->status;
}

// A task over the real wire, to its end.
struct Ended {
  std::optional<model::TaskDone> done;
  std::string error;
};
Ended drive(ChannelCaller& caller, const std::string& origin, model::Task& task) {
  const base::Instant now = base::parse_instant("2024-10-21T14:00:00Z").value();
  model::TaskStep step = task.start(false, now);
  while (const auto* request = std::get_if<base::HttpRequest>(&step)) {
    const Outcome outcome = caller.perform({1, origin, *request, timeout});
    const auto* response = std::get_if<base::HttpResponse>(&outcome);
    if (response == nullptr)
      return {std::nullopt, std::string(base::word(std::get<base::CallFailure>(outcome)))};
    step = task.answered(*response, now);
  }
  if (auto* failed = std::get_if<model::TaskFailed>(&step)) return {std::nullopt, failed->error};
  return {std::get<model::TaskDone>(step), ""};
}

struct Drop {
  RealSftp server;
  ChannelCaller caller;
  model::SftpAccess access = server.access();

  explicit Drop(rlim_t file_bytes_max = RLIM_INFINITY) : server(file_bytes_max) { know(); }

  void know() { caller.know(bench_with(access, std::nullopt)); }
  bool missing() const {
    if (!server.why_not().empty()) BOOST_TEST_MESSAGE("passed over: " << server.why_not());
    BOOST_WARN(server.why_not().empty());
    return !server.why_not().empty();
  }
  Outcome ask(const std::string& method, const std::string& name, std::string body = {},
              const std::string& destination = {}) {
    base::HttpRequest request{method, server.drop() + (name.empty() ? "" : "/" + name), {}, std::move(body)};
    request.headers.set("User", access.user);
    if (!destination.empty()) request.headers.set("Destination", server.drop() + "/" + destination);
    return caller.perform({1, server.origin(), std::move(request), timeout});
  }
  std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(server.drop()))
      found.push_back(entry.path().filename().string());
    std::sort(found.begin(), found.end());
    return found;
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(the_channels_on_real_servers)

BOOST_AUTO_TEST_CASE(files_are_put_moved_listed_read_and_deleted) {
  Drop drop;
  if (drop.missing()) return;
  BOOST_TEST(status_of(drop.ask("PUT", "a.part", "hello")) == 201);
  BOOST_TEST(status_of(drop.ask("MOVE", "a.part", "", "a")) == 201);
  BOOST_TEST(status_of(drop.ask("MOVE", "a.part", "", "b")) == 404);
  BOOST_TEST(status_of(drop.ask("PUT", "b", "other")) == 201);
  BOOST_TEST(status_of(drop.ask("MOVE", "b", "", "a")) == 409);
  BOOST_TEST(content_of(drop.server.drop() + "/a") == "hello");
  const Outcome listed = drop.ask("LIST", "");
  BOOST_REQUIRE(status_of(listed) == 200);
  BOOST_TEST(std::get<base::HttpResponse>(listed).body ==
             R"([{"bytes":5,"name":"a"},{"bytes":5,"name":"b"}])");
  const Outcome read = drop.ask("GET", "a");
  BOOST_REQUIRE(status_of(read) == 200);
  BOOST_TEST(base::base64_decode(std::get<base::HttpResponse>(read).body).value() == "hello");
  BOOST_TEST(status_of(drop.ask("GET", "none")) == 404);
  BOOST_TEST(status_of(drop.ask("DELETE", "a")) == 204);
  BOOST_TEST(status_of(drop.ask("DELETE", "a")) == 404);
}

BOOST_AUTO_TEST_CASE(an_order_lies_whole_in_the_drop_and_can_be_taken_back_until_the_lab_claims_it) {
  Drop drop;
  if (drop.missing()) return;
  const model::Bench bench = bench_with(drop.access, std::nullopt);
  auto channel = connect::sftp::make_connector(bench.practices[0], bench.practices[0].labs[0]).value();
  model::Order order = connect::testing::crown_order();
  const std::string scan(300'000, 's');
  order.file.attachments[0].bytes = static_cast<std::int64_t>(scan.size());
  order.file.attachments[0].sha256 = base::hex(base::sha256(scan));
  order.contents[order.file.attachments[0].sha256] = scan;
  const Ended sent = drive(drop.caller, drop.server.origin(), *channel->submit(order));
  BOOST_TEST(sent.error == "");
  const std::vector<std::string> whole{"LC-7_1.manifest.json", "LC-7_1.order.json", "LC-7_1.prep.stl",
                                       "LC-7_1.rx.pdf"};
  BOOST_TEST(drop.names() == whole, boost::test_tools::per_element());
  BOOST_TEST(content_of(drop.server.drop() + "/LC-7_1.prep.stl") == scan);
  BOOST_TEST(content_of(drop.server.drop() + "/LC-7_1.rx.pdf").starts_with("%PDF-"));
  BOOST_TEST(has(content_of(drop.server.drop() + "/LC-7_1.manifest.json"), order.file.attachments[0].sha256));

  const Ended again = drive(drop.caller, drop.server.origin(), *channel->submit(order));
  BOOST_REQUIRE(again.done.has_value());
  BOOST_TEST(!again.done->acted);

  const Ended taken_back = drive(drop.caller, drop.server.origin(), *channel->settle(order));
  BOOST_REQUIRE(taken_back.done.has_value());
  BOOST_TEST(!taken_back.done->found);
  BOOST_TEST(drop.names() == std::vector<std::string>{"LC-7_1.withdrawn.json"},
             boost::test_tools::per_element());

  BOOST_TEST(drive(drop.caller, drop.server.origin(), *channel->submit(order)).error == "");
  std::filesystem::rename(drop.server.drop() + "/LC-7_1.manifest.json",
                          drop.server.drop() + "/LC-7_1.claimed.json");
  const Ended claimed = drive(drop.caller, drop.server.origin(), *channel->settle(order));
  BOOST_REQUIRE(claimed.done.has_value());
  BOOST_TEST(claimed.done->found);

  BOOST_TEST(has(drive(drop.caller, drop.server.origin(), *channel->acknowledgement(order)).error,
                 "not acknowledged"));
  std::ofstream(drop.server.drop() + "/LC-7_1.ack.json")
      << R"({"case_id":"LC-7","idempotency_key":"LC-7/1","tracking":"GLW-1","ship_by":"2024-10-30"})";
  const Ended acknowledged = drive(drop.caller, drop.server.origin(), *channel->acknowledgement(order));
  BOOST_REQUIRE(acknowledged.done.has_value());
  BOOST_TEST(acknowledged.done->events.size() == 1u);
}

BOOST_AUTO_TEST_CASE(another_host_key_is_never_taken) {
  Drop drop;
  if (drop.missing()) return;
  drop.access.host_key = "SHA256:" + std::string(43, 'A');
  drop.know();
  BOOST_TEST(status_of(drop.ask("PUT", "a", "hello")) == 495);
  drop.access.host_key = "";
  drop.know();
  BOOST_TEST(status_of(drop.ask("PUT", "a", "hello")) == 495);
  BOOST_TEST(drop.names().empty());
}

BOOST_AUTO_TEST_CASE(a_key_that_the_server_does_not_know_is_refused) {
  Drop drop;
  if (drop.missing()) return;
  drop.access.private_key_file = drop.server.stranger_key();
  drop.know();
  BOOST_TEST(status_of(drop.ask("LIST", "")) == 401);
  base::HttpRequest request{"LIST", drop.server.drop(), {}, {}};
  request.headers.set("User", "somebody else");
  BOOST_TEST(status_of(drop.caller.perform({1, drop.server.origin(), std::move(request), timeout})) == 401);
}

BOOST_AUTO_TEST_CASE(an_upload_that_breaks_off_leaves_a_temporary_file_and_no_order) {
  // The server's own limit on a file's size kills its end of the connection in the middle of the scan.
  Drop drop(150'000);
  if (drop.missing()) return;
  const model::Bench bench = bench_with(drop.access, std::nullopt);
  auto channel = connect::sftp::make_connector(bench.practices[0], bench.practices[0].labs[0]).value();
  model::Order order = connect::testing::crown_order();
  const std::string scan(1'000'000, 's');
  order.file.attachments[0].sha256 = base::hex(base::sha256(scan));
  order.contents[order.file.attachments[0].sha256] = scan;
  BOOST_TEST(drive(drop.caller, drop.server.origin(), *channel->submit(order)).error != "");
  for (const std::string& name : drop.names())
    BOOST_TEST(name.ends_with(".part"), name);
  BOOST_TEST(!drop.names().empty());
}

BOOST_AUTO_TEST_CASE(nobody_listening_is_a_refusal) {
  ChannelCaller caller;
  const int port = free_port();
  model::SftpAccess access;
  access.endpoint = {"sftp://127.0.0.1:" + std::to_string(port), "/drop"};
  access.host_key = "SHA256:" + std::string(43, 'A');
  caller.know(bench_with(access, std::nullopt));
  base::HttpRequest request{"LIST", "/drop", {}, {}};
  request.headers.set("User", "");
  const Outcome outcome = caller.perform({1, access.endpoint.origin, request, timeout});
  BOOST_TEST((outcome == Outcome(base::CallFailure::refused)));
}

BOOST_AUTO_TEST_CASE(an_order_goes_by_mail_over_tls_and_others_can_read_it) {
  RealMail server(RealMail::Tls::offered);
  if (!server.why_not().empty()) {
    BOOST_TEST_MESSAGE("passed over: " << server.why_not());
    return;
  }
  ChannelCaller caller;
  const model::Bench bench = bench_with(std::nullopt, server.access());
  caller.know(bench);
  auto channel = connect::email::make_connector(bench.practices[0], bench.practices[0].labs[0]).value();
  const Ended sent = drive(caller, server.origin(), *channel->submit(connect::testing::crown_order()));
  BOOST_TEST(sent.error == "");
  const std::string read = server.read_by_others();
  BOOST_TEST(has(read, "tls orders@p-01.example cases@glidewell.example\n"), read);
  BOOST_TEST(has(read, "Order LC-7 <"), read);
  BOOST_TEST(has(read, "text/plain None "), read);
  BOOST_TEST(has(read, "application/json LC-7_1.order.json "), read);
  BOOST_TEST(has(read, "application/pdf LC-7_1.rx.pdf "), read);
  BOOST_TEST(has(read, "application/json LC-7_1.manifest.json "), read);
}

BOOST_AUTO_TEST_CASE(mail_is_refused_where_it_could_be_read_or_forged) {
  RealMail server(RealMail::Tls::offered);
  if (!server.why_not().empty()) {
    BOOST_TEST_MESSAGE("passed over: " << server.why_not());
    return;
  }
  ChannelCaller caller;
  base::HttpRequest request{"POST", "/", {}, "Subject: x\r\n\r\nhello\r\n"};
  request.headers.set("Mail-From", "orders@p-01.example");
  request.headers.set("Rcpt-To", "cases@glidewell.example");
  const auto ask = [&](const model::MailAccess& access) {
    caller.know(bench_with(std::nullopt, access));
    return status_of(caller.perform({1, access.endpoint.origin, request, timeout}));
  };
  BOOST_TEST(ask(server.access()) == 202);
  model::MailAccess of_another_ca = server.access();
  of_another_ca.ca_file = server.other_ca();
  BOOST_TEST(ask(of_another_ca) == 495);
  BOOST_TEST(ask(server.access("127.0.0.1")) == 495);  // the certificate is for localhost
  model::MailAccess without_password = server.access();
  without_password.user = "orders";
  without_password.password_file = "/nonexistent";
  BOOST_TEST(ask(without_password) == 401);

  request.headers.set("Rcpt-To", "later@glidewell.example");
  BOOST_TEST(ask(server.access()) == 429);
  request.headers.set("Rcpt-To", "nobody@glidewell.example");
  BOOST_TEST(ask(server.access()) == 403);

  RealMail plain(RealMail::Tls::none);
  BOOST_REQUIRE(plain.why_not().empty());
  BOOST_TEST(ask(plain.access()) == 426);
  BOOST_TEST(plain.message() == "");
}

BOOST_AUTO_TEST_SUITE_END()
