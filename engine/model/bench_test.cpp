#include "engine/model/bench.hpp"

#include "engine/model/reading_test.hpp"

namespace articulator::model {
namespace {

constexpr std::string_view whole =
    R"({"seed":7,"practices":[{"practice":"p-01","policy":{"phase":"auto","time_zone":"America/Chicago"},
  "pms":{"kind":"open-dental","url":"http://127.0.0.1:4000/api/v1","developer_key":"d","customer_key":"c","time_zone":"America/Chicago",
  "permissions":["ApiAllOthers"],"webhook_url":"engine:/webhooks/open-dental","poll_seconds":30},
  "labs":[{"kind":"glidewell","url":"http://127.0.0.1:4001","api_key":"k","webhook_secret":"whsec_x","profile":{"lab":"glidewell",
  "time_zone":"UTC","cutoff":"15:00","working_days":["mon"],"products":[]}}],
  "people":[{"id":"D-1","role":"dentist","token":"t"}]}]})";

base::Expected<Bench> bench(std::string_view json) {
  return testing::read(json, [](base::JsonValue value) { return read_bench(value); });
}

std::string changed(std::string_view from, std::string_view to) {
  std::string json(whole);
  const std::size_t at = json.find(from);
  BOOST_REQUIRE(at != std::string::npos);
  return json.replace(at, from.size(), to);
}

BOOST_AUTO_TEST_SUITE(benches)

BOOST_AUTO_TEST_CASE(a_bench_is_read_whole) {
  const auto read = bench(whole);
  BOOST_REQUIRE_MESSAGE(read.has_value(), testing::error_of(read));
  BOOST_TEST(read->seed == 7U);
  const PracticeBench& practice = read->practices.at(0);
  BOOST_TEST(practice.pms.endpoint.origin == "http://127.0.0.1:4000");
  BOOST_TEST(practice.pms.endpoint.base_path == "/api/v1");
  BOOST_TEST(practice.labs.at(0).profile->lab.text == "glidewell");
  BOOST_CHECK(practice.people.at(0).role == Role::dentist);
  BOOST_TEST(practice.labs.at(0).client_id.empty());
}

BOOST_AUTO_TEST_CASE(a_client_of_oauth_is_read_where_it_is_given) {
  const auto pms = bench(
      changed(R"("developer_key":"d")", R"("client_id":"i","client_secret":"s","organization_id":"o")"));
  BOOST_REQUIRE_MESSAGE(pms.has_value(), testing::error_of(pms));
  BOOST_TEST(pms->practices.at(0).pms.client_id == "i");
  BOOST_TEST(pms->practices.at(0).pms.client_secret == "s");
  BOOST_TEST(pms->practices.at(0).pms.organization_id == "o");
  const auto lab = bench(changed(R"("api_key":"k")", R"("client_id":"i","client_secret":"s")"));
  BOOST_REQUIRE_MESSAGE(lab.has_value(), testing::error_of(lab));
  BOOST_TEST(lab->practices.at(0).labs.at(0).client_id == "i");
  BOOST_TEST(lab->practices.at(0).labs.at(0).client_secret == "s");
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_named) {
  struct Row {
    std::string_view from;
    std::string_view to;
    std::string_view error;
  };
  const std::vector<Row> rows{
      {"\"seed\":7", "\"seed\":-7", "/seed: is -7"},
      {"\"auto\"", "\"automatic\"", "/practices/0/policy/phase"},
      {"http://127.0.0.1:4000", "ftp://127.0.0.1", "/practices/0/pms/url"},
      {"\"poll_seconds\":30", "\"poll_seconds\":0", "/practices/0/pms/poll_seconds: is 0"},
      {"\"15:00\"", "\"noon\"", "/practices/0/labs/0/profile/cutoff"},
      {"\"profile\"", "\"no_profile\"", "/practices/0/labs/0/profile: is missing"},
      {"\"dentist\"", "\"janitor\"", "/practices/0/people/0/role: does not know \"janitor\""},
      {"\"token\":\"t\"", "\"token\":\"\"", "/practices/0/people/0/token: is empty"}};
  for (const Row& row : rows)
    BOOST_TEST(testing::error_of(bench(changed(row.from, row.to))).starts_with(row.error),
               testing::error_of(bench(changed(row.from, row.to))));
}

BOOST_AUTO_TEST_CASE(a_peer_behind_tls_has_an_authority_and_may_be_shown_a_certificate) {
  const std::string secure = changed("http://127.0.0.1:4000", "https://127.0.0.1:4000");
  const auto with = [&](std::string text, const std::string& tls) {
    const std::string_view before = "\"poll_seconds\":30";
    return text.replace(text.find(before), before.size(), std::string(before) + ",\"tls\":" + tls);
  };
  const auto read =
      bench(with(secure, R"({"ca_file":"a.pem","certificate_file":"c.pem","key_file":"k.pem"})"));
  BOOST_REQUIRE(read.has_value());
  BOOST_TEST((read->practices.at(0).pms.tls == TlsAccess{"a.pem", "c.pem", "k.pem"}));
  BOOST_TEST(testing::error_of(bench(with(secure, R"({"key_file":"k.pem"})")))
                 .starts_with("/practices/0/pms/tls/certificate_file: and key_file belong together"));
  BOOST_TEST(testing::error_of(bench(with(changed("", ""), R"({"ca_file":"a.pem"})")))
                 .starts_with("/practices/0/pms/tls: is given for an address without TLS"));
}

BOOST_AUTO_TEST_CASE(a_bench_has_bounds) {
  std::string people = R"({"id":"D","role":"dentist","token":"t"})";
  for (int i = 0; i < 200; ++i)
    people += R"(,{"id":"D","role":"dentist","token":"t"})";
  BOOST_TEST(testing::error_of(bench(changed(R"({"id":"D-1","role":"dentist","token":"t"})", people))) ==
             "/practices/0/people: are 201, more than 200");
}

BOOST_AUTO_TEST_CASE(addresses_are_taken_apart) {
  struct Row {
    std::string_view url;
    std::string_view origin;  // empty: refused
    std::string_view base_path;
  };
  const std::vector<Row> rows{{"http://127.0.0.1:4000/api/v1", "http://127.0.0.1:4000", "/api/v1"},
                              {"https://lab.example", "https://lab.example", ""},
                              {"https://lab.example/", "https://lab.example", ""},
                              {"http://[::1]:80/a/", "http://[::1]:80", "/a"},
                              {"http:///path", "", ""},
                              {"lab.example", "", ""},
                              {"", "", ""},
                              {"http://", "", ""},
                              {"http://a b/", "", ""},
                              {"http://user@lab.example", "", ""},
                              {"http://lab.example/?q=1", "", ""}};
  for (const Row& row : rows) {
    const auto endpoint = read_endpoint(row.url);
    BOOST_REQUIRE_MESSAGE(endpoint.has_value() == !row.origin.empty(), row.url);
    if (!endpoint) continue;
    BOOST_TEST(endpoint->origin == row.origin);
    BOOST_TEST(endpoint->base_path == row.base_path);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::model
