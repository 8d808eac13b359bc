// MadePractice: one practice of a log in the making. Its cases come in, its people and labs act, the
// reference engine decides, and production writes the decisions down some seconds later.
//
//   MadePractice practice(setup, seed);
//   practice.plan_day(date);                  // that day's cases
//   practice.run_until(midnight, lines);      // appends what is written up to then, in order
//
// A lab or a person acts on what was decided, so an order that is not sent is not made either.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/model/decision.hpp"
#include "engine/model/lab_profile.hpp"
#include "engine/workflow/practice.hpp"
#include "replay/generate/dice.hpp"
#include "replay/generate/generate.hpp"
#include "replay/generate/made_case.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <queue>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::replay {

struct MadePracticeSetup {
  std::string id;   // "p-0001"
  std::string pms;  // "open-dental"
  base::TimeZone zone;
  std::string policy;  // JSON, `data` of world.policy
  std::vector<std::shared_ptr<const model::LabProfile>> labs;
  int planted_per_mille = 0;
  bool untidy = false;
};

struct MadeLine {
  base::Instant at;       // of its writing
  std::string text;       // with a line feed
  bool is_noise = false;  // a repeated or an unknown line
};

class MadePractice {
 public:
  MadePractice(MadePracticeSetup setup, std::uint64_t seed, base::Instant opened);

  void plan_day(base::Date date);
  void run_until(base::Instant end, std::vector<MadeLine>& out);
  [[nodiscard]] bool is_quiet() const { return queue_.empty() && !practice_.next_due(); }

  [[nodiscard]] const std::vector<PlantedDivergence>& planted() const { return planted_; }
  [[nodiscard]] std::int64_t cases() const { return cases_; }
  [[nodiscard]] std::int64_t decisions() const { return decisions_made_; }
  [[nodiscard]] std::int64_t duplicates() const { return duplicates_; }
  [[nodiscard]] std::int64_t unknown_types() const { return unknown_; }

 private:
  // What is going to be written. An event is also what the engine hears of then.
  struct Pending {
    base::Instant at;
    std::uint64_t order = 0;  // among those of one instant: first planned, first written
    std::string line;
    bool is_event = false;
  };
  struct Later {
    bool operator()(const Pending& a, const Pending& b) const {
      return a.at == b.at ? a.order > b.order : a.at > b.at;
    }
  };
  struct OpenCase {
    MadeCase made;
    const model::LabProfile* lab = nullptr;
    Dice dice;
    int decided = 0;      // decisions so far
    int planted_at = -1;  // the decision that production gets wrong; -1: none
    int orders = 0;
    bool is_changed = false;
    base::Instant ends{};  // forgotten then
  };
  enum class System : std::uint8_t { pms, people, engine, lab };

  void put(base::Instant at, std::string line, bool is_event);
  std::string line(System system, std::string_view type, std::string_view subject, base::Instant at,
                   std::string_view data, const model::LabProfile* lab = nullptr);
  void event(System system, std::string_view type, std::string_view subject, base::Instant at,
             std::string_view data, const model::LabProfile* lab = nullptr);

  void plan_case(base::Date date, std::int64_t n);
  void write(Pending& pending, std::vector<MadeLine>& out);
  void decided();
  void write_down(const model::Decision& decision, OpenCase* open);
  bool plant(const model::Decision& decision, OpenCase& open, base::Instant at);
  void react(const model::Decision& decision, OpenCase& open);
  void decide_review(const model::CaseId& id, OpenCase& open, const model::ReviewOpened& review,
                     base::Instant at);
  void answer_order(const model::CaseId& id, OpenCase& open, base::Instant at);
  base::Instant work(const model::CaseId& id, const OpenCase& open, base::Instant at,
                     const std::string& tracking);
  void work_ends(const model::CaseId& id, OpenCase& open, base::Instant delivered);
  void repeat_sometimes(const Pending& pending, std::vector<MadeLine>& out);

  MadePracticeSetup setup_;
  std::uint64_t seed_;
  Dice dice_;
  workflow::Practice practice_;
  base::JsonParser parser_;
  std::priority_queue<Pending, std::vector<Pending>, Later> queue_;
  std::uint64_t orders_ = 0;
  std::map<model::CaseId, OpenCase> open_;
  std::vector<model::Decision> taken_;
  std::vector<PlantedDivergence> planted_;
  std::map<System, std::int64_t> ids_;
  std::map<std::string, std::int64_t, std::less<>> lab_ids_;
  std::int64_t cases_ = 0;
  std::int64_t decisions_made_ = 0;
  std::int64_t duplicates_ = 0;
  std::int64_t unknown_ = 0;
};

}  // namespace articulator::replay
