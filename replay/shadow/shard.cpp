#include "replay/shadow/shard.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace articulator::replay {

void Shard::feed(std::string_view line, Place place) {
  const auto event = read_log_event(line, parser_);
  if (!event) {
    found_.lines_refused.push_back({place, event.error().text()});
    return;
  }
  ++events_of_log_[place.log];
  clock_ = std::max(clock_, event->at);
  if (!found_.first || event->at < *found_.first) found_.first = event->at;
  auto shadow = practices_.find(event->practice);
  if (shadow == practices_.end())
    shadow = practices_.emplace(event->practice, PracticeShadow(event->practice, late_after_)).first;
  if (shadow->second.feed(*event, place, found_.divergences))
    count(*event);
  else
    ++found_.duplicates;
}

void Shard::count(const LogEvent& event) {
  ++found_.events;
  if (std::holds_alternative<UnknownType>(event.what)) ++found_.unknown_types;
  const auto* not_judged = std::get_if<NotJudged>(&event.what);
  if (not_judged != nullptr) ++found_.not_judged.at(static_cast<std::size_t>(not_judged->type));
  if (not_judged != nullptr || std::holds_alternative<Decided>(event.what)) ++found_.decisions;
}

Report Shard::finish(base::Instant end, bool stopped) {
  for (auto& [id, shadow] : practices_) {
    shadow.finish(end, stopped, found_.divergences);
    found_.cases += shadow.cases();
    found_.agreed += shadow.agreed();
    found_.cases_by_practice[id.text] += shadow.cases();
    for (const auto& [traits, count] : shadow.cases_by_traits())
      found_.cases_by_traits[traits] += count;
    if (!id.empty()) ++found_.practices;
  }
  return std::move(found_);
}

}  // namespace articulator::replay
