// Analytics: the figures of one practice, from what happened (ANA-01, ANA-02).
//
//   Analytics october(practice);
//   for (const model::Event& event : events) october.observe(event);
//   october.merge(november);
//   Table table = october.table();
//
// Events may come in any order and in any parts: a part needs the practice's policy and lab profiles (which
// stand at the beginning of a log) to know what a lab's word means, and whatever events it likes of whatever
// cases. Merged, the parts give the table that one pass gives.
//
// What is counted:
// - turnaround: from the lab's first acknowledgement to the practice's first receipt;
// - on time: received by the end of the due date, on the practice's calendar; without a due date, by the
//   appointment; without either the case is not judged;
// - remade: complained of (`pms.case.feedback`, `engine.remake.triaged`), or ordered again after the receipt;
// - callbacks: the lab's questions, holds and rejections; what comes within twelve hours is one call;
// - cost: what the lab's statements say, or while there is none, the fee of the lab's profile times the
// units.
#pragma once

#include "engine/insight/case_facts.hpp"
#include "engine/insight/tally.hpp"
#include "engine/model/event.hpp"
#include "engine/model/ids.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace articulator::insight {

class Analytics {
 public:
  // A case over for so long is added to the table and forgotten: what is said of it later counts no more. A
  // remake credit ends after half a year at the latest (DOMAIN 3).
  static constexpr base::Duration facts_kept = base::days(365);

  static constexpr base::Duration one_call = base::hours(12);

  explicit Analytics(model::PracticeId practice) : practice_(std::move(practice)) {}

  void observe(const model::Event& event);
  // `engine.remake.triaged`: by production in a log, by the engine itself when live.
  void triaged(const model::CaseId& id, base::Instant at, std::string cause);
  // A line of a lab's statement, for the case that it was matched with.
  void billed(const model::CaseId& id, const std::string& statement, std::int64_t line, base::Cents amount);
  // `engine.invoice.line`: what became of a line, "matched" or the exception.
  void invoice_judged(const std::string& statement, std::int64_t line, std::string result);

  void merge(const Analytics& other);  // of the same practice

  // Forgets the facts of cases that ended `facts_kept` ago; their figures stay. For a long-lived engine: a
  // log is read without.
  void settle(base::Instant now);
  void settle_daily(base::Instant now);  // the same, where the last time was a day ago

  [[nodiscard]] Table table() const;
  [[nodiscard]] std::map<std::string, std::int64_t> invoice_results() const;  // lines by result
  [[nodiscard]] std::size_t cases_held() const { return cases_.size(); }

 private:
  // Two given at the same instant are told apart by their text.
  struct Profile {
    std::shared_ptr<const model::LabProfile> profile;
    friend auto operator<=>(const Profile& a, const Profile& b) {
      return a.profile->json <=> b.profile->json;
    }
    friend bool operator==(const Profile& a, const Profile& b) { return a.profile->json == b.profile->json; }
  };
  struct Zone {
    base::TimeZone zone;
    friend auto operator<=>(const Zone& a, const Zone& b) { return a.zone.name() <=> b.zone.name(); }
    friend bool operator==(const Zone& a, const Zone& b) { return a.zone.name() == b.zone.name(); }
  };

  [[nodiscard]] const model::LabProfile* profile_of(const std::string& lab) const;
  void add(const CaseFacts& facts, Table& table) const;

  model::PracticeId practice_;
  Latest<Zone> zone_;
  std::map<model::LabId, Latest<Profile>> profiles_;
  std::map<model::CaseId, CaseFacts> cases_;
  std::map<std::pair<std::string, std::int64_t>, std::string> invoice_lines_;
  Table settled_;
  base::Instant settled_at_;
};

}  // namespace articulator::insight
