#include "tools/benches/practice_year.hpp"

#include "engine/base/calendar.hpp"
#include "engine/base/random.hpp"
#include "scenarios/runner/engine_in_process.hpp"
#include "scenarios/runner/scenario_run.hpp"
#include "tools/benches/bench.hpp"

#include <algorithm>
#include <cstdio>
#include <string>
#include <tuple>

#include <fmt/format.h>

namespace articulator::bench {
namespace {

constexpr int year_days = 365;
constexpr int due_after_days = 21;
constexpr int seat_after_days = 23;
constexpr std::uint32_t faults_per_mille = 3;

std::string ready(int number, const std::string& due, const std::string& seat) {
  return fmt::format(
      R"({{"case":"LC-{0}","patient":{{"id":"PT-{0}","first_name":"Avelina","last_name":"Quimbleton",)"
      R"("email":"patient{0}@patients.example","consent":{{"sms":true,"email":false}},"prefers":"sms"}},)"
      R"("prescriber":{{"id":"D-1","name":"Orsino Brackwater","license":"IL-019-284433","signed":true}},)"
      R"("lab":"glidewell","lab_name":"Glidewell","prescription":{{"procedure":"crown","procedure_code":"D2740",)"
      R"("tooth":"{1}","material":"zirconia","shade":"A2","margin_type":"chamfer","due_date":"{2}"}},"notes":"",)"
      R"("attachments":[{{"name":"prep.stl","kind":"scan.prep","bytes":12475500,"sha256":"{3:a>64}","mesh":)"
      R"({{"triangles":249500,"watertight":false,"components":1,"size_mm":[58,46,21]}}}},)"
      R"({{"name":"opposing.stl","kind":"scan.opposing","bytes":9120400,"sha256":"{3:b>64}"}}],)"
      R"("appointment":{{"id":"A-{0}","start":"{4}","minutes":60,"provider":"D-1","operatory":"OP1"}}}})",
      number, 18 + number % 3, due, "", seat);
}

}  // namespace

runner::Scenario practice_year(const runner::Library& library, int cases, std::uint64_t seed) {
  runner::Scenario scenario;
  scenario.file = "(bench)";
  scenario.name = "a practice-year";
  scenario.names = {"Avelina", "Quimbleton", "Orsino", "Brackwater"};
  runner::PracticeSetup practice;
  practice.phase = "auto";
  practice.zone = library.zone("America/Chicago").value();
  practice.notify = {"received", "shipped", "delivered"};
  practice.permissions = {"ApiReadAll",   "ApiAllOthers",  "ApiComm",  "ApiDocuments",
                          "Appointments", "ProcedureLogs", "Patients", "ApiQueries"};
  // The year is about cases, not about looking for them: the PMS is polled every five minutes, at night every
  // hour.
  practice.poll_seconds = 300;
  practice.poll_seconds_closed = 3600;
  const base::TimeZone zone = practice.zone;
  const base::Date first = base::make_date(2024, 1, 2);
  scenario.world.start = zone.instant({first, 0});
  scenario.world.seed = seed;
  scenario.world.line = true;
  scenario.world.has_rates = true;
  scenario.world.rates.per_mille.fill(faults_per_mille);
  // A certificate is not a matter of chance.
  scenario.world.rates.per_mille[static_cast<std::size_t>(world::FaultKind::untrusted)] = 0;
  scenario.world.rates.until = scenario.world.start + base::days(year_days);
  scenario.world.rest = base::days(1);
  scenario.world.practices = {practice};
  const auto add = [&](base::Instant at, std::string verb, std::string arguments) {
    runner::Step step;
    step.at = at - scenario.world.start;
    step.word = verb;
    step.what = runner::Act{practice.node(), std::move(verb), std::move(arguments)};
    scenario.steps.push_back(std::move(step));
  };
  for (int number = 1; number <= cases; ++number) {
    const std::int32_t day = (number - 1) * (year_days - 40) / cases;
    const base::Date sent = base::this_or_next_working_day(first + day, {});
    // The first zirconia crown of a prescriber wants a look (VAL-33); the rest come after it and go by
    // themselves.
    const auto minute = number == 1
                            ? 0
                            : 45 + static_cast<std::int32_t>(base::draw_below(
                                       base::draw(seed, "sent", static_cast<std::uint64_t>(number)), 7 * 60));
    const base::Instant at = zone.instant({sent, 9 * 3'600'000 + minute * 60'000});
    const base::Date seat = base::this_or_next_working_day(sent + seat_after_days, {});
    const base::Instant seated = zone.instant({seat, 10 * 3'600'000});
    add(at, "case_ready",
        ready(number, base::format_date(sent + due_after_days), base::format_instant(seated)));
    const std::string only_case = fmt::format(R"({{"case":"LC-{}"}})", number);
    add(seated - base::days(2), "case_received", only_case);
    add(seated + base::hours(1), "case_seated", only_case);
    if (number == 1) {
      runner::Step step;
      step.at = at + base::minutes(30) - scenario.world.start;
      step.word = "decide";
      step.what = runner::Decide{fmt::format("LC-{}", number), "dentist", "approve", "", "", {}, {}, {}};
      scenario.steps.push_back(std::move(step));
    }
  }
  // Two steps of one instant are of different cases, so their order is the word's.
  std::sort(scenario.steps.begin(), scenario.steps.end(), [](const runner::Step& a, const runner::Step& b) {
    return std::tie(a.at, a.word) < std::tie(b.at, b.word);
  });
  return scenario;
}

bool bench_practice_year() {
  const auto library = runner::Library::read(ARTICULATOR_SOURCE_DIR "/scenarios/library");
  if (!library) {
    std::fprintf(stderr, "%s\n", library.error().text().c_str());
    return false;
  }
  const runner::Scenario year = practice_year(**library, 2500, 1);
  std::uint64_t entries = 0;
  std::uint64_t bytes = 0;
  runner::RunOptions options;
  options.sink = [&](std::string_view line) {
    ++entries;
    bytes += line.size();
  };
  runner::InProcessEngine engine;
  const Stopwatch watch;
  const runner::ScenarioResult result = runner::run_scenario(year, **library, engine, options);
  const double wall_s = watch.seconds();
  print_figure("a practice-year", fmt::format("{:.2f} s", wall_s),
               fmt::format("2,500 cases, faults on, {} messages, verdict {} (goal: under 1 s)",
                           result.messages, base::word_of(runner::verdict_words, result.verdict)));
  print_figure("journal", fmt::format("{:.0f} entries/s", static_cast<double>(entries) / wall_s),
               fmt::format("{} entries, {} MB, all handled, hashed and judged", entries, bytes / 1'000'000));
  for (const runner::Failure& failure : result.failures)
    std::fprintf(stderr, "expected: %s\nfound: %s\n", failure.expected.c_str(), failure.found.c_str());
  return result.verdict == runner::Verdict::passed;
}

}  // namespace articulator::bench
