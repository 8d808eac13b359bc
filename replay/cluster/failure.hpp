// Failure: why work on a cluster did not come about, and whether the cluster is what is missing.
//
//   auto report = replay_on_cluster(options, "nats://10.0.0.5:4222");
//   if (!report) return report.error().out_of_reach ? exit_unreachable : exit_usage;
#pragma once

#include "engine/base/error.hpp"

#include <expected>
#include <string>
#include <utility>

namespace articulator::replay::cluster {

struct Failure {
  base::Error error;
  bool out_of_reach = false;  // no server answers, or no worker: nothing is wrong with what was asked
};

template <typename T>
using Result = std::expected<T, Failure>;

[[nodiscard]] inline std::unexpected<Failure> failure(std::string where, std::string what,
                                                      std::string to_do = {}) {
  return std::unexpected(Failure{base::Error{std::move(where), std::move(what), std::move(to_do)}, false});
}

[[nodiscard]] inline std::unexpected<Failure> out_of_reach(std::string where, std::string what,
                                                           std::string to_do) {
  return std::unexpected(Failure{base::Error{std::move(where), std::move(what), std::move(to_do)}, true});
}

}  // namespace articulator::replay::cluster
