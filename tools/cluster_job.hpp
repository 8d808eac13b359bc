// What `explore` and `run` have in common on a cluster: a job that brings the scenario library along, so that
// a worker needs no files.
//
//   auto job = begin_job(cluster, explore_kind, library_files);     // who asks
//   auto library = stored_library(store);                           // a worker
#pragma once

#include "replay/cluster/job.hpp"
#include "scenarios/runner/library.hpp"

#include <memory>
#include <string>

namespace articulator::tools {

struct ClusterOf {
  std::string url;
  std::string build;  // see build_name
};

replay::cluster::Result<replay::cluster::Job> begin_job(const ClusterOf& cluster, const char* kind,
                                                        const runner::LibraryFiles& library);

replay::cluster::Result<std::unique_ptr<runner::Library>> stored_library(replay::cluster::Store& store);

// An error that is not the cluster's.
template <typename T>
replay::cluster::Result<T> of_the_part(base::Expected<T> what) {
  if (!what) return std::unexpected(replay::cluster::Failure{std::move(what.error()), false});
  return *std::move(what);
}

}  // namespace articulator::tools
