// What governs a live practice: its policy, which an administrator may change, and reviews that wait too
// long.
#include "engine/governance/permission.hpp"
#include "engine/workflow/context.hpp"
#include "engine/workflow/happening_record.hpp"
#include "engine/workflow/live_practice.hpp"

#include <algorithm>
#include <utility>

namespace articulator::workflow {
namespace {

struct Chain {
  model::Role role = model::Role::dentist;  // after so many steps up
  bool is_over = false;                     // the steps go beyond the last role
};
Chain climb(const OpenReview& review, int steps) {
  Chain chain{governance::first_to_decide(review.reasons), false};
  for (; steps > 0; --steps) {
    const auto above = governance::next_above(chain.role);
    if (!above) return {chain.role, true};
    chain.role = *above;
  }
  return chain;
}

}  // namespace

void LivePractice::change_policy(const model::PersonId& by, model::Policy policy, base::Instant now) {
  const std::string correlation = context_.new_correlation();
  const model::Event event{now, {}, {}, model::PolicyChanged{std::move(policy)}};
  context_.record(now, bench_.practice, by.text, "policy.changed", {}, data_of(event.happening), correlation);
  std::vector<model::Decision> decisions;
  practice_.apply(event, decisions);
  insight_.observe(event);
  expect_midnight(now);
  withdraw_unapproved();
  carry_out(decisions, now, correlation);
}

bool LivePractice::was_decided(const model::ReviewId& review) const {
  return std::find(decided_.begin(), decided_.end(), review) != decided_.end();
}

LivePractice::Waiting LivePractice::waiting(const OpenReview& review) const {
  const auto raised = raised_.find(review.id);
  const int steps = raised == raised_.end() ? 0 : raised->second;
  const Chain chain = climb(review, steps);
  return {chain.role, chain.is_over ? steps - 1 : steps, chain.is_over};
}

void LivePractice::escalate_reviews(base::Instant now) {
  next_escalation_.reset();
  const int hours = practice_.policy().review_hours;
  if (hours <= 0) return;
  std::map<model::ReviewId, int> raised;  // those that are closed drop out
  for (const Practice::ReviewPlace& place : practice_.open_reviews()) {
    const OpenReview& review = *place.review;
    const auto before = raised_.find(review.id);
    int steps = before == raised_.end() ? 0 : before->second;
    while (!climb(review, steps).is_over && review.opened_at + base::hours(hours) * (steps + 1) <= now) {
      const Chain chain = climb(review, ++steps);
      context_.record(now, bench_.practice, "engine", chain.is_over ? "review.expired" : "review.escalated",
                      place.case_id, json_object([&](base::JsonWriter& w) {
                        w.member("hours", hours * steps);
                        w.member("review", review.id.text);
                        w.member("to", model::word(chain.role));
                      }),
                      context_.new_correlation());
    }
    if (steps > 0) raised.emplace(review.id, steps);
    if (climb(review, steps).is_over) continue;
    const base::Instant next = review.opened_at + base::hours(hours) * (steps + 1);
    next_escalation_ = next_escalation_ ? std::min(*next_escalation_, next) : next;
  }
  raised_ = std::move(raised);
}

}  // namespace articulator::workflow
