#include "engine/insight/reconciliation/ledger.hpp"

#include <algorithm>

namespace articulator::insight {

Ordered& Ledger::enter(const model::CaseId& id, int round, base::Instant at) {
  Rounds& rounds = cases_[id];
  const auto found =
      std::find_if(rounds.begin(), rounds.end(), [round](const Ordered& one) { return one.round == round; });
  if (found != rounds.end()) return *found;
  Ordered& entry = rounds.emplace_back();
  entry.case_id = id;
  entry.round = round;
  entry.ordered_at = at;
  by_age_.push_back({at, {id, round}});
  ++count_;
  return entry;
}

void Ledger::set_tracking(Ordered& round, const std::string& tracking) {
  if (tracking.empty() || round.tracking == tracking) return;
  if (!round.tracking.empty()) by_tracking_.erase(round.tracking);
  round.tracking = tracking;
  by_tracking_.insert_or_assign(tracking, round.case_id);
}

void Ledger::withdraw(const model::CaseId& id, int round) {
  drop(id, round);
}

void Ledger::drop(const model::CaseId& id, int round) {
  const auto found = cases_.find(id);
  if (found == cases_.end()) return;
  Rounds& rounds = found->second;
  const auto entry =
      std::find_if(rounds.begin(), rounds.end(), [round](const Ordered& one) { return one.round == round; });
  if (entry == rounds.end()) return;
  const auto tracked = by_tracking_.find(entry->tracking);
  if (tracked != by_tracking_.end() && tracked->second == id) by_tracking_.erase(tracked);
  rounds.erase(entry);
  --count_;
  if (rounds.empty()) cases_.erase(found);
}

const Ordered* Ledger::first(const model::CaseId& id) const {
  const auto found = cases_.find(id);
  return found == cases_.end() ? nullptr : &found->second.front();
}

Ordered* Ledger::latest(const model::CaseId& id) {
  const auto found = cases_.find(id);
  return found == cases_.end() ? nullptr : &found->second.back();
}

// Of a case made more than once the round of that tracking number; where the line gives none, the earliest
// that is not billed yet, and once all are, the latest.
Ordered* Ledger::meant(const model::BilledLine& line, const model::LabId& lab) {
  auto found = cases_.find(line.case_id);
  if (found == cases_.end()) {
    const auto tracked = by_tracking_.find(line.tracking);
    if (tracked == by_tracking_.end()) return nullptr;
    found = cases_.find(tracked->second);
  }
  if (found == cases_.end()) return nullptr;
  Rounds& rounds = found->second;
  const auto of_the_lab = [&](const Ordered& one) {
    return lab.empty() || one.lab.empty() || one.lab == lab;
  };
  Ordered* unbilled = nullptr;
  Ordered* last = nullptr;
  for (Ordered& one : rounds) {
    if (!of_the_lab(one)) continue;
    if (!line.tracking.empty() && one.tracking == line.tracking) return &one;
    if (unbilled == nullptr && !one.billed) unbilled = &one;
    last = &one;
  }
  return unbilled != nullptr ? unbilled : last;
}

JudgedLine Ledger::judge(const model::BilledLine& line, const model::LabId& lab) {
  using enum model::LineResult;
  Ordered* round = meant(line, lab);
  if (round == nullptr) return {never_ordered, line.case_id};
  const auto result = [&] {
    if (round->billed) return billed_twice;
    if (round->warranty && line.amount.cents > 0) return warranty_billed;
    if (!round->shipped_at) return billed_early;
    if (round->warranty) return line.amount.cents == 0 ? matched : price_differs;
    return round->fee == line.amount ? matched : price_differs;
  }();
  round->billed = true;
  return {result, round->case_id};
}

std::vector<Ordered> Ledger::entries() const {
  std::vector<Ordered> all;
  all.reserve(count_);
  for (const auto& [id, rounds] : cases_)
    all.insert(all.end(), rounds.begin(), rounds.end());
  return all;
}

void Ledger::forget(base::Instant now) {
  while (!by_age_.empty() && (by_age_.front().first + kept_for < now || count_ > rounds_max)) {
    const auto [id, round] = by_age_.front().second;
    by_age_.pop_front();
    drop(id, round);
  }
}

}  // namespace articulator::insight
