#include "tools/cluster_job.hpp"

#include "scenarios/runner/suite_part.hpp"

#include <utility>

namespace articulator::tools {
namespace {

namespace cluster = replay::cluster;

constexpr const char* library_input = "library";

}  // namespace

cluster::Result<cluster::Job> begin_job(const ClusterOf& at, const char* kind,
                                        const runner::LibraryFiles& library) {
  auto stream = cluster::JetStream::connect(at.url);
  if (!stream) return std::unexpected(stream.error());
  auto job = cluster::Job::begin(*std::move(stream), kind, at.build);
  if (!job) return std::unexpected(job.error());
  const auto stored = cluster::store_input(job->store(), library_input, runner::library_text(library));
  if (!stored) return std::unexpected(stored.error());
  return job;
}

cluster::Result<std::unique_ptr<runner::Library>> stored_library(cluster::Store& store) {
  const auto text = cluster::stored_input(store, library_input);
  if (!text) return std::unexpected(text.error());
  const auto files = of_the_part(runner::read_library_text(*text));
  if (!files) return std::unexpected(files.error());
  return of_the_part(runner::Library::of(*files));
}

}  // namespace articulator::tools
