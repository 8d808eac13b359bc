// The ways in which an order reaches a lab (DSP-03), exactly once whatever happens on them.
//
// The lab's preferred channel is tried first, for as long as the policy's `dispatch.channel_budget_s` says
// (RES-01's 24 hours where it says nothing); a channel that refuses for good (a revoked key, an unknown host
// key, no TLS) has lost its turn at once. The last channel has no time limit but the usual one, and ends as a
// dead letter.
//
// Before the next channel is tried, an attempt whose outcome is open is settled:
// - by the API: the lab is asked for the order of that case and idempotency key. It has it: done. It has it
//   not: nothing of it is at the lab.
// - in a drop folder: first what could still become a manifest is deleted, then the folder is listed. A
//   manifest that the lab has claimed or acknowledged is the lab's: done. One that still lies there is taken
//   back by a rename, which is atomic: either we had it or the lab.
// - by mail nothing can be asked or taken back: the lab's API is asked, as above.
// Where the peer does not answer that question either, it depends on the lab. One that knows an order by case
// and key on every channel (`one_key_for_all_channels` of its profile) gets it on the next channel under the
// same key, and makes one thing of the two. With any other lab the question is asked on, and after a day it
// is a dead letter: a person decides, since two crowns for one tooth are worse than a late one.
//
// What was decided is on record as `order.sent` with the lab's preferred channel; each change of channel as
// `order.rerouted` with both channels, the reason and how the first was settled.
#include "engine/workflow/context.hpp"
#include "engine/workflow/live_practice.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace articulator::workflow {
namespace {

// How long a peer is asked what became of an order before the next channel takes it under the same key.
constexpr base::Duration settling_max = base::minutes(2);
// A lab looks into its drop or its mail every now and then.
constexpr base::Duration answer_not_before = base::minutes(1);
constexpr base::Duration gate_pause = base::minutes(1);

// A question that is asked until it is answered with yes.
class UntilFound final : public model::Task {
 public:
  explicit UntilFound(std::unique_ptr<model::Task> task) : task_(std::move(task)) {}

  model::TaskStep start(bool may_have_happened, base::Instant now) override {
    return judged(task_->start(may_have_happened, now));
  }
  model::TaskStep answered(const base::HttpResponse& response, base::Instant now) override {
    return judged(task_->answered(response, now));
  }

 private:
  static model::TaskStep judged(model::TaskStep step) {
    const auto* done = std::get_if<model::TaskDone>(&step);
    if (done && !done->found) return model::TaskFailed{true, {}, "the lab has not taken it yet"};
    return step;
  }

  std::unique_ptr<model::Task> task_;
};

}  // namespace

std::function<Gate(base::Instant)> unless_withdrawn(std::shared_ptr<const Withdrawal> withdrawn) {
  return [withdrawn = std::move(withdrawn)](base::Instant) -> Gate {
    if (*withdrawn == Withdrawal::none) return {};
    return {Gate::Way::withdraw,
            {},
            *withdrawn == Withdrawal::cancelled ? "its case was cancelled before it left"
                                                : "it had not left when the phase became assist"};
  };
}

// Where a lab can be reached by drop or mail. Bytes are with the event only until the case is looked at.
void LivePractice::keep_contents(const model::Event& event) {
  const bool wanted = std::ranges::any_of(channels_, [](const std::vector<Channel>& of_lab) {
    return std::ranges::any_of(of_lab, [](const Channel& channel) { return channel.connector != nullptr; });
  });
  if (!wanted) return;
  if (const auto* ready = std::get_if<model::CaseReady>(&event.happening))
    shelf_.keep(event.case_id, ready->file.attachments);
  if (const auto* updated = std::get_if<model::CaseUpdated>(&event.happening); updated && updated->whole)
    shelf_.keep(event.case_id, updated->whole->attachments);
}

model::Order LivePractice::with_contents(const model::Order& order) const {
  model::Order filled = order;
  shelf_.put_into(filled);
  return filled;
}

void LivePractice::try_channel(const std::string& key, base::Instant now) {
  const Dispatch& dispatch = dispatches_.at(key);
  const std::vector<Channel>& channels = channels_[dispatch.lab];
  const Channel& channel = channels[dispatch.channel];
  Job submit = job(channel.peer, Errand::submit, dispatch.order->case_id, key, dispatch.correlation);
  submit.ahead = dispatch.channel > 0;
  submit.gate = unless_withdrawn(dispatch.withdrawn);
  if (dispatch.channel + 1 < channels.size()) {
    submit.gives_way = true;
    submit.budget = practice_.policy().channel_budget;
  }
  submit.make = [this, order = dispatch.order, lab = dispatch.lab, n = dispatch.channel] {
    const Channel& way = channels_[lab][n];
    return way.connector ? way.connector->submit(with_contents(*order)) : labs_[lab]->submit(*order);
  };
  outbox_.add(std::move(submit), now);
}

