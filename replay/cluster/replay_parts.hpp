// A replay on a cluster: the same report as on one machine, to the byte.
//
//   auto report = replay_on_cluster(options, "nats://10.0.0.5:4222", version);   // whoever asks
//   const Kinds kinds{{replay_kind, replay_part}};                                // a worker
//
// Whoever asks reads the log and deals it by practice into `parts`. The lines of a part go packed (zstd) into
// the job's store, so that a worker needs no file and no shared disk; they are gone when the report is there.
// What that takes is a tenth of the log or so on each of three servers, whose own limit on storage bounds it;
// memory is a fixed number of buffers here, and the open cases of one part at a worker. The log is read once
// and sent once, which is less work than replaying it: how much less, `tools/bench` says.
#pragma once

#include "replay/cluster/worker.hpp"
#include "replay/shadow/replay.hpp"
#include "replay/shadow/report.hpp"

#include <string>

namespace articulator::replay::cluster {

inline constexpr const char* replay_kind = "replay";
inline constexpr int parts = 64;  // more than workers, so that the last one to end is not waited for long

// `options.jobs` does not matter here. Error: as `replay`, and as `Job`.
Result<Report> replay_on_cluster(const Options& options, const std::string& url, const std::string& version);

Result<std::string> replay_part(const Task& task, Store& store, const StillAtWork& still_at_work);

}  // namespace articulator::replay::cluster
