// The files of an office, by way of a real OpenSSH server on loopback: the office leaves what it is asked for
// on the practice's site, and the engine fetches it and takes it away.
#define BOOST_TEST_DYN_LINK
#include "engine/base/json_reader.hpp"
#include "engine/connect/testing/open_dental_office.hpp"
#include "engine/host/channel_caller.hpp"
#include "engine/host/real_servers_test.hpp"

#include <boost/test/unit_test.hpp>

using namespace articulator;
using namespace articulator::host;
using namespace articulator::host::test;

namespace {

constexpr base::Duration timeout = base::seconds(15);

struct Office : connect::testing::OpenDentalOffice {
  RealSftp server;
  ChannelCaller caller;
  std::map<std::string, std::string> documents;  // by number: what the office has on its disk

  Office() { cases({{}}); }

  bool missing() const {
    if (!server.why_not().empty()) BOOST_TEST_MESSAGE("passed over: " << server.why_not());
    BOOST_WARN(server.why_not().empty());
    return !server.why_not().empty();
  }
  void use_site(const model::SftpAccess& access) {
    bench.pms.files = model::FileSite{access, "secret"};
    begin();
    model::Bench all;
    all.practices.push_back(bench);
    caller.know(all);
  }

  // DownloadSftp: the office puts the document where it is told to, if it has it.
  base::HttpResponse hand_out(const base::HttpRequest& request) {
    base::JsonParser parser;
    const auto body = parser.parse(request.body).value();
    base::ObjectReader in(body, "");
    const auto found = documents.find(std::to_string(in.integer("DocNum", 1, 1000)));
    const std::string address = in.text("SftpAddress");
    if (found != documents.end())
      std::ofstream(address.substr(address.find('/')), std::ios::binary) << found->second;
    return base::json_response(201, "");
  }

  Outcome answer(const base::HttpRequest& request) {
    if (request.target.ends_with("/documents/DownloadSftp")) return hand_out(request);
    const std::size_t scheme = request.target.find("://");
    if (scheme == std::string::npos) return peer.answer(request);
    const std::size_t path = request.target.find('/', scheme + 3);
    base::HttpRequest at_site = request;
    at_site.target = request.target.substr(path);
    return caller.perform({1, request.target.substr(0, path), std::move(at_site), timeout});
  }

  // A poll, and what it brought of the case's attachments by name; a remark where something was not to be
  // had.
  std::map<std::string, std::string> fetched;
  std::string remark;
  void poll_the_office() {
    const auto task = connector->poll();
    model::TaskStep step = task->start(false, now);
    while (const auto* request = std::get_if<base::HttpRequest>(&step)) {
      const Outcome outcome = answer(*request);
      BOOST_REQUIRE(std::holds_alternative<base::HttpResponse>(outcome));
      step = task->answered(std::get<base::HttpResponse>(outcome), now);
    }
    const auto* done = std::get_if<model::TaskDone>(&step);
    BOOST_REQUIRE(done != nullptr);
    remark = done->remark;
    int cases = 0;
    for (const model::Event& event : done->events)
      if (const auto* ready = std::get_if<model::CaseReady>(&event.happening)) {
        ++cases;
        for (const model::Attachment& one : ready->file.attachments)
          if (one.on_its_way.bytes) fetched[one.name] = *one.on_its_way.bytes;
      }
    BOOST_TEST(cases == 1);  // whatever became of its files
  }
  bool site_is_empty() const { return std::filesystem::is_empty(server.drop()); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(files_by_way_of_a_real_server, Office)

BOOST_AUTO_TEST_CASE(what_the_office_leaves_is_fetched_byte_for_byte_and_taken_away) {
  if (missing()) return;
  std::string bytes;
  for (int i = 0; i < 1'500'000; ++i)
    bytes += static_cast<char>(i * 31 % 256);
  documents = {{"31", bytes}, {"32", "solid bite"}};
  use_site(server.access());
  poll_the_office();
  BOOST_TEST(fetched.size() == 2U);
  BOOST_TEST((fetched["prep.stl"] == bytes));
  BOOST_TEST(fetched["bite.stl"] == "solid bite");
  BOOST_TEST(site_is_empty());
  BOOST_TEST(remark == "");
}

BOOST_AUTO_TEST_CASE(what_the_office_does_not_leave_is_remarked_and_the_rest_comes) {
  if (missing()) return;
  documents = {{"31", "solid prep"}};
  use_site(server.access());
  poll_the_office();
  BOOST_TEST(fetched.size() == 1U);
  BOOST_TEST(fetched["prep.stl"] == "solid prep");
  BOOST_TEST(remark.find("document 32 is not on the site: 404") != std::string::npos, remark);
}

BOOST_AUTO_TEST_CASE(from_a_server_with_another_host_key_nothing_is_taken) {
  if (missing()) return;
  documents = {{"31", "solid prep"}, {"32", "solid bite"}};
  model::SftpAccess access = server.access();
  access.host_key = "SHA256:" + std::string(43, 'A');
  use_site(access);
  poll_the_office();
  BOOST_TEST(fetched.empty());
  BOOST_TEST(remark.find("495") != std::string::npos, remark);
}

BOOST_AUTO_TEST_SUITE_END()
