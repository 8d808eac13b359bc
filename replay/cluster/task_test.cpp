#include "replay/cluster/job.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

namespace articulator::replay::cluster {
namespace {

BOOST_AUTO_TEST_SUITE(tasks)

BOOST_AUTO_TEST_CASE(a_task_reads_back_as_it_was_written) {
  const auto task = read_task(task_json({"0.1.0", "a1b2", "replay", 63, "{\"pieces\":2}"}));
  BOOST_REQUIRE(task);
  BOOST_TEST(task->version == "0.1.0");
  BOOST_TEST(task->job == "a1b2");
  BOOST_TEST(task->kind == "replay");
  BOOST_TEST(task->part == 63);
  BOOST_TEST(task->spec == "{\"pieces\":2}");
}

BOOST_AUTO_TEST_CASE(what_is_no_task_is_an_error) {
  for (const std::string text : {"", "{}", R"({"job":"a","kind":"b","part":-1,"spec":"","version":""})",
                                 R"({"job":"a","kind":"b","part":1.5,"spec":"","version":""})"})
    BOOST_TEST(!read_task(text), text);
}

BOOST_AUTO_TEST_CASE(a_cluster_is_named_by_urls_of_nats) {
  BOOST_TEST(unknown_cluster("nats://127.0.0.1:4222") == "");
  BOOST_TEST(unknown_cluster("tls://a.example:4222,nats://b.example:4222") == "");
  for (const std::string url : {"frobnicate", "http://a.example", "nats://", "nats://a.example,", ","})
    BOOST_TEST(unknown_cluster(url).find(url) != std::string::npos, url);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::replay::cluster
