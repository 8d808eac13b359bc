#include "replay/generate/generate.hpp"

#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "replay/generate/made_practice.hpp"

#include <algorithm>
#include <array>
#include <barrier>
#include <thread>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace articulator::replay {
namespace {

// One of each zone of the contiguous states, and one that never changes its clocks.
constexpr std::array<std::string_view, 5> zones{"America/New_York", "America/Chicago", "America/Denver",
                                                "America/Phoenix", "America/Los_Angeles"};
constexpr int run_on_days_max = 400;  // for the last cases to end
constexpr std::uint32_t damaged_per_mille = 2;

base::Error range(std::string_view what, std::int64_t low, std::int64_t high) {
  return {{}, fmt::format("{} must be {} to {}", what, low, high), {}};
}

base::Expected<std::vector<std::shared_ptr<const model::LabProfile>>> read_profiles(
    const std::vector<std::string>& texts) {
  std::vector<std::shared_ptr<const model::LabProfile>> profiles;
  base::JsonParser parser;
  for (const std::string& text : texts) {
    const auto value = parser.parse(text);
    if (!value) return std::unexpected(value.error());
    auto profile = model::read_lab_profile(*value, "");
    if (!profile) return std::unexpected(profile.error());
    profiles.push_back(std::make_shared<model::LabProfile>(*std::move(profile)));
  }
  if (profiles.empty()) return base::failure({}, "no lab profile was given", "a log needs a lab");
  return profiles;
}

std::optional<base::Error> refusal(const GenerateOptions& options) {
  if (options.practices < 1 || options.practices > GenerateOptions::practices_max)
    return range("practices", 1, GenerateOptions::practices_max);
  if (options.days < 1 || options.days > GenerateOptions::days_max)
    return range("days", 1, GenerateOptions::days_max);
  if (options.jobs < 1 || options.jobs > GenerateOptions::jobs_max)
    return range("jobs", 1, GenerateOptions::jobs_max);
  if (options.planted_per_mille < 0 || options.planted_per_mille > 1000)
    return range("planted cases in a thousand", 0, 1000);
  if (options.pms.empty())
    return base::Error{{}, "no practice management system was given", "a log needs one"};
  return std::nullopt;
}

base::Expected<MadePracticeSetup> set_up(const GenerateOptions& options, int n) {
  const Dice dice(options.seed, fmt::format("practice {}", n));
  MadePracticeSetup setup;
  setup.id = fmt::format("p-{:04}", n);
  setup.pms = options.pms[static_cast<std::size_t>(n) % options.pms.size()];
  auto zone = base::TimeZone::find(zones[static_cast<std::size_t>(n) % zones.size()]);
  if (!zone) return std::unexpected(zone.error());
  setup.zone = *std::move(zone);
  setup.policy = fmt::format(
      R"({{"phase":"{}","approval_days_left":{},"time_zone":"{}","automation":{{"min_clean_cases":{}}},)"
      R"("notify":["received","shipped","delivered"],"predictor":"lab_promise"}})",
      dice.chance("assist", 250) ? "assist" : "auto", dice.chance("new", 100) ? 12 : 0, setup.zone.name(),
      dice.between("clean", 0, 2));
  setup.planted_per_mille = options.planted_per_mille;
  setup.untidy = options.untidy;
  return setup;
}

// One day of all practices, in order of arrival.
class Day {
 public:
  Day(const GenerateOptions& options, GeneratedTruth& truth,
      const std::function<void(std::string_view)>& sink)
      : options_(options), truth_(truth), sink_(sink) {}

  void add(std::size_t practice, std::vector<MadeLine>& lines) {
    for (MadeLine& line : lines)
      lines_.push_back({line.at, practice, lines_.size(), std::move(line.text)});
    lines.clear();
  }

  void write() {
    std::ranges::sort(lines_, {},
                      [](const Line& line) { return std::tie(line.at, line.practice, line.order); });
    for (const Line& line : lines_) {
      const bool is_damaged =
          options_.untidy &&
          base::draw_chance(base::draw(options_.seed, "damaged", static_cast<std::uint64_t>(truth_.lines)),
                            damaged_per_mille);
      if (is_damaged) write_damaged(line.text);
      ++truth_.lines;
      sink_(line.text);
    }
    lines_.clear();
  }

 private:
  struct Line {
    base::Instant at;
    std::size_t practice = 0;
    std::size_t order = 0;
    std::string text;
  };

  // A disk was full, a process was killed: the beginning of a line that nobody misses.
  void write_damaged(const std::string& text) {
    truth_.damaged_lines.push_back(++truth_.lines);
    sink_(text.substr(0, text.size() / 2) + "\n");
  }

