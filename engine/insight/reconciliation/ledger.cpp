#include "engine/insight/reconciliation/ledger.hpp"

#include "engine/base/packing.hpp"
#include "engine/model/packing.hpp"

#include <algorithm>
#include <cstdint>

namespace articulator::insight {
namespace {

void put(base::Packer& archive, const base::Beginnings::Split& split) {
  archive(split.beginning);
  archive.bytes(split.rest);
}

base::Beginnings::Split take_split(base::Unpacker& archive) {
  const auto beginning = archive.take<std::uint8_t>();
  return {beginning, archive.bytes()};
}

// Without its case, which is the key of its rounds, and without lab and patient; `key`: the idempotency key,
// which begins with the case.
template <typename A, base::SameAs<Ordered> T>
void walk(A& archive, T& ordered, auto& key) {
  auto& [case_id, round, lab, idempotency_key, tracking, patient, teeth, fee, warranty, ordered_at,
         shipped_at, delivered_at, complaint, complained_at, credit_due, billed] = ordered;
  archive(round, key, tracking, teeth, fee, warranty, ordered_at, shipped_at, delivered_at, complaint,
          complained_at, credit_due, billed);
}

}  // namespace

void RoundsPacking::pack(const model::CaseId& id, const Rounds& rounds, std::string& out) {
  base::Packer archive(out);
  archive.number(rounds.all.size());
  for (const Ordered& round : rounds.all) {
    const bool begins_so = round.idempotency_key.starts_with(id.text);
    const std::string key = begins_so ? round.idempotency_key.substr(id.text.size()) : round.idempotency_key;
    archive(begins_so);
    walk(archive, round, key);
    put(archive, labs_.learn(round.lab.text));
    put(archive, patients_.learn(round.patient.text));
  }
}

void RoundsPacking::unpack(const model::CaseId& id, std::string_view bytes, Rounds& rounds) const {
  base::Unpacker archive(bytes);
  rounds.all.resize(archive.number());
  for (Ordered& round : rounds.all) {
    round.case_id = id;
    const bool begins_so = archive.take<bool>();
    walk(archive, round, round.idempotency_key);
    if (begins_so) round.idempotency_key.insert(0, id.text);
    round.lab = model::LabId(labs_.whole(take_split(archive)));
    round.patient = model::PatientId(patients_.whole(take_split(archive)));
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
  std::string aged;
  {
    base::Packer archive(aged);
    archive(at, round);
    put(archive, case_ids_.learn(id.text));
  }
  by_age_.push(aged);
  ++count_;
  return entry;
}

void Ledger::set_tracking(Ordered& round, const std::string& tracking) {
  if (tracking.empty() || round.tracking == tracking) return;
  if (!round.tracking.empty()) by_tracking_.erase(round.tracking);
  round.tracking = tracking;
  std::string of_the_case;
  {
    base::Packer archive(of_the_case);
    put(archive, case_ids_.learn(round.case_id.text));
  }
  by_tracking_.put(tracking, of_the_case);
}

std::optional<model::CaseId> Ledger::case_of(std::string_view tracking) const {
  const auto found = by_tracking_.find(tracking);
  if (!found) return std::nullopt;
  base::Unpacker archive(*found);
  return model::CaseId(case_ids_.whole(take_split(archive)));
}

void Ledger::withdraw(const model::CaseId& id, int round) {
  drop(id, round);
}

void Ledger::drop(const model::CaseId& id, int round) {
  Rounds* rounds = cases_.find(id);
  if (rounds == nullptr) return;
  const auto entry = std::ranges::find(rounds->all, round, &Ordered::round);
  if (entry == rounds->all.end()) return;
  if (case_of(entry->tracking) == id) by_tracking_.erase(entry->tracking);
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
    if (const auto tracked = case_of(line.tracking)) rounds = cases_.find(*tracked);
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
    base::Unpacker archive(by_age_.front());
    const auto at = archive.take<base::Instant>();
    if (at + kept_for >= now && count_ <= rounds_max) break;
    const auto round = archive.take<int>();
    const model::CaseId id(case_ids_.whole(take_split(archive)));
    by_age_.pop();
    drop(id, round);
  }
  cases_.rest();
}

}  // namespace articulator::insight
