// Disturbances: what kept engine, PMS and lab apart during a run, and since when nothing does. Judges demand
// that both sides agree only of what was said long enough before the end, in peace.
#pragma once

#include "scenarios/runner/check_evidence.hpp"
#include "scenarios/runner/scenario.hpp"
#include "scenarios/runner/vocabulary.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::runner {

class Disturbances final : public world::Watcher {
 public:
  explicit Disturbances(const Scenario& scenario);

  // A step that has just been done.
  void note(const Step& step, base::Instant now);
  // Notes the requests that the network harmed.
  void on_request(const world::Wire& wire, const base::HttpRequest& request, base::Instant at) override;
  void on_fact(const world::Entry&) override {}

  [[nodiscard]] const std::vector<Harm>& harms() const { return harms_; }
  [[nodiscard]] std::optional<base::Instant> settled_until(base::Instant end) const;
  // Something that a lab said by itself may not have been heard.
  [[nodiscard]] bool words_unheard() const;
  // How soon a word of a lab that says nothing by itself must have been asked for; zero: it speaks by itself.
  [[nodiscard]] base::Duration asked_within() const;

 private:
  void note_verb(const Verb& verb, const Act& act, base::Instant now);
  void last(base::Instant at);

  std::optional<base::Instant> last_;  // when the latest one ended
  std::set<std::string> down_;         // what is still down: "open-dental key", ...
  bool forever_ = false;               // an outage without an end
  bool silent_ = false;                // the lab's webhooks were dead for a while
  bool speaks_ = true;                 // the lab has webhooks
  std::vector<Harm> harms_;
};

}  // namespace articulator::runner
