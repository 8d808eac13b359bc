// LatestInstant: the latest instant of a log's events, as those who read the lines whole find it, for a
// fraction of what reading them whole takes.
//
//   LatestInstant latest;
//   latest.look(line);                  // every line
//   const base::Instant end = latest.value();
//
// A line counts only if it is an event, which only reading it whole can say. So the times that lines seem to
// bear are collected, and of each few thousand only the latest are read whole, until one of them counts.
#pragma once

#include "engine/base/instant.hpp"
#include "engine/base/json_reader.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace articulator::replay::cluster {

class LatestInstant {
 public:
  static constexpr std::size_t candidates_max = 1024;

  void look(std::string_view line);
  base::Instant value();  // the epoch where there was no event

 private:
  struct Candidate {
    base::Instant seems;
    std::string line;
  };
  void settle();

  base::Instant latest_;
  std::vector<Candidate> candidates_;  // those before `used_`; the rest keep their memory
  std::size_t used_ = 0;
  base::JsonParser parser_;
};

}  // namespace articulator::replay::cluster
