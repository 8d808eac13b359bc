#include "engine/insight/analytics.hpp"

#include "engine/model/lab_profile.hpp"
#include "engine/model/prescription.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <variant>

namespace articulator::insight {
namespace {

template <typename T>
T said(const Latest<T>& latest) {
  return latest.get() != nullptr ? *latest.get() : T{};
}

// Where the practice does not say that it has it, who seats or complains of it has.
bool is_delivered(const CaseFacts& facts) {
  return facts.received.get() || facts.seated.get() || !facts.feedback.empty() || !facts.triaged.empty();
}

bool is_remade(const CaseFacts& facts) {
  const auto& received = facts.received.get();
  return !facts.feedback.empty() || !facts.triaged.empty() || (received && facts.ordered_last > received);
}

// A hold and the question that comes with it are one call.
std::int64_t callbacks_in(const CaseFacts& facts) {
  std::set<base::Instant> instants;
  for (const auto& [what, at] : facts.callbacks)
    instants.insert(at);
  std::int64_t calls = 0;
  std::optional<base::Instant> last;
  for (const base::Instant at : instants) {
    if (last && at - *last < Analytics::one_call) continue;
    ++calls;
    last = at;
  }
  return calls;
}

// The instant by whose passing the work is late. Empty: nobody said when it was wanted.
std::optional<base::Instant> wanted_by(const CaseFacts& facts, const base::TimeZone& zone) {
  if (const auto due = said(facts.due)) return zone.instant({*due + 1, 0});
  return said(facts.appointment);
}

// Empty: not known.
std::optional<base::Cents> cost_of(const CaseFacts& facts, const model::LabProfile* profile,
                                   std::int64_t units) {
  if (!facts.billed_cents.empty()) {
    base::Cents sum;
    for (const auto& [line, cents] : facts.billed_cents)
      sum = sum + base::Cents{cents};
    return sum;
  }
  const auto restoration = model::restoration_of(said(facts.restoration));
  const auto material = model::material_of(said(facts.material));
  if (profile == nullptr || !restoration || !material) return std::nullopt;
  const model::Product* product = profile->product(*restoration, *material);
  if (product == nullptr) return std::nullopt;
  return product->fee * units;
}

void add_delivery(Tally& tally, const CaseFacts& facts, const base::TimeZone& zone) {
  if (!is_delivered(facts)) return;
  ++tally.delivered;
  const auto& received = facts.received.get();
  const auto& ordered = facts.ordered.get();
  if (received && ordered) tally.turnaround.add((*received - *ordered).count() / base::minutes(1).count());
  const auto wanted = wanted_by(facts, zone);
  if (received && wanted) {
    ++tally.on_time_judged;
    if (*received < *wanted) ++tally.on_time;
  }
  if (!is_remade(facts)) return;
  ++tally.remade;
  for (const auto& [at, cause] : facts.triaged)
    ++tally.remake_causes[cause];
}

}  // namespace

void Analytics::observe(const model::Event& event) {
  if (const auto* changed = std::get_if<model::PolicyChanged>(&event.happening)) {
    zone_.set(event.at, {changed->policy.zone});
  } else if (const auto* given = std::get_if<model::LabProfileGiven>(&event.happening)) {
    profiles_[given->profile->lab].set(event.at, {given->profile});
  } else if (const auto* bill = std::get_if<model::LabInvoice>(&event.happening)) {
    for (const model::BilledLine& line : bill->invoice.lines)
      if (!line.case_id.empty()) billed(line.case_id, bill->invoice.statement, line.line, line.amount);
  } else if (!event.case_id.empty()) {
    CaseFacts& facts = cases_[event.case_id];
    learn(facts, event, profile_of(event.lab.empty() ? said(facts.lab) : event.lab.text));
  }
}

void Analytics::triaged(const model::CaseId& id, base::Instant at, std::string cause) {
  std::string& known = cases_[id].triaged[at];
  known = std::max(known, cause);
}

void Analytics::billed(const model::CaseId& id, const std::string& statement, std::int64_t line,
                       base::Cents amount) {
  const auto [known, is_new] = cases_[id].billed_cents.try_emplace({statement, line}, amount.cents);
  if (!is_new) known->second = std::max(known->second, amount.cents);
}

void Analytics::invoice_judged(const std::string& statement, std::int64_t line, std::string result) {
  std::string& known = invoice_lines_[{statement, line}];
  known = std::max(known, result);
}

void Analytics::merge(const Analytics& other) {
  zone_.join(other.zone_);
  for (const auto& [lab, profile] : other.profiles_)
    profiles_[lab].join(profile);
  for (const auto& [id, facts] : other.cases_)
    cases_[id].join(facts);
  for (const auto& [line, result] : other.invoice_lines_)
    invoice_lines_[line] = std::max(invoice_lines_[line], result);
  insight::merge(settled_, other.settled_);
}

void Analytics::settle(base::Instant now) {
  std::erase_if(cases_, [&](const auto& entry) {
    // Billed, and never there: a lab's slip, of which no figure speaks.
    if (!entry.second.ready.get() && !entry.second.billed_cents.empty()) return true;
    const auto ended = entry.second.ended();
    if (!ended || *ended + facts_kept > now) return false;
    add(entry.second, settled_);
    return true;
  });
}

void Analytics::settle_daily(base::Instant now) {
  if (now < settled_at_ + base::days(1)) return;
  settled_at_ = now;
  settle(now);
}

Table Analytics::table() const {
  Table table = settled_;
  for (const auto& [id, facts] : cases_)
    add(facts, table);
  return table;
}

std::map<std::string, std::int64_t> Analytics::invoice_results() const {
  std::map<std::string, std::int64_t> results;
  for (const auto& [line, result] : invoice_lines_)
    ++results[result];
  return results;
}

const model::LabProfile* Analytics::profile_of(const std::string& lab) const {
  const auto found = profiles_.find(model::LabId(lab));
  if (found == profiles_.end()) return nullptr;
  const Profile* latest = found->second.get();
  return latest != nullptr ? latest->profile.get() : nullptr;
}

void Analytics::add(const CaseFacts& facts, Table& table) const {
  if (!facts.ready.get()) return;
  const base::TimeZone zone = zone_.get() != nullptr ? zone_.get()->zone : base::TimeZone();
  const std::string lab = said(facts.lab);
  const std::int64_t units = std::max<std::int64_t>(1, said(facts.units));
  Tally& tally =
      table[{practice_, model::LabId(lab), said(facts.restoration), said(facts.material),
             model::PersonId(said(facts.prescriber)), month_of(zone.local(*facts.ready.get()).date)}];
  ++tally.cases;
  if (facts.cancelled.get()) ++tally.cancelled;
  tally.callbacks += callbacks_in(facts);
  add_delivery(tally, facts, zone);
  if (!facts.ordered.get()) return;
  ++tally.ordered;
  if (const auto cost = cost_of(facts, profile_of(lab), units)) {
    tally.costed_units += units;
    tally.spend = tally.spend + *cost;
  }
}

}  // namespace articulator::insight