  const GenerateOptions& options_;
  GeneratedTruth& truth_;
  const std::function<void(std::string_view)>& sink_;
  std::vector<Line> lines_;
};

using DayLines = std::vector<std::vector<MadeLine>>;  // by practice

// Threads that stay for the whole log: made anew for each day, they would cost a tenth of it.
class Crew {
 public:
  // `work`: of one job, which may run beside the others'.
  Crew(int jobs, std::function<void(std::size_t job)> work)
      : work_(std::move(work)), begin_(jobs + 1), end_(jobs + 1) {
    if (jobs == 1) return;
    for (int job = 0; job < jobs; ++job)
      threads_.emplace_back([this, job] { stay(static_cast<std::size_t>(job)); });
  }
  ~Crew() {
    is_over_ = true;
    if (!threads_.empty()) begin_.arrive_and_wait();
  }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  // Each job once, and `meanwhile` beside them.
  void run(const std::function<void()>& meanwhile) {
    if (threads_.empty()) {
      meanwhile();
      work_(0);
      return;
    }
    begin_.arrive_and_wait();
    const Awaited all_done{end_};
    meanwhile();
  }

 private:
  struct Awaited {
    std::barrier<>& end;
    ~Awaited() { end.arrive_and_wait(); }
  };

  void stay(std::size_t job) {
    for (;;) {
      begin_.arrive_and_wait();
      if (is_over_) return;
      work_(job);
      end_.arrive_and_wait();
    }
  }

  std::function<void(std::size_t job)> work_;
  std::barrier<> begin_;
  std::barrier<> end_;
  bool is_over_ = false;  // written before `begin_`, read behind it
  std::vector<std::jthread> threads_;
};

}  // namespace

base::Expected<GeneratedTruth> generate(const GenerateOptions& options,
                                        const std::function<void(std::string_view line)>& sink) {
  if (auto error = refusal(options)) return std::unexpected(*std::move(error));
  const auto profiles = read_profiles(options.profiles);
  if (!profiles) return std::unexpected(profiles.error());
  const auto midnight = [](base::Date date) { return base::TimeZone().instant({date, 0}); };
  // A practice is open before its first case, whatever its zone.
  const base::Instant opened = midnight(options.first);
  std::vector<MadePractice> practices;
  for (int n = 0; n < options.practices; ++n) {
    auto setup = set_up(options, n);
    if (!setup) return std::unexpected(setup.error());
    setup->labs = *profiles;
    practices.emplace_back(*std::move(setup), options.seed, opened);
  }
  GeneratedTruth truth;
  Day day(options, truth, sink);
  DayLines now(practices.size());
  DayLines before(practices.size());
  const auto write_before = [&] {
    for (std::size_t i = 0; i < before.size(); ++i)
      day.add(i, before[i]);
    day.write();
  };
  base::Date date = options.first;
  bool cases_come = true;
  Crew crew(options.jobs, [&](std::size_t job) {
    for (std::size_t i = job; i < practices.size(); i += static_cast<std::size_t>(options.jobs)) {
      if (cases_come) practices[i].plan_day(date);
      practices[i].run_until(midnight(date + 1), now[i]);
    }
  });
  for (int n = 0; n < options.days + run_on_days_max; ++n) {
    date = options.first + n;
    cases_come = n < options.days;
    crew.run(write_before);
    std::swap(now, before);
    if (!cases_come && std::ranges::all_of(practices, &MadePractice::is_quiet)) break;
  }
  write_before();
  truth.practices = options.practices;
  for (const MadePractice& practice : practices) {
    truth.cases += practice.cases();
    truth.decisions += practice.decisions();
    truth.duplicates += practice.duplicates();
    truth.unknown_types += practice.unknown_types();
    truth.divergences.insert(truth.divergences.end(), practice.planted().begin(), practice.planted().end());
  }
  return truth;
}

std::string truth_json(const GeneratedTruth& truth) {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object().key("divergences").begin_array();
  for (const PlantedDivergence& one : truth.divergences) {
    out.begin_object().member("kind", one.kind).member("type", one.type);
    out.member("case", one.case_id).member("practice", one.practice).end_object();
  }
  out.end_array().key("damaged_lines").begin_array();
  for (const std::int64_t line : truth.damaged_lines)
    out.integer(line);
  out.end_array().member("unknown_types", truth.unknown_types).member("duplicates", truth.duplicates);
  out.member("cases", truth.cases).member("practices", truth.practices);
  out.member("decisions", truth.decisions).member("lines", truth.lines).end_object();
  json += '\n';
  return json;
}

}  // namespace articulator::replay