// The channel did not do. Whether the order arrived all the same is asked before another one is tried.
void LivePractice::settle(const std::string& key, bool may_have_happened, const std::string& error,
                          base::Instant now) {
  Dispatch& dispatch = dispatches_.at(key);
  dispatch.error = error;
  if (!may_have_happened) return next_channel(key, "never_seen", now);
  const std::vector<Channel>& channels = channels_[dispatch.lab];
  const bool in_a_drop = channels[dispatch.channel].name == "sftp";
  const std::size_t peer = in_a_drop ? channels[dispatch.channel].peer : dispatch.lab + 1;
  Job question = job(peer, Errand::settle, dispatch.order->case_id, key, dispatch.correlation);
  question.ahead = true;
  question.gives_way = bench_.labs[dispatch.lab].profile->one_key_for_all_channels;
  if (question.gives_way) question.budget = settling_max;
  question.make = [this, order = dispatch.order, lab = dispatch.lab, n = dispatch.channel] {
    const Channel& way = channels_[lab][n];
    auto asked = way.connector ? way.connector->settle(*order) : nullptr;
    return asked ? std::move(asked) : labs_[lab]->find(*order);
  };
  outbox_.add(std::move(question), now);
}

void LivePractice::next_channel(const std::string& key, std::string_view settled, base::Instant now) {
  Dispatch& dispatch = dispatches_.at(key);
  if (*dispatch.withdrawn == Withdrawal::cancelled) return end_dispatch(key);
  // What may be there goes on to the end.
  if (*dispatch.withdrawn == Withdrawal::unapproved && settled != "unknown")
    return take_back(model::CaseId(dispatch.order->case_id), std::string(key), now,
                     std::string(dispatch.correlation));
  const std::vector<Channel>& channels = channels_[dispatch.lab];
  const std::string& from = channels[dispatch.channel].name;
  const std::string& to = channels[++dispatch.channel].name;
  context_.record(now, bench_.practice, "engine", "order.rerouted", dispatch.order->case_id,
                  json_object([&](base::JsonWriter& w) {
                    w.member("channel", std::string_view(to));
                    w.member("from", std::string_view(from));
                    w.member("idempotency_key", std::string_view(key));
                    w.member("lab", std::string_view(dispatch.order->file.lab.text));
                    w.member("reason", plain(dispatch.error));
                    w.member("settled", settled);
                  }),
                  dispatch.correlation);
  try_channel(key, now);
}

// A channel took the order, or the lab turned out to have it; or the lab has it certainly not.
void LivePractice::on_its_way(const Finished& finished, bool found, bool answered, base::Instant now) {
  const std::string& key = finished.subject;
  if (finished.errand == Errand::settle && !found) return next_channel(key, "not_there", now);
  if (!answered) await_answer(key, now);
  dispatches_.erase(key);
}

void LivePractice::end_dispatch(const std::string& key) {
  unanswered_.erase(dispatches_.at(key).order->case_id);
  dispatches_.erase(key);
}

// What came by drop or mail is answered when the lab gets to it: by webhook, by a file in the drop, or to
// whoever asks its API. One that never answers becomes a dead letter, so that somebody calls the lab.
void LivePractice::await_answer(const std::string& key, base::Instant now) {
  const Dispatch& dispatch = dispatches_.at(key);
  const Channel& channel = channels_[dispatch.lab][dispatch.channel];
  const bool in_the_drop = channel.name == "sftp";
  const model::CaseId id = dispatch.order->case_id;
  Job wait =
      job(in_the_drop ? channel.peer : dispatch.lab + 1, Errand::acknowledge, id, key, dispatch.correlation);
  wait.ahead = true;
  wait.gate = [this, id, from = now + answer_not_before](base::Instant at) -> Gate {
    if (!unanswered_.contains(id)) return {Gate::Way::drop, {}, "the lab has answered"};
    if (at < from) return {Gate::Way::wait, from, {}};
    return {};
  };
  wait.make = [this, order = dispatch.order, lab = dispatch.lab,
               n = dispatch.channel]() -> std::unique_ptr<model::Task> {
    const Channel& way = channels_[lab][n];
    if (auto asked = way.connector ? way.connector->acknowledgement(*order) : nullptr) return asked;
    auto asked = labs_[lab]->find(*order);
    if (!asked) return nullptr;
    return std::make_unique<UntilFound>(std::move(asked));
  };
  outbox_.add(std::move(wait), now);
}

// A cancellation that overtakes its order would find nothing to cancel.
std::function<Gate(base::Instant)> LivePractice::once_settled(const model::CaseId& id,
                                                              base::Instant asked_at) const {
  return [this, id, until = asked_at + context_.limits.retry_budget](base::Instant at) -> Gate {
    if (!unanswered_.contains(id) || at >= until) return {};
    return {Gate::Way::wait, at + gate_pause, {}};
  };
}

}  // namespace articulator::workflow
