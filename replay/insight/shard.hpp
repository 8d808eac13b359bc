// Shard: some of a log's practices, added up one line after the other.
#pragma once

#include "engine/base/instant.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/insight/analytics.hpp"
#include "replay/insight/report.hpp"
#include "replay/log/feed.hpp"
#include "replay/log/log_event.hpp"
#include "replay/log/seen_ids.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::replay::insight {

class Shard : public LineSink {
 public:
  explicit Shard(std::size_t logs) : events_of_log_(logs) {}

  void feed(std::string_view line, Place place) override;
  [[nodiscard]] const std::vector<std::int64_t>& events_of_log() const override { return events_of_log_; }

  void finish(Report& report) const;  // adds what it found

 private:
  struct OnePractice {
    explicit OnePractice(const model::PracticeId& id) : analytics(id) {}
    SeenIds seen;
    articulator::insight::Analytics analytics;
  };

  void observe(OnePractice& practice, const LogEvent& event);
  // What the log says of remakes and invoices in lines of the engine's own and the lab's.
  base::Expected<void> observe_data(OnePractice& practice, const LogEvent& event, std::string_view type,
                                    base::JsonValue data);

  base::JsonParser parser_;
  base::JsonParser data_parser_;
  std::vector<std::int64_t> events_of_log_;
  std::map<model::PracticeId, OnePractice> practices_;
  Report found_;
};

}  // namespace articulator::replay::insight
