#include "property_tests/alert_accuracy.hpp"

#include "engine/delivery/alert.hpp"
#include "engine/workflow/practice.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <variant>

namespace articulator::property_tests {
namespace {

constexpr base::Duration in_time = base::hours(48);       // DLV-03
constexpr base::Duration after_news = base::minutes(15);  // likewise

// When each case was first alerted, as the real decisions have it, and where DLV-03 was broken.
struct Watch {
  workflow::Practice practice{model::PracticeId("p-01")};
  std::map<model::CaseId, base::Instant> alerted;
  std::vector<model::Decision> decisions;

  void heed() {
    for (const model::Decision& decision : decisions)
      if (std::holds_alternative<model::DelayAlerted>(decision.act))
        alerted.emplace(decision.case_id, decision.at);
    decisions.clear();
  }
  // Whether an alert stands that ought to, at `now`.
  [[nodiscard]] bool fails_to_alert(const LifeCase& one, base::Instant need, base::Instant now) {
    practice.due(now, decisions);
    heed();
    const workflow::Case* open = practice.find(one.id);
    if (open == nullptr || open->received_back || open->ended_at) return false;
    const auto prediction = practice.predicted(one.id, now);
    return prediction && prediction->at > need && !open->delay;
  }
};

void count(RuleScore& score, const LifeCase& one, bool late, std::optional<base::Instant> alert) {
  if (!alert || *alert >= one.received) return;
  ++score.alerts;
  if (!late) return;
  ++score.right;
  if (one.visit - *alert >= in_time) ++score.helped;
  score.lead_h.push_back((one.visit - *alert) / base::hours(1));
}

// The first instant at which the latest promise has passed without the work.
std::optional<base::Instant> promise_passed(const LifeCase& one) {
  for (std::size_t n = 0; n < one.promises.size(); ++n) {
    const base::Instant until = n + 1 < one.promises.size() ? one.promises[n + 1].said_at : one.received;
    const base::Instant passed = std::max(one.promises[n].delivery, one.promises[n].said_at);
    if (passed < until) return passed;
  }
  return std::nullopt;
}

struct Probe {
  base::Instant at;
  std::size_t of = 0;
};

}  // namespace

void RuleScore::merge(const RuleScore& other) {
  alerts += other.alerts;
  right += other.right;
  helped += other.helped;
  lead_h.insert(lead_h.end(), other.lead_h.begin(), other.lead_h.end());
}

void Accuracy::merge(const Accuracy& other) {
  cases += other.cases;
  late += other.late;
  learned.merge(other.learned);
  due_passed.merge(other.due_passed);
  promise_passed.merge(other.promise_passed);
  broken.insert(broken.end(), other.broken.begin(), other.broken.end());
}

Accuracy measure(const LabLife& life) {
  Accuracy found;
  Watch watch;
  std::map<model::CaseId, std::size_t> index;
  std::vector<base::Instant> need;
  std::vector<Probe> probes;  // 48 h before each visit
  for (std::size_t n = 0; n < life.cases.size(); ++n) {
    index.emplace(life.cases[n].id, n);
    need.push_back(delivery::needed_by(life.cases[n].visit, life.zone));
    probes.push_back({life.cases[n].visit - in_time, n});
  }
  std::ranges::sort(probes, {}, [](const Probe& one) { return std::pair(one.at, one.of); });
  auto probe = probes.begin();
  const auto probe_until = [&](base::Instant until) {
    for (; probe != probes.end() && probe->at <= until; ++probe)
      if (watch.fails_to_alert(life.cases[probe->of], need[probe->of], probe->at))
        found.broken.push_back(life.cases[probe->of].id.text + " was known to be late 48 h before its visit");
  };
  for (const model::Event& event : life.events) {
    probe_until(event.at);
    watch.practice.apply(event, watch.decisions);
    watch.heed();
    const auto of = index.find(event.case_id);
    if (of != index.end() && watch.fails_to_alert(life.cases[of->second], need[of->second], event.at))
      found.broken.push_back(event.case_id.text + " was known to be late and not alerted within " +
                             base::format_duration(after_news) + " of the news");
  }
  for (std::size_t n = 0; n < life.cases.size(); ++n) {
    const LifeCase& one = life.cases[n];
    const bool late = one.received > need[n];
    ++found.cases;
    found.late += late ? 1 : 0;
    const auto alert = watch.alerted.find(one.id);
    count(found.learned, one, late,
          alert == watch.alerted.end() ? std::nullopt : std::optional(alert->second));
    count(found.due_passed, one, late, one.due);
    count(found.promise_passed, one, late, promise_passed(one));
  }
  return found;
}

std::int64_t per_mille(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 1000 : part * 1000 / whole;
}

std::int64_t median(std::vector<std::int64_t> values) {
  if (values.empty()) return 0;
  std::ranges::sort(values);
  return values[values.size() / 2];
}

}  // namespace articulator::property_tests
