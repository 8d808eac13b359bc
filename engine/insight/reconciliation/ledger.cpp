#include "engine/insight/reconciliation/ledger.hpp"

#include "engine/base/packing.hpp"
#include "engine/model/packing.hpp"

#include <algorithm>
#include <tuple>

namespace articulator::insight {
namespace {

using Aged = std::tuple<base::Instant, model::CaseId, int>;

std::string packed(const Aged& aged) {
  const auto& [at, id, round] = aged;
  std::string bytes;
  base::Packer{bytes}(at, id, round);
  return bytes;
}

Aged aged_of(std::string_view bytes) {
  Aged aged;
  auto& [at, id, round] = aged;
  base::Unpacker{bytes}(at, id, round);
  return aged;
}

// Without its case, which is the key of its rounds; `key`: the idempotency key, which begins with it.
template <typename A, base::SameAs<Ordered> T>
void walk(A& archive, T& ordered, auto& key) {
  auto& [case_id, round, lab, idempotency_key, tracking, patient, teeth, fee, warranty, ordered_at,
         shipped_at, delivered_at, complaint, complained_at, credit_due, billed] = ordered;
  archive(round, lab, key, tracking, patient, teeth, fee, warranty, ordered_at, shipped_at, delivered_at,
          complaint, complained_at, credit_due, billed);
}

}  // namespace

void pack(const model::CaseId& id, const Rounds& rounds, std::string& out) {
  base::Packer archive(out);
  archive.number(rounds.all.size());
  for (const Ordered& round : rounds.all) {
    const bool begins_so = round.idempotency_key.starts_with(id.text);
    const std::string key = begins_so ? round.idempotency_key.substr(id.text.size()) : round.idempotency_key;
    archive(begins_so);
    walk(archive, round, key);
  }
}

void unpack(const model::CaseId& id, std::string_view bytes, Rounds& rounds) {
  base::Unpacker archive(bytes);
  rounds.all.resize(archive.number());
  for (Ordered& round : rounds.all) {
    round.case_id = id;
    const bool begins_so = archive.take<bool>();
    walk(archive, round, round.idempotency_key);
    if (begins_so) round.idempotency_key.insert(0, id.text);
  }
}

Ordered& Ledger::enter(const model::CaseId& id, int round, base::Instant at) {
  std::vector<Ordered>& rounds = cases_[id].all;
  const auto found = std::ranges::find(rounds, round, &Ordered::round);
  if (found != rounds.end()) return *found;
  Ordered& entry = rounds.emplace_back();
  entry.case_id = id;
  entry.round = round;
  entry.ordered_at = at;
  by_age_.push(packed({at, id, round}));
  ++count_;
  return entry;
}

void Ledger::set_tracking(Ordered& round, const std::string& tracking) {
  if (tracking.empty() || round.tracking == tracking) return;
  if (!round.tracking.empty()) by_tracking_.erase(round.tracking);
  round.tracking = tracking;
  by_tracking_.put(tracking, round.case_id.text);
}

void Ledger::withdraw(const model::CaseId& id, int round) {
  drop(id, round);
}

void Ledger::drop(const model::CaseId& id, int round) {
  Rounds* rounds = cases_.find(id);
  if (rounds == nullptr) return;
  const auto entry = std::ranges::find(rounds->all, round, &Ordered::round);
  if (entry == rounds->all.end()) return;
  if (by_tracking_.find(entry->tracking) == id.text) by_tracking_.erase(entry->tracking);
  rounds->all.erase(entry);
  --count_;
  if (rounds->all.empty()) cases_.erase(id);
}

const Ordered* Ledger::first(const model::CaseId& id) const {
  const Rounds* rounds = cases_.find(id);
  return rounds == nullptr ? nullptr : &rounds->all.front();
}

Ordered* Ledger::latest(const model::CaseId& id) {
  Rounds* rounds = cases_.find(id);
  return rounds == nullptr ? nullptr : &rounds->all.back();
}

// Of a case made more than once the round of that tracking number; where the line gives none, the earliest
// that is not billed yet, and once all are, the latest.
Ordered* Ledger::meant(const model::BilledLine& line, const model::LabId& lab) {
  Rounds* rounds = cases_.find(line.case_id);
  if (rounds == nullptr) {
    const auto tracked = by_tracking_.find(line.tracking);
    if (tracked) rounds = cases_.find(model::CaseId(std::string(*tracked)));
  }
  if (rounds == nullptr) return nullptr;
  const auto of_the_lab = [&](const Ordered& one) {
    return lab.empty() || one.lab.empty() || one.lab == lab;
  };
  Ordered* unbilled = nullptr;
  Ordered* last = nullptr;
  for (Ordered& one : rounds->all) {
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
  for (const auto& [id, rounds] : cases_.wake_all())
    all.insert(all.end(), rounds.all.begin(), rounds.all.end());
  return all;
}

void Ledger::forget(base::Instant now) {
  while (!by_age_.empty()) {
    const auto at = base::Unpacker(by_age_.front()).take<base::Instant>();
    if (at + kept_for >= now && count_ <= rounds_max) break;
    const auto [ordered_at, id, round] = aged_of(by_age_.front());
    by_age_.pop();
    drop(id, round);
  }
  cases_.rest();
}

}  // namespace articulator::insight
