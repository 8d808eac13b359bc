// Engines of all sorts, certified for a small profile, and what a certificate is worth when somebody meddled.
#include "scenarios/certificate/certificate.hpp"

#include "engine/base/json_reader.hpp"
#include "scenarios/certificate/certificate_page.hpp"
#include "scenarios/certificate/certification.hpp"
#include "scenarios/certificate/files.hpp"
#include "scenarios/certificate/verification.hpp"
#include "scenarios/runner/document.hpp"
#include "scenarios/runner/engine_process.hpp"
#include "simulators/serve/client.hpp"
#include "simulators/serve/server.hpp"

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <unistd.h>

namespace articulator::certificate {
namespace {

namespace fs = std::filesystem;

const std::string project = ARTICULATOR_SOURCE_DIR;
constexpr std::string_view small_profile =
    R"({"name":"small","says":"of the tests","levels":[{"level":"one","says":"s","requirements":["VAL-03"]},)"
    R"({"level":"two","says":"s","requirements":["DSP-09"]}]})";

// A library of two scenarios and a profile of two ids, in a folder that goes with this object.
class Small {
 public:
  Small() {
    std::string pattern = (fs::temp_directory_path() / "articulator-certificate-XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    folder = pattern;
    const std::string from = project + "/scenarios/library/";
    fs::create_directories(folder + "/library/s");
    fs::create_directories(folder + "/profiles");
    fs::copy(from + "labs", folder + "/library/labs", fs::copy_options::recursive);
    fs::copy(from + "fixtures.json", folder + "/library/fixtures.json");
    for (const char* file : {"validation/a-missing-material-is-blocked.json",
                             "dispatch/a-rejection-by-the-lab-becomes-a-review.json"})
      fs::copy(from + file, folder + "/library/s");
    BOOST_REQUIRE(write_text(folder + "/profiles/small.json", small_profile).has_value());
    auto read = runner::Library::read(folder + "/library");
    BOOST_REQUIRE_MESSAGE(read.has_value(), (read ? "" : read.error().text()));
    library = std::move(*read);
    table = runner::read_requirements(project + "/scenarios/requirements.json").value();
  }
  ~Small() {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }
  Small(const Small&) = delete;
  Small& operator=(const Small&) = delete;

  // Error text, or empty.
  std::string certify_at(const std::string& url, Certificate& into, bool resume = false) {
    into.articulator = "test";
    into.profile = read_profile(folder + "/profiles/small.json").value();
    auto plan = make_plan(into.profile, into.claims, into.pair, folder + "/library", *library, worlds);
    if (!plan) return plan.error().text();
    CertificationOptions options;
    options.engine_urls = {url};
    options.folder = folder + "/out";
    options.resume = resume;
    options.rate = rate;
    if (rate > 0) into.time = "x" + std::to_string(rate);
    options.answer_timeout = base::milliseconds(1500);
    options.calls_max = 200;
    options.on_run = [this](const Run&, std::size_t, std::size_t) { ++runs; };
    if (const auto done = certify(*plan, *library, options); !done) return done.error().text();
    into.library = plan->library;
    into.runs = std::move(plan->runs);
    into.judgement = judge(into.profile, table, into.claims, into.runs);
    return {};
  }

  std::string write(const Certificate& certificate, const audit::SigningKey* by) {
    std::string text = sign_certificate(certificate, by);
    BOOST_REQUIRE(write_text(folder + "/out/certificate.json", text).has_value());
    return text;
  }

  // What is wrong; a file that cannot be read is one.
  std::vector<std::string> wrong(const std::optional<audit::VerifierKey>& trusted = {}) const {
    const auto found =
        verify(folder + "/out/certificate.json", trusted,
               {"test", folder + "/library", folder + "/profiles", *library, table, {}, worlds});
    return found ? found->wrong : std::vector{found.error().text()};
  }

  std::string folder;
  std::unique_ptr<runner::Library> library;
  std::vector<runner::Requirement> table;
  WorldMaker worlds;
  std::uint32_t rate = 0;
  int runs = 0;
};

audit::SigningKey key_of(std::uint8_t seed) {
  audit::SigningKey key{"articulator.example/test", {}};
  key.seed.fill(seed);
  return key;
}

std::unique_ptr<serve::Server> engine_that(serve::Callback handler) {
  auto server = serve::Server::start({}, std::move(handler));
  BOOST_REQUIRE_MESSAGE(server.has_value(), (server ? "" : server.error().text()));
  return std::move(*server);
}

std::string now_of(const base::HttpRequest& request) {
  base::JsonParser parser;
  const auto document = parser.parse(request.body);
  return base::ObjectReader(document ? *document : base::JsonValue(), "").text("now");
}

bool has(const std::vector<std::string>& texts, std::string_view part) {
  for (const std::string& text : texts)
    if (text.find(part) != std::string::npos) return true;
  return false;
}

bool all_failed(const Certificate& certificate) {
  return certificate.judgement.count(IdVerdict::failed) == certificate.judgement.requirements.size();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(certificates)

BOOST_AUTO_TEST_CASE(the_reference_engine_is_certified_and_anybody_can_check_it) {
  Small small;
  const auto engine = runner::EngineProcess::start(ARTICULATOR_EXECUTABLE);
  BOOST_REQUIRE_MESSAGE(engine.has_value(), (engine ? "" : engine.error().text()));
  Certificate certificate;
  BOOST_TEST(small.certify_at((*engine)->url(), certificate) == "");
  BOOST_TEST(certificate.judgement.all_granted());
  const audit::SigningKey key = key_of(1);
  const std::string text = small.write(certificate, &key);
  BOOST_TEST(small.wrong(audit::verifier_of(key)).empty());
  const auto page = certificate_page(certificate, "key", small.folder + "/out");
  BOOST_REQUIRE(page.has_value());
  BOOST_TEST(page->find("granted") != std::string::npos);

  // Unsigned; by another key; a verdict changed; a transcript changed; a journal gone.
  small.write(certificate, nullptr);
  BOOST_TEST(has(small.wrong(), "not signed"));
  const audit::SigningKey other = key_of(2);
  small.write(certificate, &other);
  BOOST_TEST(small.wrong().empty());
  BOOST_TEST(has(small.wrong(audit::verifier_of(key)), "another key"));
  std::string changed = text;
  changed.replace(changed.find("\"granted\":true"), 14, "\"granted\":false");
  BOOST_REQUIRE(write_text(small.folder + "/out/certificate.json", changed).has_value());
  BOOST_TEST(has(small.wrong(), "the signature is not of what"));
  small.write(certificate, &key);
  const std::string transcript = transcript_path(small.folder + "/out", certificate.runs.front());
  const std::string said = read_packed(transcript).value();
  BOOST_REQUIRE(
      write_packed(transcript, said + said.substr(said.rfind('\n', said.size() - 2) + 1)).has_value());
  BOOST_TEST(has(small.wrong(), "the transcript is not the one certified"));
  BOOST_REQUIRE(write_packed(transcript, said).has_value());
  fs::remove(journal_path(small.folder + "/out", certificate.runs.back()));
  BOOST_TEST(has(small.wrong(), "cannot be read"));
}

BOOST_AUTO_TEST_CASE(generated_worlds_are_kept_and_made_again_by_whoever_checks) {
  Small small;
  std::string says = "a world that nobody wrote";
  small.worlds = [&](const WorldNumber& world, const runner::Pair&) {
    return R"({"name":")" + says + std::to_string(world.number) +
           R"(","shows":["PBT-01"],"world":{"start":"2024-10-21T09:00:00-05:00"},)"
           R"("steps":[{"at":"0m","case_ready":{"case":"LC-1","like":"crown-19-zirconia"}}]})";
  };
  std::string profile(small_profile);
  profile.insert(profile.find("]}", profile.find("DSP-09")) + 1, R"(,"worlds":{"seed":7,"count":2})");
  BOOST_REQUIRE(write_text(small.folder + "/profiles/small.json", profile).has_value());
  const auto engine = runner::EngineProcess::start(ARTICULATOR_EXECUTABLE);
  BOOST_REQUIRE_MESSAGE(engine.has_value(), (engine ? "" : engine.error().text()));
  Certificate certificate;
  BOOST_TEST(small.certify_at((*engine)->url(), certificate) == "");
  BOOST_TEST(certificate.judgement.all_granted());
  BOOST_TEST(runner::read_file(small.folder + "/out/worlds/7-2.json").value() ==
             small.worlds({7, 2}, certificate.pair));
  const audit::SigningKey key = key_of(1);
  const std::string text = small.write(certificate, &key);
  BOOST_TEST(text.find(R"("worlds":{"count":2,"held":2,"seed":7})") != std::string::npos);
  BOOST_TEST(small.wrong(audit::verifier_of(key)).empty());
  const auto page = certificate_page(certificate, "key", small.folder + "/out");
  BOOST_REQUIRE(page.has_value());
  BOOST_TEST(page->find("generated worlds of seed 7 held") != std::string::npos);
  // A generator that makes others is not the one that certified.
  says = "another world";
  BOOST_TEST(has(small.wrong(audit::verifier_of(key)), "worlds/7-1: it was another one than this build's"));

