// Lockstep over sockets against the reference daemon: clock steps a second, what a long skip costs, and
// whether the two clocks ever differ, also when a request is broken off in flight.
#include "engine/base/json_reader.hpp"
#include "scenarios/runner/bench.hpp"
#include "scenarios/runner/engine_process.hpp"
#include "scenarios/runner/engine_remote.hpp"
#include "scenarios/runner/scenario_loader.hpp"
#include "simulators/serve/client.hpp"
#include "tools/benches/bench.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace articulator::bench {
namespace {

constexpr int steps = 5000;
constexpr int skips = 20;
constexpr int cancelled = 200;
constexpr base::Duration step_length = base::milliseconds(250);

constexpr std::string_view quiet_scenario =
    R"({"name": "nothing but time", "shows": ["DSP-01"],
        "world": {"start": "2024-10-21T09:00:00-05:00", "pms": "open-dental", "lab": "glidewell", "phase": "assist"},
        "steps": [{"at": "0m", "case_ready": {"case": "LC-1", "like": "crown-19-zirconia"}}]})";

// What the daemon says its clock shows; empty: it did not answer.
std::optional<base::Instant> post_clock(serve::Client& client, base::Instant now) {
  const auto answer = client.perform({"POST",
                                      "/v1/clock",
                                      {{{"Content-Type", "application/json"}}},
                                      "{\"now\":\"" + base::format_instant(now) + "\"}"});
  const auto* response = std::get_if<base::HttpResponse>(&answer);
  if (response == nullptr || response->status != 200) return std::nullopt;
  base::JsonParser parser;
  const auto document = parser.parse(response->body);
  if (!document) return std::nullopt;
  base::ObjectReader reader(*document, "");
  const base::Instant said = reader.instant("now");
  return reader.error() ? std::nullopt : std::optional(said);
}

int fail(const std::string& why) {
  std::fprintf(stderr, "lockstep: %s\n", why.c_str());
  return 1;
}

struct Drift {
  std::int64_t ms_max = 0;
  int unanswered = 0;
  void note(std::optional<base::Instant> said, base::Instant now) {
    if (!said) {
      ++unanswered;
      return;
    }
    ms_max = std::max<std::int64_t>(ms_max, std::llabs((*said - now).count()));
  }
};

// Sends the clock and breaks the request off while it is under way.
void post_and_cancel(const std::string& url, base::Instant now, int round) {
  auto client = serve::Client::to(url);
  if (!client) return;
  std::thread breaker([&] {
    // From at once to well into the answer, a little later each round.
    std::this_thread::sleep_for(std::chrono::microseconds(2 * round));
    (*client)->cancel();
  });
  std::ignore = post_clock(**client, now);
  breaker.join();
}

bool measure(serve::Client& client, const std::string& url, base::Instant now) {
  Drift drift;
  const Stopwatch stepping;
  for (int i = 0; i < steps; ++i) {
    now = now + step_length;
    drift.note(post_clock(client, now), now);
  }
  const double steps_s = steps / stepping.seconds();
  double skip_ms_max = 0;
  for (int i = 0; i < skips; ++i) {
    now = now + base::hours(6);
    const Stopwatch skipping;
    drift.note(post_clock(client, now), now);
    skip_ms_max = std::max(skip_ms_max, skipping.seconds() * 1000);
  }
  for (int i = 0; i < cancelled; ++i) {
    now = now + step_length;
    post_and_cancel(url, now, i);
    drift.note(post_clock(client, now), now);
  }
  print_figure("lockstep", fmt::format("{:.0f} steps/s", steps_s),
               fmt::format("{} clock steps with the polls due in them (goal: 1,000)", steps));
  print_figure("six-hour skip", fmt::format("{:.2f} ms", skip_ms_max),
               fmt::format("the worst of {} (goal: under 10 ms)", skips));
  print_figure(
      "drift", fmt::format("{} ms", drift.ms_max),
      fmt::format("largest of {} steps, {} of them after a request broken off in flight; {} unanswered",
                  steps + skips + cancelled, cancelled, drift.unanswered));
  return drift.ms_max == 0 && drift.unanswered == 0;
}

int run() {
  const auto library = runner::Library::read(ARTICULATOR_SOURCE_DIR "/scenarios/library");
  if (!library) return fail(library.error().text());
  auto scenario = runner::read_scenario(quiet_scenario, "(bench)", **library);
  if (!scenario) return fail(scenario.error().text());
  const auto here = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  auto process = runner::EngineProcess::start((here.parent_path() / "articulator").string());
  if (!process) return fail(process.error().text());
  auto engine = runner::RemoteEngine::reach((*process)->url());
  if (!engine) return fail(engine.error().text());
  auto bench = runner::set_up(*scenario, **library, {{}, true});
  if (!bench) return fail(bench.error().text());
  std::vector<std::string> urls;
  for (const runner::BenchNode& node : bench->nodes) {
    auto url = (*engine)->address_of(node.name, node.origin, false);
    if (!url) return fail(url.error().text());
    urls.push_back(std::move(*url));
  }
  (*engine)->attach(*bench->world);
  if (auto started =
          (*engine)->start(runner::describe_bench(*scenario, **library, urls), scenario->world.start);
      !started)
    return fail(started.error().text());
  // A minute of lockstep in earnest first; it leaves the world to the servers' threads.
  if (auto ran = bench->world->run_until(scenario->world.start + base::minutes(1)); !ran)
    return fail(ran.error().text());
  auto client = serve::Client::to((*process)->url());
  if (!client) return fail(client.error().text());
  const bool held =
      (*engine)->while_serving([&] { return measure(**client, (*process)->url(), bench->world->now()); });
  (*engine)->detach();
  return held ? 0 : 1;
}

}  // namespace

bool bench_lockstep() {
  return run() == 0;
}

}  // namespace articulator::bench
