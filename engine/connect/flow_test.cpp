#include "engine/connect/flow.hpp"

#include "engine/connect/testing/scripted_peer.hpp"

#include <memory>
#include <string>

#include <boost/test/unit_test.hpp>

namespace articulator::connect {
namespace {

using testing::ScriptedPeer;

const base::Instant now{1'729'519'200'000};

base::HttpRequest get(std::string target) {
  base::HttpRequest request;
  request.target = std::move(target);
  return request;
}

Flow<Got<std::string>> body_of(Line& line, std::string target) {
  const base::HttpResponse& answer = co_await line.call(get(target));
  if (answer.status != 200)
    co_return std::unexpected(model::TaskFailed{true, std::nullopt, target + " failed"});
  co_return answer.body;
}

// Asks for as many bodies as told, by a flow of its own each.
class Gathering : public FlowTask {
 public:
  explicit Gathering(int count) : count_(count) {}
  int begun = 0;

 private:
  Flow<Outcome> run(bool may_have_happened) override {
    ++begun;
    model::TaskDone done;
    if (may_have_happened) done.remark = "again:";
    for (int i = 0; i < count_; ++i) {
      auto body = co_await body_of(line(), "/" + std::to_string(i));
      if (!body) co_return std::unexpected(std::move(body.error()));
      done.remark += *body;
    }
    co_return done;
  }

  int count_;
};

BOOST_AUTO_TEST_SUITE(flows)

BOOST_AUTO_TEST_CASE(a_flow_goes_on_where_it_waited) {
  ScriptedPeer peer;
  peer.on("GET /0", 200, "a");
  peer.on("GET /1", 200, "b");
  peer.on("GET /2", 200, "c");
  Gathering task(3);
  const auto ended = peer.drive(task, now);
  BOOST_REQUIRE(ended.done.has_value());
  BOOST_TEST(ended.done->remark == "abc");
  BOOST_TEST(peer.asked.size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_flow_that_calls_nobody_is_done_at_once) {
  Gathering task(0);
  BOOST_TEST(std::holds_alternative<model::TaskDone>(task.start(false, now)));
}

BOOST_AUTO_TEST_CASE(a_failure_deep_inside_ends_the_task) {
  ScriptedPeer peer;
  peer.on("GET /0", 200, "a");
  Gathering task(2);
  const auto ended = peer.drive(task, now);
  BOOST_REQUIRE(ended.failed.has_value());
  BOOST_TEST(ended.failed->error == "/1 failed");
}

BOOST_AUTO_TEST_CASE(a_task_begins_anew_after_a_lost_call_and_after_a_failure) {
  ScriptedPeer peer;
  peer.on("GET /*", 200, "x");
  peer.then("GET /1", 500, "");
  Gathering task(3);
  BOOST_TEST(std::holds_alternative<base::HttpRequest>(task.start(false, now)));
  BOOST_TEST(peer.drive(task, now, true).failed.has_value());
  BOOST_TEST(peer.drive(task, now, true).done->remark == "again:xxx");
  BOOST_TEST(task.begun == 3);
}

BOOST_AUTO_TEST_CASE(a_task_may_be_dropped_while_it_waits) {
  auto task = std::make_unique<Gathering>(3);
  BOOST_TEST(std::holds_alternative<base::HttpRequest>(task->start(false, now)));
  task.reset();
}

BOOST_AUTO_TEST_CASE(thousands_of_calls_do_not_pile_up) {
  ScriptedPeer peer;
  peer.on("GET /*", 200, "x");
  Gathering task(20'000);
  BOOST_TEST(peer.drive(task, now).done->remark.size() == 20'000u);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::connect
