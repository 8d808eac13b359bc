// Worker: takes one task after the other off a cluster's queue, does it and stores what came out.
//
//   const Kinds kinds{{"replay", replay_part}};
//   serve("nats://10.0.0.5:4222", kinds, version, interrupted, say);
//
// It keeps nothing between tasks. A task is acknowledged once its result is stored; one that was begun
// `attempts_max` times and never done is not begun again: whoever waits is told.
#pragma once

#include "replay/cluster/job.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace articulator::replay::cluster {

inline constexpr std::uint64_t attempts_max = 5;

// For a long part: to be called every now and then, else it is given to another worker.
using StillAtWork = std::function<void()>;

// Does a part. Error: a failure of the cluster (`out_of_reach`), after which the part is left to others; any
// other is the part's own, and told to whoever asked.
using Work = std::function<Result<std::string>(const Task&, Store&, const StillAtWork&)>;
using Kinds = std::map<std::string, Work, std::less<>>;

// Told of each part: "replay 12: begun", then "replay 12: done".
using Say = std::function<void(const std::string&)>;

// Until `stop`, which is heeded after the part at hand. How many parts were done. Error: the cluster was out
// of reach for longer than `patience`.
Result<std::int64_t> serve(const std::string& url, const Kinds& kinds, const std::string& version,
                           const std::atomic<bool>& stop, const Say& say);

}  // namespace articulator::replay::cluster
