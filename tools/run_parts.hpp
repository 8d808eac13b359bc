// A suite on a cluster: the same results, in the same order, as on one machine.
//
//   auto results = run_on_cluster(texts, library_files, {url, build}, wanted);           // who asks
//   const Kinds kinds{{run_kind, run_part}};                                              // a worker
//
// A part is some scenarios one after the other; their texts go along, so that a worker needs no files.
#pragma once

#include "replay/cluster/worker.hpp"
#include "scenarios/runner/suite_part.hpp"
#include "simulators/world/journal.hpp"
#include "tools/cluster_job.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace articulator::tools {

inline constexpr const char* run_kind = "run";

// What is wanted besides the results.
struct SuiteWishes {
  bool journals = false;
  // Gets the lines of that scenario's journal, and then `on_done` is told, in the scenarios' order.
  std::function<world::Journal::Sink(std::size_t index)> journal_of;
  std::function<void(std::size_t index, const runner::ScenarioResult& result)> on_done;
  replay::cluster::Stop stop;
};

// Absent: `stop` came first. Error: as `Job`.
replay::cluster::Result<std::optional<std::vector<runner::ScenarioResult>>> run_on_cluster(
    const std::vector<runner::ScenarioText>& scenarios, const runner::LibraryFiles& library,
    const ClusterOf& cluster, const SuiteWishes& wishes);

replay::cluster::Result<std::string> run_part(const replay::cluster::Task& task,
                                              replay::cluster::Store& store,
                                              const replay::cluster::StillAtWork& still_at_work);

}  // namespace articulator::tools
