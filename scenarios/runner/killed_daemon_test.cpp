// The reference daemon, killed at 50 drawn moments of runs over sockets and started again each time on what
// it had stored: no case is lost, no order is made twice, and everything settles (RES-03).
#include "engine/base/random.hpp"
#include "scenarios/runner/engine_process.hpp"
#include "scenarios/runner/engine_remote.hpp"
#include "scenarios/runner/scenario_loader.hpp"
#include "scenarios/runner/scenario_run.hpp"
#include "simulators/serve/client.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

namespace articulator::runner {
namespace {

// What the engine is in the middle of.
enum class Business : std::uint8_t { write, read, webhook, person, clock };
enum class Part : std::uint8_t { before, during, after };

// So many deaths a run at each business, at different ones of its first `among`; every run has more than
// that. The first four hundred steps of the clock are those in which the cases are sent, decided and ordered.
struct Deaths {
  Business business;
  std::string_view words;
  std::uint32_t count;
  std::uint32_t among;
};
constexpr std::array<Deaths, 5> deaths_a_run{{
    {Business::write, "a write to the PMS or the lab", 4, 14},
    {Business::read, "a read from the PMS or the lab", 1, 400},
    {Business::webhook, "a webhook of the lab", 2, 4},
    {Business::person, "a person's decision", 1, 4},
    {Business::clock, "a step of the clock", 2, 400},
}};
constexpr std::array<std::string_view, 3> part_words{"before", "during", "after"};
constexpr std::uint32_t during_us_max = 800;
constexpr std::uint64_t runs = 5;
constexpr int deaths_wanted = 50;

using Tally = std::map<std::pair<Business, Part>, int>;

// Kills the engine at the moments drawn for one run, and brings it back.
class Reaper {
 public:
  Reaper(EngineProcess& process, std::uint64_t seed, Tally& tally)
      : process_(process), seed_(seed), tally_(tally) {
    for (const Deaths& deaths : deaths_a_run)
      draw_moments(deaths);
  }

  // False: the call is lost, as if the engine had died before it was sent.
  bool pass(const Passage& passage) {
    const bool first = passage.moment == Moment::call_arrived || passage.moment == Moment::before_delivery ||
                       passage.moment == Moment::before_clock;
    const Business business = business_of(passage);
    // However late the machine lets the killer have its turn, it comes before the world's next step.
    const bool next_step = first && passage.moment != Moment::call_arrived;
    if (next_step && killer_.joinable()) killer_.join();
    const std::uint32_t number = first ? ++passed_[business] : passed_[business];
    // One that could not be done at its own number, since the engine was dead already, is done at the next.
    const auto planned = plan_.lower_bound({business, 0});
    if (planned == plan_.end() || planned->first.first != business || planned->first.second > number)
      return true;
    const Part part = planned->second;
    if (dying_ || first == (part == Part::after)) return true;
    plan_.erase(planned);
    dying_ = true;
    ++tally_[{business, part}];
    if (part == Part::during) {
      kill_soon();
      return true;
    }
    process_.kill();
    return !first;
  }

  // Whether it is healthy again; not if it died without being killed.
  bool revive() {
    if (killer_.joinable()) killer_.join();
    if (!dying_) return false;
    const auto started = process_.start_again();
    if (!started) {
      BOOST_ERROR("it does not start again: " + started.error().text());
      return false;
    }
    const auto client = serve::Client::to(process_.url());
    if (!client) return false;
    const serve::CallResult health = (*client)->perform({"GET", "/healthz", {}, {}});
    const auto* response = std::get_if<base::HttpResponse>(&health);
    dying_ = false;
    return response && response->status == 200;
  }

 private:
  static Business business_of(const Passage& passage) {
    switch (passage.moment) {
      case Moment::call_arrived:
      case Moment::call_carried_out:
        return passage.request.method == "GET" ? Business::read : Business::write;
      case Moment::before_clock:
      case Moment::after_clock:
        return Business::clock;
      case Moment::before_delivery:
      case Moment::after_delivery:
        break;
    }
    return passage.request.target.starts_with("/webhooks/") ? Business::webhook : Business::person;
  }

  void draw_moments(const Deaths& deaths) {
    std::uint32_t drawn = 0;
    for (std::uint64_t n = 0; drawn < deaths.count; ++n) {
      const std::uint64_t where = base::draw(seed_, "moment", deaths.words, n);
      const std::uint64_t what = base::draw(seed_, "part", deaths.words, n);
      // A call is under way while it is with the simulator: lost on its way there, or carried out and
      // unanswered.
      const bool call = deaths.business == Business::write || deaths.business == Business::read;
      const Part part = call ? (base::draw_chance(what, 500) ? Part::before : Part::after)
                             : static_cast<Part>(base::draw_below(what, part_words.size()));
      if (plan_.emplace(std::pair(deaths.business, 1 + base::draw_below(where, deaths.among)), part).second)
        ++drawn;
    }
  }

  void kill_soon() {
    const std::uint32_t wait_us = base::draw_below(base::draw(seed_, "wait", ++waits_), during_us_max);
    killer_ = std::jthread([this, wait_us] {
      std::this_thread::sleep_for(std::chrono::microseconds(wait_us));
      process_.kill();
    });
  }

