#include "replay/saved/save.hpp"

#include "replay/saved/billing.hpp"
#include "replay/saved/case_history.hpp"
#include "replay/saved/scenario_of.hpp"
#include "replay/saved/told_apart.hpp"
#include "scenarios/runner/engine_in_process.hpp"
#include "scenarios/runner/scenario_loader.hpp"
#include "scenarios/runner/scenario_run.hpp"
#include "scenarios/runner/scenario_writer.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace articulator::replay::saved {
namespace {

namespace fs = std::filesystem;

struct Kept {
  std::string scenario;  // empty: there is none
  std::string why_not;
};

// Of a line of a statement, the case for which the reference took it.
CaseKey key_of(const Divergence& divergence) {
  const auto reference = nlohmann::json::parse(divergence.reference, nullptr, false);
  const bool is_line = divergence.type == DecisionType::invoice_line && reference.is_object();
  return {divergence.practice.text, is_line ? reference.value("case", "") : divergence.case_id.text};
}

std::string one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

// What a reader wants to know first.
std::string heading(const Report& report, const Divergence& divergence) {
  return one_line(fmt::format("{}:{}, case {} of {}", report.logs[divergence.place.log],
                              divergence.place.line, divergence.case_id.text, divergence.practice.text)) +
         "\n" + one_line("production: " + divergence.production) + "\n" +
         one_line("reference: " + divergence.reference) + "\n";
}

std::string as_comment(const std::string& text) {
  std::string out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    out += "// " + text.substr(begin, end - begin) + "\n";
    begin = end + 1;
  }
  return out;
}

// What a log says may be of another kind than the format has it, where no reader looks.
base::Expected<std::string> told(const FoundInCase& found, const CaseHistory& history,
                                 const nlohmann::json* forerunner) {
  try {
    return scenario_of(found, history, forerunner);
  } catch (const nlohmann::json::exception& error) {
    return base::failure(
        "", std::string("what the log says of the case is of another kind than expected: ") + error.what());
  }
}

Kept tried(const FoundInCase& found, const CaseHistory& history, const nlohmann::json* forerunner,
           const runner::Library& library) {
  const auto text = told(found, history, forerunner);
  if (!text) return {"", text.error().text()};
  const auto scenario = runner::read_scenario(*text, "the scenario", library);
  if (!scenario) return {"", scenario.error().text()};
  const auto later = later_by(found.one, history);
  if (!later) return {"", later.error().text()};
  if (!told_apart(*scenario, history, *later))
    return {"", "an engine that did what production did would pass the scenario"};
  runner::InProcessEngine engine;
  const auto result = runner::run_scenario(*scenario, library, engine, {});
  if (result.verdict == runner::Verdict::passed) return {runner::write_scenario(*scenario, library), ""};
  const auto& failure = result.failures.front();
  return {"", "the reference does not decide so in the scenario: expected " + failure.expected + ", found " +
                  failure.found};
}

Kept kept(const FoundInCase& found, const CaseHistory& history, const runner::Library& library) {
  std::vector<const nlohmann::json*> candidates;
  for (const nlohmann::json& forerunner : history.forerunners)
    candidates.push_back(&forerunner);
  if (candidates.empty()) candidates.push_back(nullptr);
  for (const nlohmann::json& later : history.later_ones)
    candidates.push_back(&later);
  Kept first;
  for (const nlohmann::json* forerunner : candidates) {
    Kept one = tried(found, history, forerunner, library);
    if (!one.scenario.empty()) return one;
    if (first.why_not.empty()) first = std::move(one);
  }
  return first;
}

std::string name_of(const Divergence& divergence, std::size_t number) {
  return fmt::format("{:04}-line-{}-{}-{}", number + 1, divergence.place.line, word(divergence.kind),
                     divergence.rule.substr(0, divergence.rule.find(' ')));
}

base::Expected<void> written(const fs::path& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (!out)
    return base::failure(path.string(), "cannot be written", "see whether the folder may be written to");
  return {};
}

}  // namespace

base::Expected<Saved> save_divergences(const Options& options, const Report& report,
                                       const runner::Library& library, const std::string& folder) {
  const std::size_t count = std::min(report.divergences.size(), divergences_max);
  std::set<CaseKey> cases;
  std::map<CaseKey, std::vector<const Divergence*>> of_case;
  for (std::size_t at = 0; at < count; ++at)
    cases.insert(key_of(report.divergences[at]));
  for (const Divergence& divergence : report.divergences)
    of_case[key_of(divergence)].push_back(&divergence);
  const auto histories = read_histories(options, cases);
  if (!histories) return std::unexpected(histories.error());

  std::vector<Kept> all(count);
  std::atomic<std::size_t> next = 0;
  {
    std::vector<std::jthread> threads;
    for (int job = 0; job < std::clamp(options.jobs, 1, jobs_max); ++job)
      threads.emplace_back([&] {
        for (std::size_t at = next++; at < count; at = next++) {
          const Divergence& divergence = report.divergences[at];
          const auto history = histories->find(key_of(divergence));
          all[at] = history == histories->end()
                        ? Kept{"", "the log holds nothing of the case"}
                        : kept({divergence, of_case.at(key_of(divergence))}, history->second, library);
        }
      });
  }

  std::error_code made;
  fs::create_directories(folder, made);
  Saved saved;
  saved.left_out = static_cast<std::int64_t>(report.divergences.size() - count);
  for (std::size_t at = 0; at < count; ++at) {
    const bool is_saved = !all[at].scenario.empty();
    ++(is_saved ? saved.scenarios : saved.reasons);
    const std::string head = heading(report, report.divergences[at]);
    const std::string name = name_of(report.divergences[at], at) + (is_saved ? ".json" : ".txt");
    const std::string text = is_saved ? as_comment(head) + all[at].scenario : head + all[at].why_not + "\n";
    if (auto done = written(fs::path(folder) / name, text); !done) return std::unexpected(done.error());
  }
  return saved;
}

}  // namespace articulator::replay::saved
