// History: what a practice remembers of its cases once they are forgotten: counts, and for a while a trace of
// each.
//
//   history.acknowledged(file);            // the lab took an order (VAL-33)
//   history.ended(id, open, at);           // closed or cancelled
//   history.clean_cases(file)  -> 3        // seated without feedback, of this prescriber, material and lab
//   (GOV-03)
#pragma once

#include "engine/base/instant.hpp"
#include "engine/model/case_file.hpp"
#include "engine/model/ids.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

namespace articulator::workflow {

class History {
 public:
  // How long a trace is kept: feedback still counts against a case for the longest remake credit of the lab
  // profiles.
  static constexpr base::Duration trace_kept = base::days(180);

  using Repeat = std::tuple<model::PersonId, std::string, model::LabId>;  // prescriber, material, lab

  // A case sent to the lab once more goes on counting where it stopped, so that its keys and review ids stay
  // unique.
  struct Trace {
    base::Instant ended_at;
    int orders_sent = 0;
    int reviews_opened = 0;
    std::optional<Repeat> clean;  // counted as a clean case of these
  };

  void acknowledged(const model::CaseFile& file);
  [[nodiscard]] bool ever_acknowledged(const model::CaseFile& file) const;

  // `clean`: seated, and no feedback so far.
  void ended(const model::CaseId& id, Trace trace, const model::CaseFile& file, bool clean);
  void feedback(const model::CaseId& id);  // takes a clean case back
  [[nodiscard]] int clean_cases(const model::CaseFile& file) const;
  [[nodiscard]] bool worked_for(const model::PatientId& patient) const;  // a case of the patient ended once
  [[nodiscard]] const Trace* trace(const model::CaseId& id) const;

  // Forgets traces past their time; the counts stay.
  void forget(base::Instant now);

 private:
  std::set<std::pair<model::PersonId, std::string>> acknowledged_;  // prescriber, material
  std::set<model::PatientId> patients_;
  std::map<Repeat, int> clean_;
  std::map<model::CaseId, Trace> traces_;
  std::multimap<base::Instant, model::CaseId> by_end_;
};

}  // namespace articulator::workflow
