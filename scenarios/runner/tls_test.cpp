// The engine's caller against servers that show one certificate or another: mutual TLS and a private
// authority (SEC-01), over real sockets.
#include "engine/host/caller.hpp"
#include "scenarios/runner/tls_bench.hpp"
#include "simulators/serve/server.hpp"

#include <memory>
#include <string>
#include <utility>

#include <boost/test/unit_test.hpp>

namespace articulator::runner {
namespace {

struct Bench {
  std::unique_ptr<TlsBench> tls = TlsBench::make().value();
  int asked = 0;
  std::unique_ptr<serve::Server> server;
  host::Caller caller;

  Bench() {
    serve::ServerOptions options;
    options.tls = tls->identity(world::Certificate::good);
    server = serve::Server::start(options, [this](const base::HttpRequest&) -> serve::Answer {
               ++asked;
               return base::text_response(200, "served");
             }).value();
    know(tls->files());
  }
  void know(const TlsFiles& files) {
    model::Bench bench;
    model::PracticeBench& practice = bench.practices.emplace_back();
    practice.pms.endpoint.origin = server->url();
    practice.pms.tls = {files.ca, files.certificate, files.key};
    caller.know(bench);
  }
  // The body, or why there is none.
  std::string ask() {
    const host::Outcome outcome = caller.perform({1, server->url(), {"GET", "/", {}, ""}, base::seconds(10)});
    if (const auto* failure = std::get_if<base::CallFailure>(&outcome))
      return std::string(base::word(*failure));
    return std::get<base::HttpResponse>(outcome).body;
  }
};

BOOST_AUTO_TEST_SUITE(tls)

BOOST_AUTO_TEST_CASE(peers_that_know_each_other_talk) {
  Bench bench;
  BOOST_TEST(bench.server->url().starts_with("https://"));
  BOOST_TEST(bench.ask() == "served");
  BOOST_TEST(bench.ask() == "served");  // on the same connection
}

BOOST_AUTO_TEST_CASE(a_certificate_that_is_not_to_be_trusted_hears_nothing) {
  for (const world::Certificate kind :
       {world::Certificate::expired, world::Certificate::wrong_host, world::Certificate::unknown_issuer}) {
    Bench bench;
    BOOST_TEST(bench.ask() == "served");
    BOOST_TEST(bench.server->show(bench.tls->identity(kind)).has_value());
    BOOST_TEST(bench.ask() == "certificate not trusted", base::word_of(world::certificate_words, kind));
    BOOST_TEST(bench.asked == 1);
    BOOST_TEST(bench.server->show(bench.tls->identity(world::Certificate::good)).has_value());
    BOOST_TEST(bench.ask() == "served");
  }
}

BOOST_AUTO_TEST_CASE(who_shows_no_certificate_is_not_served) {
  Bench bench;
  TlsFiles files = bench.tls->files();
  files.certificate.clear();
  files.key.clear();
  bench.know(files);
  BOOST_TEST(bench.ask() != "served");
  BOOST_TEST(bench.asked == 0);
}

BOOST_AUTO_TEST_CASE(without_our_authority_a_private_one_is_not_trusted) {
  Bench bench;
  TlsFiles files = bench.tls->files();
  files.ca.clear();
  bench.know(files);
  BOOST_TEST(bench.ask() == "certificate not trusted");
  BOOST_TEST(bench.asked == 0);
}

BOOST_AUTO_TEST_CASE(large_messages_cross_in_both_directions) {
  Bench bench;
  const std::string large(3'000'000, 'x');
  serve::ServerOptions options;
  options.tls = bench.tls->identity(world::Certificate::good);
  bench.server = serve::Server::start(options, [&](const base::HttpRequest& request) -> serve::Answer {
                   return base::text_response(200, request.body + large);
                 }).value();
  bench.know(bench.tls->files());
  const host::Outcome outcome =
      bench.caller.perform({1, bench.server->url(), {"POST", "/", {}, large}, base::seconds(30)});
  BOOST_REQUIRE(std::holds_alternative<base::HttpResponse>(outcome));
  BOOST_TEST(std::get<base::HttpResponse>(outcome).body.size() == 2 * large.size());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::runner
