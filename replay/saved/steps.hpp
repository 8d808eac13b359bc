// Steps of a scenario in the making, by instants of the log.
//
//   Steps steps(start);
//   steps.add(at, "lab_status", {{"case", "LC-1"}, {"status", "In Design"}});
//   steps.since_start(at)                                                        // "7200s"
#pragma once

#include "engine/base/instant.hpp"

#include <string>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace articulator::replay::saved {

class Steps {
 public:
  explicit Steps(base::Instant start) : start_(start) {}

  // Whole seconds: what is less is left out, so nothing comes later than it did.
  [[nodiscard]] std::string since_start(base::Instant at) const {
    return fmt::format("{}s", (at - start_).count() / 1000);
  }

  // `if_possible`: production's course may ask for what the reference has no need of.
  void add(base::Instant at, const std::string& verb, nlohmann::json arguments, bool if_possible = false) {
    nlohmann::json step = {{"at", since_start(at)}, {verb, std::move(arguments)}};
    if (if_possible) step["if_possible"] = true;
    steps_.push_back(std::move(step));
  }

  // In the order in which they were added; a scenario takes them by their instants.
  nlohmann::json take() { return std::move(steps_); }

 private:
  base::Instant start_;
  nlohmann::json steps_ = nlohmann::json::array();
};

}  // namespace articulator::replay::saved