  // Who does not claim all that the level demands is not asked.
  Certificate modest;
  modest.claims = std::vector<std::string>{"DSP-09"};
  BOOST_TEST(small.certify_at((*engine)->url(), modest) == "");
  BOOST_TEST((modest.runs.back().left_out == LeftOut::unclaimed));
  BOOST_TEST(modest.judgement.levels.back().worlds->why.find("VAL-03") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(at_a_rate_what_an_engine_takes_its_time_for_costs_it_and_anybody_can_check_it) {
  Small small;
  constexpr std::uint32_t an_hour_a_second = 3600;
  small.rate = an_hour_a_second;
  const auto engine = runner::EngineProcess::start(ARTICULATOR_EXECUTABLE);
  BOOST_REQUIRE_MESSAGE(engine.has_value(), (engine ? "" : engine.error().text()));
  Certificate certificate;
  BOOST_TEST(small.certify_at((*engine)->url(), certificate) == "");
  const audit::SigningKey key = key_of(1);
  const std::string text = small.write(certificate, &key);
  BOOST_TEST(text.find(R"("time":"x3600")") != std::string::npos);
  for (const Run& run : certificate.runs)
    BOOST_TEST((run.result.verdict != runner::Verdict::error), run.id);
  BOOST_TEST(small.wrong(audit::verifier_of(key)).empty());
  // That it was lockstep does not follow from what the engine said.
  certificate.time = "lockstep";
  small.write(certificate, &key);
  BOOST_TEST(has(small.wrong(), "time went on by itself"));
}

// It cannot be told the time, and calls when it likes to.
BOOST_AUTO_TEST_CASE(an_engine_with_a_clock_of_its_own_is_judged_at_a_rate) {
  Small small;
  std::jthread own;
  const auto server = engine_that([&](const base::HttpRequest& request) -> serve::Answer {
    if (request.target == "/v1/clock") return base::text_response(404, "");
    if (request.target == "/v1/reviews") return base::json_response(200, R"({"reviews":[]})");
    if (request.target != "/v1/bench") return base::text_response(200, "");
    base::JsonParser parser;
    const auto bench = parser.parse(request.body);
    const auto url = bench ? bench->at_pointer("/practices/0/pms/url") : std::nullopt;
    const std::string at(url && url->text() ? *url->text() : "");
    own = std::jthread([at](const std::stop_token& stop) {
      const auto client = serve::Client::to(at);
      while (client && !stop.stop_requested()) {
        (*client)->perform({"GET", "/patients", {}, {}});
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
      }
    });
    return base::json_response(200, "{}");
  });
  Certificate certificate;
  BOOST_TEST(small.certify_at(server->url(), certificate) == "");
  BOOST_TEST(has({certificate.judgement.requirements.front().why}, "does not follow the clock"));
  constexpr std::uint32_t an_hour_a_second = 3600;
  small.rate = an_hour_a_second;
  Certificate at_a_rate;
  BOOST_TEST(small.certify_at(server->url(), at_a_rate) == "");
  own = {};
  BOOST_TEST(all_failed(at_a_rate));
  const std::string said =
      read_packed(transcript_path(small.folder + "/out", at_a_rate.runs.front())).value();
  BOOST_TEST(said.find(R"("kind":"waited")") != std::string::npos);
  const audit::SigningKey key = key_of(1);
  small.write(at_a_rate, &key);
  BOOST_TEST(small.wrong(audit::verifier_of(key)).empty());
}

BOOST_AUTO_TEST_CASE(a_verdict_that_does_not_follow_is_found_whoever_signed_it) {
  Small small;
  const auto server =
      engine_that([](const base::HttpRequest&) { return serve::Answer(base::json_response(200, "{}")); });
  Certificate certificate;
  BOOST_TEST(small.certify_at(server->url(), certificate) == "");
  BOOST_TEST(all_failed(certificate));
  for (RequirementVerdict& verdict : certificate.judgement.requirements)
    verdict.verdict = IdVerdict::passed;
  for (Run& run : certificate.runs)
    run.result.verdict = runner::Verdict::passed;
  const audit::SigningKey key = key_of(1);
  small.write(certificate, &key);
  BOOST_TEST(has(small.wrong(audit::verifier_of(key)), "VAL-03: certified as passed, and it is failed"));
}

BOOST_AUTO_TEST_CASE(an_engine_that_does_nothing_fails_what_demands_an_act) {
  Small small;
  const auto server = engine_that([](const base::HttpRequest& request) -> serve::Answer {
    if (request.target == "/v1/clock")
      return base::json_response(200, R"({"now":")" + now_of(request) + R"(","next":null})");
    if (request.target == "/v1/reviews") return base::json_response(200, R"({"reviews":[]})");
    return base::text_response(200, "");
  });
  Certificate certificate;
  BOOST_TEST(small.certify_at(server->url(), certificate) == "");
  BOOST_TEST(all_failed(certificate));
}

BOOST_AUTO_TEST_CASE(an_engine_that_hangs_gets_a_verdict) {
  Small small;
  const auto server = engine_that([](const base::HttpRequest& request) -> serve::Answer {
    if (request.target == "/v1/clock") std::this_thread::sleep_for(std::chrono::seconds(2));
    return base::json_response(200, "{}");
  });
  Certificate certificate;
  BOOST_TEST(small.certify_at(server->url(), certificate) == "");
  BOOST_TEST(all_failed(certificate));
  BOOST_TEST(has({certificate.judgement.requirements.front().why}, "does not follow the clock"));
}

BOOST_AUTO_TEST_CASE(an_engine_that_floods_gets_a_verdict) {
  Small small;
  std::unique_ptr<serve::Client> client;
  const auto server = engine_that([&](const base::HttpRequest& request) -> serve::Answer {
    if (request.target == "/v1/bench") {
      base::JsonParser parser;
      const auto bench = parser.parse(request.body);
      const auto url = bench ? bench->at_pointer("/practices/0/pms/url") : std::nullopt;
      if (url) client = serve::Client::to(std::string(url->text().value_or(""))).value();
    }
    if (request.target == "/v1/clock") {
      constexpr int many = 1000;
      for (int n = 0; n < many && client; ++n)
        if (std::holds_alternative<base::CallFailure>(client->perform({"GET", "/patients", {}, {}}))) break;
      return base::json_response(200, R"({"now":")" + now_of(request) + R"(","next":null})");
    }
    return base::json_response(200, "{}");
  });
  Certificate certificate;
  BOOST_TEST(small.certify_at(server->url(), certificate) == "");
  BOOST_TEST(all_failed(certificate));
  BOOST_TEST(has({certificate.judgement.requirements.front().why}, "more than 200 calls at once"));
}

BOOST_AUTO_TEST_CASE(an_engine_that_is_not_there_is_an_error_and_one_that_goes_is_a_verdict) {
  Small small;
  Certificate certificate;
  BOOST_TEST(small.certify_at("http://127.0.0.1:1", certificate).find("127.0.0.1:1") != std::string::npos);
  auto server = engine_that([](const base::HttpRequest& request) -> serve::Answer {
    if (request.target == "/healthz") return base::json_response(200, "{}");
    return serve::Drop{};
  });
  BOOST_TEST(small.certify_at(server->url(), certificate) == "");
  BOOST_TEST(all_failed(certificate));
}

BOOST_AUTO_TEST_CASE(an_interrupted_certification_goes_on_with_what_it_heard) {
  Small small;
  Certificate first;
  {
    const auto engine = runner::EngineProcess::start(ARTICULATOR_EXECUTABLE);
    BOOST_REQUIRE_MESSAGE(engine.has_value(), (engine ? "" : engine.error().text()));
    BOOST_TEST(small.certify_at((*engine)->url(), first) == "");
  }
  // The engine is gone, and is not needed: all of it was heard.
  Certificate again;
  BOOST_TEST(small.certify_at("http://127.0.0.1:1", again, true) == "");
  BOOST_TEST(again.judgement.all_granted());
  again.begun = first.begun;
  BOOST_TEST(body_of(again) == body_of(first));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(profiles)

// A profile that demands what nothing shows could never be granted.
std::string a_world(const WorldNumber&, const runner::Pair&) {
  return R"({"name":"w","shows":["PBT-01"],"world":{"start":"2024-10-21T09:00:00-05:00"},"steps":[]})";
}

BOOST_AUTO_TEST_CASE(every_id_of_a_profile_is_a_requirement_that_a_scenario_shows) {
  const auto library = runner::Library::read(project + "/scenarios/library").value();
  const auto table = runner::read_requirements(project + "/scenarios/requirements.json").value();
  for (const std::string& name : profile_names(project + "/scenarios/profiles")) {
    const auto profile = read_profile(project + "/scenarios/profiles/" + name + ".json");
    BOOST_REQUIRE_MESSAGE(profile.has_value(), (profile ? "" : profile.error().text()));
    BOOST_TEST(profile->name == name);
    const auto plan = make_plan(*profile, {}, {}, project + "/scenarios/library", *library, a_world);
    BOOST_REQUIRE_MESSAGE(plan.has_value(), (plan ? "" : plan.error().text()));
    std::vector<Run> runs = plan->runs;
    for (Run& run : runs)
      if (run.left_out == LeftOut::not_come_to) run.left_out = LeftOut::no;
    const Judgement best = judge(*profile, table, {}, runs);
    for (const RequirementVerdict& verdict : best.requirements)
      BOOST_TEST((verdict.verdict == IdVerdict::passed), name << " " << verdict.id << ": " << verdict.why);
  }
}

BOOST_AUTO_TEST_CASE(what_is_wrong_with_a_profile_is_said) {
  const std::string path = (fs::temp_directory_path() / "articulator-profile-test.json").string();
  const auto error_of = [&](std::string_view text) {
    BOOST_REQUIRE(write_text(path, text).has_value());
    const auto read = read_profile(path);
    fs::remove(path);
    return read ? std::string() : read.error().text();
  };
  BOOST_TEST(error_of("{").find(path) == 0U);
  BOOST_TEST(error_of(R"({"name":"n","says":"s","levels":[{"level":"l","says":"s"}]})").find("names none") !=
             std::string::npos);
  BOOST_TEST(
      error_of(R"({"name":"n","says":"s","levels":[{"level":"l","says":"s","requirements":["A","A"]}]})")
          .find("in two places") != std::string::npos);
  BOOST_TEST(
      error_of(
          R"({"name":"n","says":"s","levels":[{"level":"l","says":"s","requirements":["A"],"worlds":{"seed":1,"count":0}}]})")
          .find("count") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace articulator::certificate
