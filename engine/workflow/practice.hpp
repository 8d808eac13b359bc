// Practice: the decisions of one practice, exactly as DECISIONS.md says, without any wire.
//
//   Practice practice(PracticeId{"p-01"});
//   std::vector<Decision> decisions;
//   practice.apply(event, decisions);
//
// It is what the live engine and shadow replay have in common: events in, decisions out, in order, as a
// function of the events so far. It has no clock: an event carries its instant, and `due` tells it the time
// for messages held over quiet hours and for cases that grow late by waiting. Practices never share state.
//
// Facts win: an acknowledgement or a lab status for a case that was not sent here means that it was sent, and
// the case goes on from there.
#pragma once

#include "engine/base/instant.hpp"
#include "engine/base/kept.hpp"
#include "engine/delivery/alert.hpp"
#include "engine/delivery/estimate.hpp"
#include "engine/delivery/journey.hpp"
#include "engine/insight/reconciliation/ledger.hpp"
#include "engine/mapping/habits.hpp"
#include "engine/model/decision.hpp"
#include "engine/model/event.hpp"
#include "engine/model/remake.hpp"
#include "engine/workflow/kept_file.hpp"

#include <cstddef>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace articulator::workflow {

struct OpenReview {
  model::ReviewId id;  // "{case}-r{n}"
  std::vector<std::string> reasons;
  base::Instant opened_at;
  std::string question;  // of the lab, where it asked one
};

// Where a case stands. Round 1 is the first making, a remake opens the next.
struct Case {
  KeptFile file;
  model::Stage stage = model::Stage::ready;
  bool on_hold = false;
  bool sent = false;         // an order is at the lab (or on its way there)
  bool by_a_person = false;  // that it is sent was a person's word, and not the engine's own
  bool cancelled = false;
  int orders_sent = 0;  // the n of the idempotency key "{case}/{n}"
  int reviews_opened = 0;
  int round = 1;
  std::optional<model::Remake> remake;  // of rounds after the first
  std::int64_t last_sequence = 0;
  std::string tracking;
  std::string ship_by;
  std::string carrier;
  std::string carrier_tracking;
  std::optional<base::Instant> predicted_delivery;  // the lab's latest word on it
  bool received_back = false;                       // of this round: it is in the practice
  std::optional<delivery::Alert> delay;             // the alert that stands
  delivery::Journey journey;                        // of this round
  std::optional<base::Instant> next_check;          // when time alone may make it late
  std::vector<OpenReview> reviews;
  std::set<model::Stage> milestones_told;    // of this round
  base::Kept<model::Validation> validation;  // the latest
  bool had_feedback = false;              // the clinician complained of the work (GOV-03: not a clean case)
  std::optional<base::Instant> ended_at;  // closed or cancelled: forgotten some days later
};

class Practice {
 public:
  // `awake_max`: how many cases and patients each stay unpacked after `rest`, of what may be many thousand
  // (base/resting_map.hpp). Nothing is decided otherwise by it; for the little that is looked at anyway: all.
  static constexpr std::size_t all = std::numeric_limits<std::size_t>::max();
  explicit Practice(model::PracticeId id, std::size_t awake_max = all);
  ~Practice();
  Practice(Practice&&) noexcept;
  Practice& operator=(Practice&&) noexcept;

  // Appends what follows from the event. Held messages that were due before it come first.
  void apply(const model::Event& event, std::vector<model::Decision>& out);

  // Opens a review (one ReviewOpened) for what went wrong on a wire after a decision and is no event of the
  // log format: the lab refused a cancellation or a change as too late, reasons ["DSP-10"]. An unknown case:
  // nothing.
  void open_review(const model::CaseId& id, std::vector<std::string> reasons, base::Instant at,
                   std::vector<model::Decision>& out, std::string question = {});

  // An order that certainly has not left need not leave any more, since the phase now wants a person's word
  // (GOV-02): the case waits for it, or, where none is wanted again, is sent under its next key.
  void take_back_order(const model::CaseId& id, base::Instant at, std::vector<model::Decision>& out);

  // When a held message is due, or an estimate changes by the passing of time; and what follows then.
  [[nodiscard]] std::optional<base::Instant> next_due() const;
  void due(base::Instant now, std::vector<model::Decision>& out);

  // No event is expected for a while: what it needed goes back to rest.
  void rest();

  // What is found is good until the next event, message, timer or rest.
  [[nodiscard]] const model::PracticeId& id() const;
  [[nodiscard]] const model::Policy& policy() const;
  [[nodiscard]] const insight::Ledger& ledger() const;  // what was ordered, for the lab's invoices
  [[nodiscard]] const mapping::Habits& habits() const;  // of the prescribers, learned from orders taken
  [[nodiscard]] const std::map<model::CaseId, Case>& cases() const;  // those that `find` finds
  [[nodiscard]] const Case* find(const model::CaseId& id) const;  // null: not known, or closed and forgotten
  [[nodiscard]] model::Phase phase(const model::CaseId& id) const;  // in force for it, or for the practice
  [[nodiscard]] const model::Patient* patient(const model::PatientId& id) const;
  [[nodiscard]] const model::LabProfile* lab(const model::LabId& id) const;

  // What is expected of the delivery, from the practice's own history and the lab's profile (DLV-01); and
  // what alerts go by: that or the lab's promise, as the policy's predictor says. Empty: nothing to go by.
  [[nodiscard]] std::optional<delivery::Estimate> expected(const model::CaseId& id, base::Instant now) const;
  [[nodiscard]] std::optional<delivery::Prediction> predicted(const model::CaseId& id,
                                                              base::Instant now) const;

  // The open review of that id and its case; null: none such. Roles: see engine/governance.
  struct ReviewPlace {
    model::CaseId case_id;
    const OpenReview* review = nullptr;
  };
  [[nodiscard]] ReviewPlace review(const model::ReviewId& id) const;
  [[nodiscard]] std::vector<ReviewPlace> open_reviews() const;  // by id

  // How much is kept at rest, in bytes of memory: what grows with open cases, and what stays of those that
  // ended and of patients (for feedback, invoices and whether they may be written to).
  struct Remembered {
    std::size_t cases = 0;
    std::size_t cases_bytes = 0;
    std::size_t past_bytes = 0;
  };
  [[nodiscard]] Remembered remembered() const;

 private:
  void catch_up(base::Instant now, std::vector<model::Decision>& out);

  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace articulator::workflow
