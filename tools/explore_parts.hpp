// An exploration on a cluster: the same worlds, told in the same order, as on one machine.
//
//   auto all = explore_on_cluster(options, library_files, {url, build}, on_world);       // who asks
//   const Kinds kinds{{explore_kind, explore_part}};                                      // a worker
//
// A part is a range of worlds, whose seed and numbers are all that a worker is told.
#pragma once

#include "property_tests/explore/exploration.hpp"
#include "replay/cluster/worker.hpp"
#include "tools/cluster_job.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace articulator::tools {

inline constexpr const char* explore_kind = "explore";
inline constexpr std::uint64_t cluster_worlds_max = 1'000'000'000;  // in one job

// As `explore::explore`, of at most `cluster_worlds_max` worlds; `jobs` and `make_engine` do not matter here,
// and `out_of_time` ends it after the part that was taken last. Error: as `Job`.
replay::cluster::Result<void> explore_on_cluster(
    const explore::ExploreOptions& options, const runner::LibraryFiles& library, const ClusterOf& cluster,
    const std::function<bool(const explore::Explored& one)>& on_world);

replay::cluster::Result<std::string> explore_part(const replay::cluster::Task& task,
                                                  replay::cluster::Store& store,
                                                  const replay::cluster::StillAtWork& still_at_work);

}  // namespace articulator::tools
