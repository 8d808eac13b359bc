#include "tools/run_parts.hpp"

#include "replay/cluster/packed_bytes.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace articulator::tools {
namespace {

namespace cluster = replay::cluster;
using runner::ScenarioResult;
using runner::ScenarioText;
using Results = std::vector<ScenarioResult>;

// Many more parts than workers, so that the last one to end is not waited for long; none of more than fits
// well into memory with its journals.
constexpr std::size_t parts_wanted = 64;
constexpr std::size_t scenarios_a_part_max = 50;

std::string scenarios_input(int part) {
  return "scenarios." + std::to_string(part);
}

// The parts that a suite is cut into.
class SuiteParts {
 public:
  SuiteParts(const std::vector<ScenarioText>& scenarios, bool journals)
      : scenarios_(scenarios),
        size_(std::clamp<std::size_t>(scenarios.size() / parts_wanted, 1, scenarios_a_part_max)),
        journals_(journals) {}

  [[nodiscard]] int count() const { return static_cast<int>((scenarios_.size() + size_ - 1) / size_); }
  [[nodiscard]] runner::SuitePart at(int part) const {
    const std::size_t first = static_cast<std::size_t>(part) * size_;
    const std::size_t end = std::min(first + size_, scenarios_.size());
    const auto begin = scenarios_.begin();
    return {{begin + static_cast<std::ptrdiff_t>(first), begin + static_cast<std::ptrdiff_t>(end)},
            journals_};
  }

 private:
  const std::vector<ScenarioText>& scenarios_;
  std::size_t size_;
  bool journals_;
};

void tell_lines(std::string_view journal, const world::Journal::Sink& sink) {
  if (!sink) return;
  while (!journal.empty()) {
    const std::size_t end = std::min(journal.find('\n'), journal.size());
    sink(journal.substr(0, end));
    journal.remove_prefix(std::min(end + 1, journal.size()));
  }
}

// Adds a part's results to those before it.
base::Expected<void> take_part(std::string bytes, const runner::SuitePart& part, const SuiteWishes& wishes,
                               Results& results) {
  const auto text = cluster::unpacked_whole(std::move(bytes));
  if (!text) return std::unexpected(text.error());
  auto done = runner::read_results(*text, part);
  if (!done) return std::unexpected(done.error());
  for (runner::RunScenario& one : *done) {
    const std::size_t index = results.size();
    tell_lines(one.journal, wishes.journal_of(index));
    wishes.on_done(index, results.emplace_back(std::move(one.result)));
  }
  return {};
}

}  // namespace

cluster::Result<std::optional<Results>> run_on_cluster(const std::vector<ScenarioText>& scenarios,
                                                       const runner::LibraryFiles& library,
                                                       const ClusterOf& at, const SuiteWishes& wishes) {
  auto job = begin_job(at, run_kind, library);
  if (!job) return std::unexpected(job.error());
  const SuiteParts parts(scenarios, wishes.journals);
  Results results;
  const cluster::Parts all{parts.count(),
                           [&](cluster::Job& of, int part) -> cluster::Result<std::string> {
                             const auto stored = cluster::store_input(
                                 of.store(), scenarios_input(part), runner::suite_part_text(parts.at(part)));
                             if (!stored) return std::unexpected(stored.error());
                             return std::string();
                           },
                           [&](int part, std::string bytes) {
                             return take_part(std::move(bytes), parts.at(part), wishes, results);
                           }};
  const auto done = cluster::done_in_order(*job, all, wishes.stop);
  if (!done) return std::unexpected(done.error());
  if (!*done) return std::nullopt;
  return results;
}

cluster::Result<std::string> run_part(const cluster::Task& task, cluster::Store& store,
                                      const cluster::StillAtWork& still_at_work) {
  const auto text = cluster::stored_input(store, scenarios_input(task.part));
  if (!text) return std::unexpected(text.error());
  const auto part = of_the_part(runner::read_suite_part(*text));
  if (!part) return std::unexpected(part.error());
  const auto library = stored_library(store);
  if (!library) return std::unexpected(library.error());
  const auto done = of_the_part(runner::run_suite_part(*part, **library, still_at_work));
  if (!done) return std::unexpected(done.error());
  return cluster::packed(runner::results_text(*done));
}

}  // namespace articulator::tools
