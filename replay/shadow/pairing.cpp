#include "replay/shadow/pairing.hpp"

#include "engine/base/json_writer.hpp"
#include "replay/shadow/rule.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace articulator::replay {
namespace {

base::Duration apart(const Side& a, const Side& b) {
  return a.at < b.at ? b.at - a.at : a.at - b.at;
}

bool same_key(const Side& a, const Side& b) {
  return a.decided.same_key(b.decided);
}
bool same_content(const Side& a, const Side& b) {
  return same_key(a, b) && a.decided.content == b.decided.content;
}

// {"at":"...", what was decided}
std::string shown(const Side* side) {
  if (side == nullptr) return "null";
  std::string json = R"({"at":")";
  base::append_instant(json, side->at);
  json += '"';
  const std::string members = side->decided.shown();  // an object
  if (members.size() > 2)
    json += "," + members.substr(1);
  else
    json += '}';
  return json;
}

}  // namespace

void Pairing::reference(const model::CaseId& id, Side&& side, base::Instant clock) {
  add(Who::reference, id, std::move(side), clock);
}

void Pairing::production(const model::CaseId& id, Side&& side, base::Instant clock) {
  add(Who::production, id, std::move(side), clock);
}

void Pairing::add(Who who, const model::CaseId& id, Side&& side, base::Instant clock) {
  const auto of_case = queue_of(id);
  Queue& queue = of_case->second;
  const auto partner = std::ranges::find_if(queue, [&](const Waiting& other) {
    return other.who != who && same_content(other.side, side) && apart(other.side, side) <= late_after_;
  });
  if (partner == queue.end()) {
    queue.push_back({who, std::move(side), clock + wait_max});
    ++waiting_count_;
    forget_answered();
    expiry_.emplace_back(clock + wait_max, id);
    return;
  }
  ++agreed_;
  --waiting_count_;
  queue.erase(partner);
  if (queue.empty()) spare_ = waiting_.extract(of_case);
}

// Most often nothing else of the case waits: the place of what was answered last is used again.
Pairing::Queues::iterator Pairing::queue_of(const model::CaseId& id) {
  const auto found = waiting_.lower_bound(id);
  if (found != waiting_.end() && found->first == id) return found;
  if (spare_.empty()) return waiting_.emplace_hint(found, id, Queue());
  spare_.key() = id;
  return waiting_.insert(found, std::move(spare_));
}

// Most of what waits is answered within seconds, and its case need not be looked at a week later.
void Pairing::forget_answered() {
  if (expiry_.size() < sweep_at_) return;
  std::erase_if(expiry_, [this](const auto& one) {
    const auto found = waiting_.find(one.second);
    return found == waiting_.end() ||
           std::ranges::find(found->second, one.first, &Waiting::until) == found->second.end();
  });
  expiry_.shrink_to_fit();
  sweep_at_ = answered_max + 2 * expiry_.size();
}

void Pairing::settle(base::Instant clock, std::vector<Divergence>& out) {
  while (!expiry_.empty() && expiry_.front().first < clock) {
    settle_case(expiry_.front().second, clock, out);
    expiry_.pop_front();
  }
}

void Pairing::settle_all(std::vector<Divergence>& out) {
  settle(base::Instant{std::numeric_limits<std::int64_t>::max()}, out);
}

void Pairing::forget_in_time(base::Instant clock) {
  for (auto& [id, queue] : waiting_)
    waiting_count_ -=
        std::erase_if(queue, [&](const Waiting& one) { return one.side.at + late_after_ >= clock; });
}

void Pairing::settle_case(const model::CaseId& id, base::Instant clock, std::vector<Divergence>& out) {
  const auto found = waiting_.find(id);
  if (found == waiting_.end()) return;
  Queue& queue = found->second;
  const std::size_t before = queue.size();

  // The nearest in time of what was decided alike; null: none.
  const auto alike = [&](const Waiting& one) {
    Waiting* nearest = nullptr;
    for (Waiting& other : queue)
      if (other.who != one.who && same_content(other.side, one.side) &&
          (nearest == nullptr || apart(other.side, one.side) < apart(nearest->side, one.side)))
        nearest = &other;
    return nearest;
  };
  // The first of the same key that nothing else answers; null: none.
  const auto unlike = [&](const Waiting& one) {
    for (Waiting& other : queue)
      if (other.who != one.who && same_key(other.side, one.side) && alike(other) == nullptr) return &other;
    return static_cast<Waiting*>(nullptr);
  };
  const auto settle_by = [&](const auto& partner_of, bool alone_too) {
    for (std::size_t i = 0; i < queue.size();) {
      const Waiting* partner = queue[i].until < clock ? partner_of(queue[i]) : nullptr;
      if (queue[i].until >= clock || (partner == nullptr && !alone_too)) {
        ++i;
        continue;
      }
      emit(id, queue[i], partner, out);
      const std::size_t j = partner == nullptr ? i : static_cast<std::size_t>(partner - queue.data());
      queue.erase(queue.begin() + static_cast<std::ptrdiff_t>(std::max(i, j)));
      if (j != i) queue.erase(queue.begin() + static_cast<std::ptrdiff_t>(std::min(i, j)));
      i = 0;
    }
  };
  settle_by(alike, false);
  settle_by(unlike, true);
  waiting_count_ -= before - queue.size();
  if (queue.empty()) waiting_.erase(found);
}

void Pairing::emit(const model::CaseId& id, const Waiting& one, const Waiting* other,
                   std::vector<Divergence>& out) const {
  const bool is_reference = one.who == Who::reference;
  if (other == nullptr && is_reference && one.side.optional) return;
  const Side* first = &one.side;
  const Side* second = other == nullptr ? nullptr : &other->side;
  out.push_back(divergence(id, is_reference ? first : second, is_reference ? second : first));
}

Divergence Pairing::divergence(const model::CaseId& id, const Side* reference, const Side* production) const {
  const Side& shown_at = production != nullptr ? *production : *reference;
  Divergence found;
  if (production == nullptr)
    found.kind = DivergenceKind::missing;
  else if (reference == nullptr)
    found.kind = DivergenceKind::extra;
  else if (!same_content(*reference, *production))
    found.kind = DivergenceKind::different;
  else
    found.kind = production->at > reference->at ? DivergenceKind::late : DivergenceKind::early;
  found.type = shown_at.decided.type;
  const bool is_line = shown_at.decided.type == DecisionType::invoice_line;
  found.case_id = is_line ? case_of_line(shown_at.decided) : id;
  found.practice = practice_;
  found.at = shown_at.at;
  found.place = shown_at.place;
  found.production = shown(production);
  found.reference = shown(reference);
  found.rule = rule_of(found.kind, reference != nullptr ? &reference->decided : nullptr,
                       production != nullptr ? &production->decided : nullptr);
  return found;
}

}  // namespace articulator::replay
