#define BOOST_TEST_DYN_LINK
#include "engine/host/daemon.hpp"

#include "engine/base/json_reader.hpp"
#include "engine/host/wires_test.hpp"

#include <chrono>
#include <fstream>
#include <future>
#include <vector>

#include <boost/test/unit_test.hpp>

using namespace articulator;
using namespace articulator::host;
using namespace articulator::host::test;

namespace {

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

struct Peer {
  std::vector<base::HttpRequest> seen;
  Outcome answer = base::json_response(200, "{}");

  DaemonOptions options() {
    DaemonOptions options;
    options.connectors = plain_connectors();
    options.perform = [this](const workflow::Call& call) {
      seen.push_back(call.request);
      return answer;
    };
    return options;
  }
};

std::unique_ptr<Daemon> open(const std::string& path, Peer& peer) {
  auto store = Store::open(path);
  BOOST_REQUIRE_MESSAGE(store, (store ? "" : store.error().text()));
  auto daemon = Daemon::open(std::move(*store), peer.options());
  BOOST_REQUIRE_MESSAGE(daemon, (daemon ? "" : daemon.error().text()));
  return std::move(*daemon);
}

base::HttpResponse post(Daemon& daemon, const std::string& target, const std::string& body) {
  return daemon.handle({"POST", target, {}, body});
}
base::HttpResponse clock(Daemon& daemon, const std::string& now) {
  return post(daemon, "/v1/clock", R"({"now":")" + now + "\"}");
}
std::string get(Daemon& daemon, const std::string& target) {
  return daemon.handle({"GET", target, {}, {}}).body;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(the_daemon)

BOOST_AUTO_TEST_CASE(it_serves_its_contract_and_each_page_in_it) {
  Peer peer;
  const auto daemon = open(":memory:", peer);
  post(*daemon, "/v1/bench", bench_json);
  clock(*daemon, "2024-10-21T14:00:00Z");
  base::JsonParser parser;
  const std::string document = get(*daemon, "/openapi.json");
  const auto contract = parser.parse(document);
  BOOST_REQUIRE(contract.has_value());
  int pages = 0;
  for (const base::JsonValue::Member& path : contract->find("paths")->members()) {
    if (!path.value.find("get") || path.key.find('{') != std::string_view::npos) continue;
    ++pages;
    BOOST_TEST(daemon->handle({"GET", std::string(path.key), {}, {}}).status != 404, path.key);
  }
  BOOST_TEST(pages >= 9);
}

BOOST_AUTO_TEST_CASE(a_clock_does_all_that_is_due_and_says_when_the_next_is) {
  Peer peer;
  const auto daemon = open(":memory:", peer);
  BOOST_CHECK_EQUAL(daemon->handle({"GET", "/healthz", {}, {}}).status, 200);
  BOOST_CHECK_EQUAL(daemon->handle({"GET", "/v1/capabilities", {}, {}}).status, 200);
  BOOST_CHECK_EQUAL(clock(*daemon, "2024-10-21T14:00:00Z").status, 409);  // no bench
  BOOST_CHECK_EQUAL(daemon->handle({"GET", "/v1/audit", {}, {}}).status, 409);
  BOOST_CHECK_EQUAL(post(*daemon, "/v1/bench", bench_json).status, 200);
  BOOST_CHECK_EQUAL(post(*daemon, "/webhooks/plain", "hello").status, 409);  // no time yet
  BOOST_CHECK_EQUAL(clock(*daemon, "2024-10-21T14:00:00Z").body,
                    R"({"next":"2024-10-21T14:00:30.000Z","now":"2024-10-21T14:00:00.000Z"})");
  BOOST_CHECK_EQUAL(peer.seen.size(), 1U);
  clock(*daemon, "2024-10-21T20:00:00Z");  // six hours on: one poll, not 720
  BOOST_CHECK_EQUAL(peer.seen.size(), 2U);
}

BOOST_AUTO_TEST_CASE(the_same_clock_again_changes_nothing_and_an_earlier_one_is_refused) {
  Peer peer;
  const auto daemon = open(":memory:", peer);
  post(*daemon, "/v1/bench", bench_json);
  const std::string first = clock(*daemon, "2024-10-21T14:00:00Z").body;
  const std::string audit = get(*daemon, "/v1/audit");
  BOOST_CHECK_EQUAL(clock(*daemon, "2024-10-21T14:00:00Z").body, first);
  BOOST_CHECK_EQUAL(clock(*daemon, "2024-10-21T13:59:59.999Z").status, 400);
  BOOST_CHECK_EQUAL(get(*daemon, "/v1/audit"), audit);
  BOOST_CHECK_EQUAL(peer.seen.size(), 1U);
}

BOOST_AUTO_TEST_CASE(a_bench_resets_everything) {
  Peer peer;
  const auto daemon = open(":memory:", peer);
  post(*daemon, "/v1/bench", bench_json);
  clock(*daemon, "2024-10-21T14:00:00Z");
  const std::string audit = get(*daemon, "/v1/audit");
  clock(*daemon, "2024-10-22T14:00:00Z");
  BOOST_CHECK_EQUAL(post(*daemon, "/v1/bench", bench_json).status, 200);
  BOOST_CHECK_EQUAL(clock(*daemon, "2024-10-21T14:00:00Z").status, 200);  // time begins anew, too
  BOOST_CHECK_EQUAL(get(*daemon, "/v1/audit"), audit);
}

BOOST_AUTO_TEST_CASE(a_refused_bench_leaves_the_old_one_in_force) {
  Peer peer;
  const auto daemon = open(":memory:", peer);
  post(*daemon, "/v1/bench", bench_json);
  clock(*daemon, "2024-10-21T14:00:00Z");
  for (const char* bad : {"", "{", "[]", "{}", R"({"practices":[{"practice":"p"}]})", R"({"practices":7})"}) {
    const auto reply = post(*daemon, "/v1/bench", bad);
    BOOST_CHECK_EQUAL(reply.status, 400);
    BOOST_CHECK(holds(reply.body, R"("what":")"));
  }
  BOOST_CHECK_EQUAL(clock(*daemon, "2024-10-21T14:00:30Z").status, 200);
  BOOST_CHECK_EQUAL(peer.seen.size(), 2U);
}

BOOST_AUTO_TEST_CASE(hostile_bodies_get_a_sentence_and_change_nothing) {
  Peer peer;
  const auto daemon = open(":memory:", peer);
  post(*daemon, "/v1/bench", bench_json);
  clock(*daemon, "2024-10-21T14:00:00Z");
  for (const std::string& bad :
       {std::string(), std::string("null"), std::string("{}"), std::string(R"({"now":5})"),
        std::string(R"({"now":"yesterday"})"), std::string(R"({"now":"2024-13-01T00:00:00Z"})"),
        "{\"now\":\"" + std::string(2000, 'x') + "\"}", std::string(500, '['),
        std::string("{\"now\":\"\xff\"}"), std::string("\0", 1)}) {
    const auto reply = post(*daemon, "/v1/clock", bad);
    BOOST_CHECK_EQUAL(reply.status, 400);
    BOOST_CHECK(holds(reply.body, R"("what":")"));
  }
  BOOST_CHECK_EQUAL(daemon->handle({"PUT", "/v1/clock", {}, {}}).status, 405);
  BOOST_CHECK_EQUAL(post(*daemon, "/v1/nothing", "").status, 404);
  BOOST_CHECK_EQUAL(daemon->handle({"GET", "/../etc/passwd", {}, {}}).status, 404);
  BOOST_CHECK_EQUAL(post(*daemon, "/webhooks/plain", std::string(2'000'000, 'x')).status, 413);
  BOOST_CHECK_EQUAL(peer.seen.size(), 1U);
}

BOOST_AUTO_TEST_CASE(after_reopening_the_engine_is_where_it_was) {
  const Folder folder;
  Peer peer;
  std::string audit;
  {
    const auto daemon = open(folder.file("engine.db"), peer);
    post(*daemon, "/v1/bench", bench_json);
    clock(*daemon, "2024-10-21T14:00:00Z");
    peer.answer = base::json_response(503, "{}");
    clock(*daemon, "2024-10-21T14:00:30Z");
    post(*daemon, "/webhooks/plain", "hello");
    post(*daemon, "/webhooks/plain", std::string("\0\xff", 2));
    audit = get(*daemon, "/v1/audit");
    BOOST_CHECK(holds(audit, "retry.planned"));
  }
  const auto daemon = open(folder.file("engine.db"), peer);
  BOOST_CHECK_EQUAL(get(*daemon, "/v1/audit"), audit);
  BOOST_CHECK_EQUAL(clock(*daemon, "2024-10-21T14:00:29Z").status, 400);
  BOOST_CHECK_EQUAL(clock(*daemon, "2024-10-21T14:00:32Z").status, 200);
  BOOST_CHECK_EQUAL(peer.seen.size(), 3U);
}

BOOST_AUTO_TEST_CASE(a_call_without_an_answer_at_the_crash_is_asked_about_after_it) {
  const Folder folder;
  Peer peer;
  {
    auto store = Store::open(folder.file("engine.db"));
    BOOST_REQUIRE(store);
    // What a daemon that was killed between asking and hearing leaves behind.
    const base::Instant at = base::parse_instant("2024-10-21T14:00:00Z").value();
    BOOST_REQUIRE(store->reset(bench_json));
    store->begin(at);
    store->add_input(at, encode(workflow::Due{}));
    store->add_call({1, "http://pms", {"GET", "/poll", {}, {}}, base::seconds(60)});
    BOOST_REQUIRE(store->commit());
  }
  {
    const auto daemon = open(folder.file("engine.db"), peer);
    BOOST_CHECK(holds(get(*daemon, "/v1/audit"), R"("data":{"call":1,"failure":"no answer in time"})"));
  }
  const auto daemon = open(folder.file("engine.db"), peer);  // that, too, is remembered
  BOOST_CHECK(holds(get(*daemon, "/v1/audit"), R"("data":{"call":1,"failure":"no answer in time"})"));
  clock(*daemon, "2024-10-21T14:00:02Z");
  BOOST_REQUIRE_EQUAL(peer.seen.size(), 1U);
  BOOST_CHECK(peer.seen[0].headers.find("Maybe") != nullptr);
}

BOOST_AUTO_TEST_CASE(a_store_that_does_not_fit_is_refused_with_a_reason) {
  const Folder folder;
  Peer peer;
  {
    auto store = Store::open(folder.file("other-build.db"));
    const base::Instant at = base::parse_instant("2024-10-21T14:00:00Z").value();
    BOOST_REQUIRE(store->reset(bench_json));
    store->begin(at);
    store->add_input(at, encode(workflow::Due{}));
    store->add_call({1, "http://pms", {"GET", "/another-poll", {}, {}}, base::seconds(60)});
    BOOST_REQUIRE(store->commit());
  }
  BOOST_CHECK(!Daemon::open(Store::open(folder.file("other-build.db")).value(), peer.options()));

  std::ofstream(folder.file("text.db")) << "this is no database, and it is long enough to be sure of it";
  BOOST_CHECK(!Store::open(folder.file("text.db")));
  BOOST_CHECK(!Store::open(folder.file("no/such/folder.db")));

  const auto first = Store::open(folder.file("shared.db"));
  BOOST_REQUIRE(first);
  const auto second = Store::open(folder.file("shared.db"));
  BOOST_REQUIRE(!second);
  BOOST_CHECK(holds(second.error().text(), "another process"));
}

BOOST_AUTO_TEST_CASE(a_configured_bench_is_kept_over_a_restart_and_never_silently_replaced) {
  const Folder folder;
  Peer peer;
  {
    const auto daemon = open(folder.file("engine.db"), peer);
    BOOST_CHECK(!daemon->configure("{}"));
    BOOST_CHECK(daemon->configure(bench_json));
    clock(*daemon, "2024-10-21T14:00:00Z");
  }
  const auto daemon = open(folder.file("engine.db"), peer);
  BOOST_CHECK(daemon->configure(bench_json));
  BOOST_CHECK_EQUAL(clock(*daemon, "2024-10-21T13:00:00Z").status, 400);
  BOOST_CHECK(!daemon->configure(bench_json + " "));
}

BOOST_AUTO_TEST_CASE(in_real_time_what_is_due_is_done_without_being_told) {
  const Folder folder;
  std::promise<void> asked;
  std::promise<void> go_on;
  {
    DaemonOptions options;
    options.connectors = plain_connectors();
    options.time = Time::real;
    options.workers = 2;
    options.perform = [&asked, hold = go_on.get_future().share()](const workflow::Call&) -> Outcome {
      asked.set_value();
      hold.wait();
      return base::json_response(404, "{}");
    };
    auto daemon = Daemon::open(Store::open(folder.file("engine.db")).value(), std::move(options)).value();
    BOOST_REQUIRE(daemon->configure(bench_json));
    BOOST_REQUIRE(asked.get_future().wait_for(std::chrono::seconds(60)) == std::future_status::ready);
    // A slow peer holds up nobody but itself.
    BOOST_CHECK_EQUAL(post(*daemon, "/webhooks/plain", "hello").status, 200);
    BOOST_CHECK_EQUAL(clock(*daemon, "2024-10-21T14:00:00Z").status, 409);
    BOOST_CHECK(holds(get(*daemon, "/v1/audit"), "webhook.received"));
    go_on.set_value();
  }
  Peer peer;
  const auto daemon = open(folder.file("engine.db"), peer);
  BOOST_CHECK(holds(get(*daemon, "/v1/audit"), "call.answered"));
}

BOOST_AUTO_TEST_CASE(the_audits_head_is_signed_by_the_key_that_was_given) {
  const audit::SigningKey key{"audit.example", {5}};
  Peer peer;
  DaemonOptions options = peer.options();
  options.audit_key = key;
  const auto daemon = *Daemon::open(Store::open(":memory:").value(), std::move(options));
  post(*daemon, "/v1/bench", bench_json);
  clock(*daemon, "2024-10-21T14:00:00Z");
  BOOST_CHECK_EQUAL(get(*daemon, "/v1/audit/key"), audit::write_key(verifier_of(key)) + "\n");
  const auto text = audit::open_note(get(*daemon, "/v1/audit/checkpoint"), verifier_of(key));
  BOOST_REQUIRE(text.has_value());
  BOOST_CHECK(holds(*text, "audit.example\n"));
  BOOST_CHECK(holds(*text, "time 2024-10-21T14:00:00.000Z\n"));
  BOOST_CHECK(holds(get(*daemon, "/v1/audit/export"), "{\"head\":"));
  BOOST_CHECK(holds(get(*daemon, "/v1/audit/consistency?from=1&to=2"), "\"proof\":["));
  for (const char* wrong : {"", "?from=2&to=1", "?from=0&to=999999", "?from=a&to=1"})
    BOOST_CHECK_EQUAL(daemon->handle({"GET", std::string("/v1/audit/consistency") + wrong, {}, {}}).status,
                      400);
  // In no page and on no record is the private one.
  for (const char* page : {"/v1/audit", "/v1/audit/export", "/v1/audit/checkpoint", "/v1/audit/key"})
    BOOST_CHECK(!holds(get(*daemon, page), audit::write_key(key)));
}

BOOST_AUTO_TEST_CASE(in_real_time_nothing_is_signed_without_a_key) {
  Peer peer;
  DaemonOptions options = peer.options();
  options.time = Time::real;
  const auto daemon = *Daemon::open(Store::open(":memory:").value(), std::move(options));
  post(*daemon, "/v1/bench", bench_json);
  BOOST_CHECK_EQUAL(daemon->handle({"GET", "/v1/audit/checkpoint", {}, {}}).status, 409);
  BOOST_CHECK_EQUAL(daemon->handle({"GET", "/v1/audit", {}, {}}).status, 200);
}

BOOST_AUTO_TEST_CASE(a_refused_page_is_on_record_after_a_restart_too) {
  const Folder folder;
  Peer peer;
  const base::HttpRequest stranger{"GET", "/v1/reviews", {{{"Authorization", "Bearer nobody"}}}, {}};
  {
    const auto daemon = open(folder.file("engine.db"), peer);
    post(*daemon, "/v1/bench", bench_json);
    clock(*daemon, "2024-10-21T14:00:00Z");
    BOOST_CHECK_EQUAL(daemon->handle(stranger).status, 401);
  }
  const auto daemon = open(folder.file("engine.db"), peer);
  BOOST_CHECK(holds(get(*daemon, "/v1/audit"), "page.refused"));
}

BOOST_AUTO_TEST_SUITE_END()
