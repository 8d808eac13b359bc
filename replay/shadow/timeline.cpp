#include "replay/shadow/timeline.hpp"

#include "engine/base/json_reader.hpp"
#include "engine/workflow/practice.hpp"
#include "replay/log/log_event.hpp"
#include "replay/log/seen_ids.hpp"
#include "replay/shadow/readable.hpp"

#include <algorithm>
#include <string_view>
#include <variant>

namespace articulator::replay {
namespace {

// By instant; what stands in one instant, in the order in which it was added.
void in_order(std::vector<TimelineRow>& rows) {
  std::vector<std::pair<base::Instant, std::size_t>> order;
  for (std::size_t i = 0; i < rows.size(); ++i)
    order.emplace_back(rows[i].at, i);
  std::ranges::sort(order);
  std::vector<TimelineRow> sorted;
  for (const auto& [at, i] : order)
    sorted.push_back(std::move(rows[i]));
  rows = std::move(sorted);
}

class Watcher : public LineSink {
 public:
  Watcher(const std::set<CaseKey>& cases, base::Duration late_after, std::size_t logs)
      : cases_(cases), late_after_(late_after), events_of_log_(logs) {
    for (const auto& [practice, ignored] : cases)
      practices_.emplace(practice, Watched{workflow::Practice(model::PracticeId{practice}), {}});
  }

  void feed(std::string_view line, Place place) override {
    const std::string practice = practice_of_line(line, parser_);
    const auto found = practices_.find(practice);
    if (found == practices_.end()) {
      ++events_of_log_[place.log];
      return;
    }
    const auto event = read_log_event(line, parser_);
    if (!event) return;
    ++events_of_log_[place.log];
    if (found->second.seen.insert(event->source, event->id))
      take(found->second, practice, *event, line, place);
  }
  [[nodiscard]] const std::vector<std::int64_t>& events_of_log() const override { return events_of_log_; }

  Timelines finish() {
    for (auto& [key, rows] : timelines_)
      in_order(rows);
    return std::move(timelines_);
  }

 private:
  struct Watched {
    workflow::Practice practice;
    SeenIds seen;
  };

  void take(Watched& watched, const std::string& practice, const LogEvent& event, std::string_view line,
            Place place) {
    if (const auto* production = std::get_if<Decided>(&event.what)) {
      if (auto* rows = rows_of({practice, event.case_id.text}))
        add_production(*rows, *production, event.at, place);
      return;
    }
    const auto* happened = std::get_if<model::Event>(&event.what);
    if (happened == nullptr) return;
    if (auto* rows = rows_of({practice, event.case_id.text})) add_event(*rows, line, event.at, place);
    std::vector<model::Decision> decisions;
    watched.practice.apply(*happened, decisions);
    for (const model::Decision& decision : decisions)
      if (auto* rows = rows_of({practice, decision.case_id.text})) add_reference(*rows, decision);
  }

  // Null: not watched, or long enough.
  std::vector<TimelineRow>* rows_of(const CaseKey& key) {
    if (!cases_.contains(key)) return nullptr;
    std::vector<TimelineRow>& rows = timelines_[key];
    return rows.size() < timeline_rows_max ? &rows : nullptr;
  }

  void add_event(std::vector<TimelineRow>& rows, std::string_view line, base::Instant at, Place place) {
    const auto document = parser_.parse(line);
    if (!document) return;
    TimelineRow row;
    row.at = at;
    row.line = place.line;
    if (const auto type = document->find("type"))
      row.type = type->text().value_or("").substr(std::string_view("dental.").size());
    const auto data = document->find("data");
    row.happened = data ? readable(*data) : "nothing more";
    rows.push_back(std::move(row));
  }

  // One row where the other side has decided the same in time.
  void add_production(std::vector<TimelineRow>& rows, const Decided& decided, base::Instant at, Place place) {
    const auto same = std::ranges::find_if(rows, [&](const TimelineRow& row) {
      return !row.production && row.reference && row.type == word(decided.type) &&
             *row.reference == readable(decided.shown()) && is_in_time(row.at, at);
    });
    if (same != rows.end()) {
      same->production = same->reference;
      same->line = place.line;
      return;
    }
    rows.push_back({at, std::string(word(decided.type)), {}, readable(decided.shown()), {}, place.line});
  }

  void add_reference(std::vector<TimelineRow>& rows, const model::Decision& decision) {
    const auto decided = decided_of(decision.act);
    if (!decided) return;
    const auto same = std::ranges::find_if(rows, [&](const TimelineRow& row) {
      return row.production && !row.reference && row.type == word(decided->type) &&
             *row.production == readable(decided->shown()) && is_in_time(row.at, decision.at);
    });
    if (same != rows.end()) {
      same->reference = same->production;
      return;
    }
    rows.push_back({decision.at, std::string(word(decided->type)), {}, {}, readable(decided->shown()), 0});
  }

  [[nodiscard]] bool is_in_time(base::Instant a, base::Instant b) const {
    return std::max(a, b) - std::min(a, b) <= late_after_;
  }

  const std::set<CaseKey>& cases_;
  base::Duration late_after_;
  std::vector<std::int64_t> events_of_log_;
  base::JsonParser parser_;
  std::map<std::string, Watched, std::less<>> practices_;
  Timelines timelines_;
};

}  // namespace

base::Expected<Timelines> read_timelines(const Options& options, const std::set<CaseKey>& cases) {
  if (cases.empty() || std::ranges::find(options.logs, "-") != options.logs.end()) return Timelines{};
  Watcher watcher(cases, options.late_after, options.logs.size());
  const auto read = feed_lines(options.logs, {&watcher});
  if (!read) return std::unexpected(read.error());
  return watcher.finish();
}

}  // namespace articulator::replay
