// History: what a practice remembers of its cases once they are forgotten: counts, and for a while a trace of
// each.
//
//   history.acknowledged(file);            // the lab took an order (VAL-33)
//   history.ended(id, open, at);           // closed or cancelled
//   history.clean_cases(file)  -> 3        // seated without feedback, of this prescriber, material and lab
//   (GOV-03)
#pragma once

#include "engine/base/instant.hpp"
#include "engine/base/packed_map.hpp"
#include "engine/base/resting_map.hpp"
#include "engine/model/case_file.hpp"
#include "engine/model/ids.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace articulator::workflow {

// A case sent to the lab once more goes on counting where it stopped, so that its keys and review ids stay
// unique.
struct Trace {
  base::Instant ended_at;
  int orders_sent = 0;
  int reviews_opened = 0;
  std::optional<std::size_t> clean{};  // counted as a clean case, of the work of that number
};
void pack(const model::CaseId& id, const Trace& trace, std::string& out);
void unpack(const model::CaseId& id, std::string_view bytes, Trace& trace);

class History {
 public:
  // How long a trace is kept: feedback still counts against a case for the longest remake credit of the lab
  // profiles.
  static constexpr base::Duration trace_kept = base::days(180);

  using Repeat = std::tuple<model::PersonId, std::string, model::LabId>;  // prescriber, material, lab

  void acknowledged(const model::CaseFile& file);
  [[nodiscard]] bool ever_acknowledged(const model::CaseFile& file) const;

  // `clean`: seated, and no feedback so far.
  void ended(const model::CaseId& id, Trace trace, const model::CaseFile& file, bool clean);
  void feedback(const model::CaseId& id);  // takes a clean case back
  [[nodiscard]] int clean_cases(const model::CaseFile& file) const;
  [[nodiscard]] bool worked_for(const model::PatientId& patient) const;  // a case of the patient ended once
  // Null: none, or forgotten. Good until `forget`.
  [[nodiscard]] const Trace* trace(const model::CaseId& id) const;

  // Forgets traces past their time; the counts stay.
  void forget(base::Instant now);
  [[nodiscard]] std::size_t memory_bytes() const {  // but for counts
    return patients_.memory_bytes() + traces_.memory_bytes_at_rest();
  }

 private:
  std::set<std::pair<model::PersonId, std::string>> acknowledged_;  // prescriber, material
  // Of those past their time a trace may still lie there for so long: they are swept out all at once.
  static constexpr base::Duration swept_every = base::days(15);
  static constexpr std::size_t awake_max = 2;

  [[nodiscard]] bool is_forgotten(const Trace& trace) const { return trace.ended_at + trace_kept < now_; }

  base::PackedMap patients_;
  std::map<Repeat, std::size_t> work_numbers_;
  std::vector<int> clean_;  // by number of the work
  base::RestingMap<model::CaseId, Trace> traces_{awake_max};
  base::Instant now_;
  base::Instant swept_at_;
};

}  // namespace articulator::workflow
