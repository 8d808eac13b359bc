#include "replay/shadow/shard.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <variant>

namespace articulator::replay {
namespace {

constexpr std::size_t profiles_shared_max = 1000;

}  // namespace

void Shard::feed(std::string_view line, Place place) {
  ReadLine& next = read_[waiting_];
  if (const auto read = read_log_event(line, parser_, next.event); !read) {
    found_.lines_refused.push_back({place, read.error().text()});
    return;
  }
  next.place = place;
  share_profile(next.event);
  ++events_of_log_[place.log];
  clock_ = std::max(clock_, next.event.at);
  if (!found_.first || next.event.at < *found_.first) found_.first = next.event.at;
  if (++waiting_ == read_ahead) work_off();
}

void Shard::work_off() {
  const std::span lines(read_.data(), std::exchange(waiting_, 0));
  for (ReadLine& line : lines) {
    line.shadow = &shadow_of(line.event.practice);
    line.is_repeat = line.shadow->is_repeat(line.event);
  }
  for (ReadLine& line : lines) {
    if (line.is_repeat) {
      ++found_.duplicates;
      continue;
    }
    if (at_work_ != nullptr && at_work_ != line.shadow) at_work_->rest();
    at_work_ = line.shadow;
    line.shadow->feed(line.event, line.place, found_.divergences);
    count(line.event);
  }
}

PracticeShadow& Shard::shadow_of(const model::PracticeId& id) {
  const auto known = by_name_.find(id.text);
  if (known != by_name_.end()) return *known->second;
  const auto added = practices_.emplace(id, PracticeShadow(id, late_after_, shared_)).first;
  by_name_.emplace(added->first.text, &added->second);
  return added->second;
}

// A lab says the same to most practices, and a profile is some ten kilobytes.
void Shard::share_profile(LogEvent& event) {
  auto* happened = std::get_if<model::Event>(&event.what);
  auto* given = happened == nullptr ? nullptr : std::get_if<model::LabProfileGiven>(&happened->happening);
  if (given == nullptr) return;
  const auto [shared, is_new] = profiles_.emplace(given->profile->json, given->profile);
  if (!is_new) given->profile = shared->second;
  if (profiles_.size() > profiles_shared_max) profiles_.clear();  // a log of nothing but profiles
}

void Shard::count(const LogEvent& event) {
  ++found_.events;
  if (std::holds_alternative<UnknownType>(event.what)) ++found_.unknown_types;
  const auto* not_judged = std::get_if<NotJudged>(&event.what);
  if (not_judged != nullptr) ++found_.not_judged.at(static_cast<std::size_t>(not_judged->type));
  if (not_judged != nullptr || std::holds_alternative<Decided>(event.what)) ++found_.decisions;
}

Report Shard::finish(base::Instant end, bool stopped) {
  work_off();
  for (auto& [id, shadow] : practices_) {
    shadow.finish(end, stopped, found_.divergences);
    found_.cases += shadow.cases();
    found_.agreed += shadow.agreed();
    found_.cases_by_practice[id.text] += shadow.cases();
    if (!id.empty()) ++found_.practices;
  }
  found_.cases_by_traits = std::move(shared_.cases_by_traits);
  return std::move(found_);
}

}  // namespace articulator::replay
