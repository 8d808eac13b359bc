// Shard: some of a log's practices, replayed one line after the other. Practices share nothing, so shards do
// not either.
//
//   Shard shard(base::minutes(5), logs);
//   shard.feed(line, place);          // any line, good or bad
//   add_part(report, shard.finish(end, stopped));
#pragma once

#include "engine/base/instant.hpp"
#include "engine/base/json_reader.hpp"
#include "replay/log/feed.hpp"
#include "replay/shadow/practice_shadow.hpp"
#include "replay/shadow/report.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace articulator::replay {

class Shard : public LineSink {
 public:
  Shard(base::Duration late_after, std::size_t logs) : late_after_(late_after), events_of_log_(logs) {}

  void feed(std::string_view line, Place place) override;

  // The latest instant of all lines read.
  [[nodiscard]] base::Instant clock() const { return clock_; }
  [[nodiscard]] const std::vector<std::int64_t>& events_of_log() const override { return events_of_log_; }

  // Call once, at the log's end, or where reading was stopped: what was found, in the order of this shard's
  // lines. `end`: the latest instant of all shards' lines.
  Report finish(base::Instant end, bool stopped);

 private:
  // Reading a line and working on it are so much code each that a processor's instruction cache holds one of
  // them: so many lines are read before they are worked on.
  static constexpr std::size_t read_ahead = 32;
  struct ReadLine {
    LogEvent event;
    Place place;
    PracticeShadow* shadow = nullptr;
    bool is_repeat = false;
  };

  void work_off();
  PracticeShadow& shadow_of(const model::PracticeId& id);
  void count(const LogEvent& event);
  void share_profile(LogEvent& event);

  base::Duration late_after_;
  base::JsonParser parser_;
  std::vector<ReadLine> read_ = std::vector<ReadLine>(read_ahead);  // what waits, then what did before
  std::size_t waiting_ = 0;
  base::Instant clock_;
  std::vector<std::int64_t> events_of_log_;
  PracticeShadow::Shared shared_;
  std::map<model::PracticeId, PracticeShadow> practices_;
  std::unordered_map<std::string_view, PracticeShadow*> by_name_;  // the same, to find them by
  PracticeShadow* at_work_ = nullptr;                              // of the latest line; may be null
  std::map<std::string, std::shared_ptr<const model::LabProfile>> profiles_;  // by their text
  Report found_;
};

}  // namespace articulator::replay
