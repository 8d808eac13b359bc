// Selection: which lab and material a new case might go to, with the parts of the score (SEL-01). A
// suggestion for people; nothing follows from it by itself.
//
//   std::vector<Suggestion> ranked = rank(candidates, setup);
//   ranked.front().score_bp, ranked.front().parts[...].why
//
// Each part is worth 0 to 10,000 points; the score is their mean by the practice's weights. Of history the
// cautious bound counts, never the rate: of punctuality the lower end of Wilson's interval, of remakes the
// upper. And a lab of which fewer than `minimum_cases` deliveries are known is *thin*: for its punctuality,
// remakes and turnaround it gets at most what the worst of the labs that are well known gets. So three good
// cases never beat three hundred by luck (SEL-02); a new lab can still win by its fee, the guideline or the
// plan, and its history is shown with its interval.
#pragma once

#include "engine/base/money.hpp"
#include "engine/insight/tally.hpp"
#include "engine/model/ids.hpp"
#include "engine/model/insight_setup.hpp"
#include "engine/model/prescription.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace articulator::insight {

enum class Guideline : std::uint8_t { silent, recommends, advises_other };

struct Candidate {
  model::LabId lab;
  std::string lab_name;
  model::Material material = model::Material::zirconia;
  base::Cents fee;                    // for all units
  std::int64_t promised_minutes = 0;  // from now into the practice's hands, by the lab's own calendar
  Guideline guideline = Guideline::silent;
  std::optional<int> plan_percent;  // of the fee that the patient's plan pays; empty: not known
  std::string plan_remark;          // "the plan pays as for D2791"; may be empty
  // The lab's history from the most alike to the most general, with what it is of: "crowns of zirconia",
  // "crowns", "all work". The first with enough deliveries counts, else the last.
  struct History {
    std::string of;
    Tally tally;
  };
  std::vector<History> histories;
};

struct Suggestion {
  Candidate candidate;
  bool thin = true;      // too little history for its own figures to count in full
  std::string rests_on;  // what the history is of
  Tally history;
  struct Part {
    std::int64_t points_bp = 0;
    std::int64_t weight_percent = 0;
    std::string why;  // a sentence for people
  };
  std::array<Part, model::score_parts> parts;  // by ScorePart
  std::int64_t score_bp = 0;
};

// Best first; of equal scores the one with more history, then by lab and material.
std::vector<Suggestion> rank(std::vector<Candidate> candidates, const model::SelectionSetup& setup);

}  // namespace articulator::insight