  EngineProcess& process_;
  std::uint64_t seed_;
  Tally& tally_;
  std::map<std::pair<Business, std::uint32_t>, Part> plan_;
  std::map<Business, std::uint32_t> passed_;
  std::uint64_t waits_ = 0;
  // Killed, or about to be. What a dead engine has sent may still arrive while it is brought back.
  std::atomic<bool> dying_ = false;
  std::jthread killer_;
};

// Some cases of a Monday morning, approved by the dentist; the lab asks about the first and ships the second;
// then it works on.
std::string scenario_text(std::uint64_t run) {
  constexpr std::array<std::string_view, 4> fixtures{"crown-19-zirconia", "crown-8-lithium-disilicate",
                                                     "crown-30-full-cast", "bridge-3-5-zirconia"};
  const std::uint64_t cases = 4 + run % 3;
  std::string steps;
  for (std::uint64_t n = 1; n <= cases; ++n) {
    const std::uint32_t ready = base::draw_below(base::draw(run, "ready", n), 60);
    const std::string_view like = fixtures.at(base::draw_below(base::draw(run, "like", n), fixtures.size()));
    steps += fmt::format(R"({{"at":"{}m","case_ready":{{"case":"LC-{}","like":"{}"}}}},)", ready, n, like);
    steps += fmt::format(R"({{"at":"{}m","decide":{{"case":"LC-{}","as":"dentist","decision":"approve"}}}},)",
                         ready + 40, n);
    steps += fmt::format(R"({{"at":"30h","expect":{{"order":{{"case":"LC-{}","times":1}}}}}},)", n);
  }
  // And what it has on record verifies all the while (AUD-05).
  for (const std::string_view at : {"70m", "4h", "30h"})
    steps += fmt::format(R"({{"at":"{}","expect":{{"audit_verifies":{{}}}}}},)", at);
  steps += R"({"at":"3h","lab_question":{"case":"LC-1","question":"Is the margin supragingival?"}},
              {"at":"4h","decide":{"case":"LC-1","as":"dentist","decision":"approve","answer":"Yes.","reasons":["STS-06"]}},
              {"at":"5h","lab_ship":{"case":"LC-2"}},
              {"at":"30h","expect":{"answered":{"case":"LC-1","text":"Yes."}}},
              {"at":"30h","expect":{"status":{"case":"LC-2","stage":"shipped","times":1}}})";
  return fmt::format(
      R"({{"name":"a daemon that is killed again and again","shows":["RES-03"],
           "world":{{"start":"2024-10-21T09:00:00-05:00","seed":{},"pms":"open-dental","lab":"glidewell",
                     "phase":"assist","line":true,"rest":"6h"}},
           "steps":[{}]}})",
      run, steps);
}

ScenarioResult run_and_kill(const Library& library, std::uint64_t run, Tally& tally) {
  ScenarioResult result;
  result.verdict = Verdict::error;
  const auto scenario = read_scenario(scenario_text(run), fmt::format("run {}", run), library);
  BOOST_REQUIRE_MESSAGE(scenario, (scenario ? std::string() : scenario.error().text()));
  auto process = EngineProcess::start(ARTICULATOR_EXECUTABLE);
  BOOST_REQUIRE_MESSAGE(process, (process ? std::string() : process.error().text()));
  Reaper reaper(**process, run, tally);
  RemoteOptions options;
  options.answer_timeout = base::seconds(20);
  options.on_passage = [&](const Passage& passage) { return reaper.pass(passage); };
  options.revive = [&] { return reaper.revive(); };
  auto engine = RemoteEngine::reach((*process)->url(), options);
  BOOST_REQUIRE_MESSAGE(engine, (engine ? std::string() : engine.error().text()));
  return run_scenario(*scenario, library, **engine, {});
}

BOOST_AUTO_TEST_SUITE(killed_daemon)

BOOST_AUTO_TEST_CASE(killed_at_fifty_moments_it_loses_no_case_and_makes_no_second_order) {
  const auto library = Library::read(ARTICULATOR_SOURCE_DIR "/scenarios/library");
  BOOST_REQUIRE_MESSAGE(library, (library ? std::string() : library.error().text()));
  Tally tally;
  base::Duration virtual_time{0};
  for (std::uint64_t run = 1; run <= runs; ++run) {
    const ScenarioResult result = run_and_kill(**library, run, tally);
    for (const Failure& failure : result.failures)
      BOOST_ERROR(fmt::format("run {} at {}: expected {}; found {}", run, base::format_instant(failure.at),
                              failure.expected, failure.found));
    BOOST_TEST((result.verdict != Verdict::error));
    virtual_time += result.virtual_time;
  }
  int deaths = 0;
  std::string kinds;
  for (const Deaths& row : deaths_a_run) {
    for (std::size_t part = 0; part < part_words.size(); ++part) {
      const auto found = tally.find({row.business, static_cast<Part>(part)});
      if (found == tally.end()) continue;
      deaths += found->second;
      kinds +=
          fmt::format("{}{} {} {}", kinds.empty() ? "" : ", ", found->second, part_words.at(part), row.words);
    }
  }
  std::cout << fmt::format("killed {} times in {} virtual hours: {}\n", deaths,
                           virtual_time.count() / 3'600'000, kinds);
  BOOST_TEST(deaths == deaths_wanted);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::runner
