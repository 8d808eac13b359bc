// DLV-05, NTF-05: no visit moves or is booked by the engine without a person's word on that case, no two
// holds take the same provider or operatory at the same time, and no patient hears of a delay before a person
// decided on its alert, unless the policy says that it need not wait.
#include "engine/base/json_reader.hpp"
#include "scenarios/runner/check_facts.hpp"
#include "scenarios/runner/invariant.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::runner {
namespace {

struct Held {
  std::string practice;
  std::string name;
  std::string provider;
  std::string operatory;
  base::Instant from;
  base::Instant to;
};

std::optional<Held> held_of(const world::Entry& fact, FactData& data) {
  const base::JsonValue said = data.of(fact);
  const auto start = base::parse_instant(text_at(said, "/start"));
  const auto minutes = said.find("minutes");
  const auto length = minutes ? minutes->integer() : std::nullopt;
  if (!start || !length) return std::nullopt;
  return Held{std::string(practice_of(fact.source)),
              text_at(said, "/hold"),
              text_at(said, "/provider"),
              text_at(said, "/operatory"),
              *start,
              *start + base::minutes(*length)};
}

bool clash(const Held& a, const Held& b) {
  return a.practice == b.practice && a.from < b.to && b.from < a.to &&
         (a.provider == b.provider || a.operatory == b.operatory);
}

class Judge {
 public:
  Judge(const Evidence& evidence, std::vector<Failure>& failures) : failures_(failures) {
    const auto key = [](const AuditRecord& record) {
      return CaseKey{std::string(record.practice), std::string(record.case_id)};
    };
    for (const AuditRecord& record : evidence.audit) {
      if (record.action == "delay.alerted") alerts_[key(record)].push_back(record.at);
      if (record.action == "appointment.moved" || record.action == "appointment.booked")
        moves_.try_emplace(key(record), record.at);
    }
  }

  void see(const world::Entry& fact) {
    if (fact.type == "people.review.decided") return decided(fact);
    if (fact.type == "world.policy") return policy(fact);
    if (fact.type == "engine.slot.held") return held(fact);
    if (fact.type == "engine.slot.released") return released(fact);
    if (fact.type == "engine.appointment.moved" || fact.type == "engine.appointment.booked")
      return seated(fact);
    if (fact.type == "pms.case.ready") return stands(fact, "/appointment/start");
    if (fact.type == "pms.appointment.moved" || fact.type == "pms.appointment.booked")
      return stands(fact, "/start");
    if (fact.type == "engine.patient.notified" && data_.text(fact, "/milestone") == "delayed")
      return told(fact);
  }

 private:
  void decided(const world::Entry& fact) {
    const base::JsonValue said = data_.of(fact);
    decided_[key_of(fact)] = fact.at;
    if (text_at(said, "/decision") == "approve" && said.find("slot")) ++chosen_[key_of(fact)];
  }

  void policy(const world::Entry& fact) {
    const auto delivery = data_.of(fact).find("delivery");
    const auto unseen = delivery ? delivery->find("message_unseen") : std::nullopt;
    unseen_[std::string(practice_of(fact.source))] = unseen && unseen->boolean().value_or(false);
  }

  void held(const world::Entry& fact) {
    const auto hold = held_of(fact, data_);
    if (!hold) return;
    for (const Held& other : held_)
      if (clash(*hold, other))
        report(failures_, "visits: no two holds on one slot",
               hold->name + " and " + other.name + " both hold it", fact.at);
    held_.push_back(*hold);
  }

  void released(const world::Entry& fact) {
    const std::string name = data_.text(fact, "/hold");
    const std::string practice(practice_of(fact.source));
    std::erase_if(held_, [&](const Held& one) { return one.name == name && one.practice == practice; });
  }

  // Back to where it stood before is no move: a slot that turned out to be taken is given up again.
  void seated(const world::Entry& fact) {
    const auto start = base::parse_instant(data_.text(fact, "/start"));
    Places& places = places_[key_of(fact)];
    int& words = chosen_[key_of(fact)];
    const bool is_back = start && places.before == *start;
    if (words > 0)
      --words;
    else if (!is_back)
      report(failures_, "visits: a person's word before the visit of " + name_of(key_of(fact)) + " moves",
             "nobody chose a slot, and " + fact.type + " happened", fact.at);
    const auto recorded = moves_.find(key_of(fact));
    if (recorded == moves_.end() || recorded->second > fact.at)
      report(failures_, "visits: an audit record before the visit of " + name_of(key_of(fact)) + " moves",
             "none by then", fact.at);
  }

  void stands(const world::Entry& fact, std::string_view pointer) {
    const auto start = base::parse_instant(data_.text(fact, pointer));
    if (!start) return;
    Places& places = places_[key_of(fact)];
    if (places.now != *start) places.before = std::exchange(places.now, *start);
  }

  // A decision on the case between an alert and the message.
  void told(const world::Entry& fact) {
    if (unseen_[std::string(practice_of(fact.source))]) return;
    const auto alerts = alerts_.find(key_of(fact));
    const auto decided = decided_.find(key_of(fact));
    const bool seen = alerts != alerts_.end() && decided != decided_.end() &&
                      std::any_of(alerts->second.begin(), alerts->second.end(),
                                  [&](base::Instant at) { return at <= decided->second; });
    if (!seen)
      report(failures_,
             "visits: staff see the alert of " + name_of(key_of(fact)) + " before the patient hears of it",
             "\"" + data_.text(fact, "/text") + "\"", fact.at);
  }

  struct Places {
    std::optional<base::Instant> now;
    std::optional<base::Instant> before;
  };

  std::vector<Failure>& failures_;
  FactData data_;
  std::map<CaseKey, std::vector<base::Instant>> alerts_;
  std::map<CaseKey, base::Instant> moves_;  // the first on record
  std::map<CaseKey, Places> places_;
  std::map<CaseKey, base::Instant> decided_;  // the latest
  std::map<CaseKey, int> chosen_;             // slots chosen and not yet taken
  std::map<std::string, bool> unseen_;        // by practice
  std::vector<Held> held_;
};

}  // namespace

void check_visits(const Evidence& evidence, std::vector<Failure>& failures) {
  Judge judge(evidence, failures);
  for (const world::Entry& fact : evidence.facts)
    judge.see(fact);
}

}  // namespace articulator::runner
