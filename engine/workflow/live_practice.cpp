#include "engine/workflow/live_practice.hpp"

#include "engine/workflow/context.hpp"
#include "engine/workflow/happening_record.hpp"

#include <algorithm>
#include <utility>

namespace articulator::workflow {
namespace {

constexpr int pms_running_max =
    1;  // a PMS throttles by key; and a status is a read and a write that belong together
constexpr int lab_running_max = 4;
constexpr int channel_running_max = 2;
constexpr int model_running_max = 2;
constexpr int supplier_running_max = 1;
constexpr std::size_t notices_max = 1000;
// Of attachments that wait for their order to leave by drop or mail: a dozen cases with three scans each.
constexpr std::size_t contents_bytes_max = 256'000'000;
constexpr base::Duration poll_pause_min = base::seconds(1);

// The ways to each lab that the practice has access to, in the lab's order; without a word of the lab's, its
// API.
base::Expected<std::vector<std::vector<Channel>>> channels_of(const model::PracticeBench& bench,
                                                              const Connectors& connectors) {
  std::vector<std::vector<Channel>> channels;
  std::size_t next_peer = bench.labs.size() + 2;
  for (std::size_t lab = 0; lab < bench.labs.size(); ++lab) {
    const model::LabAccess& access = bench.labs[lab];
    std::vector<Channel>& of_lab = channels.emplace_back();
    for (const std::string& name : access.profile->channels) {
      const bool is_api = name == "api";
      const bool is_ours =
          connectors.channel && ((name == "sftp" && access.sftp) || (name == "email" && access.mail));
      if (!is_api && !is_ours) continue;
      Channel channel;
      channel.name = name;
      channel.peer = is_api ? lab + 1 : next_peer++;
      if (is_ours) {
        auto made = connectors.channel(bench, access, name);
        if (!made) return std::unexpected(std::move(made.error()));
        channel.connector = std::move(*made);
        channel.origin = name == "sftp" ? access.sftp->endpoint.origin : access.mail->endpoint.origin;
      }
      of_lab.push_back(std::move(channel));
    }
    if (of_lab.empty()) of_lab.push_back({"api", lab + 1, access.endpoint.origin, nullptr});
  }
  return channels;
}

std::vector<Peer> peers_of(const model::PracticeBench& bench,
                           const std::vector<std::vector<Channel>>& channels) {
  std::vector<Peer> peers;
  peers.push_back({bench.pms.kind, bench.pms.endpoint.origin, pms_running_max});
  for (const model::LabAccess& lab : bench.labs)
    peers.push_back({lab.kind, lab.endpoint.origin, lab_running_max});
  // Where orders go for a lab that the bench does not name: straight to the dead letters.
  peers.push_back({"the lab", "", 1});
  for (std::size_t lab = 0; lab < channels.size(); ++lab)
    for (const Channel& channel : channels[lab])
      if (channel.connector)
        peers.push_back({channel.name + "." + bench.labs[lab].kind, channel.origin, channel_running_max});
  if (const auto& inventory = bench.insight.inventory)
    peers.push_back({"supplier", inventory->mail.endpoint.origin, supplier_running_max});
  if (bench.model) peers.push_back({"model", bench.model->endpoint.origin, model_running_max});
  return peers;
}

}  // namespace

base::Expected<std::unique_ptr<LivePractice>> LivePractice::make(model::PracticeBench bench, Context& context,
                                                                 const Connectors& connectors,
                                                                 base::Instant now) {
  auto pms = connectors.pms(bench);
  if (!pms) return std::unexpected(std::move(pms.error()));
  std::vector<std::unique_ptr<model::LabConnector>> labs;
  for (const model::LabAccess& access : bench.labs) {
    auto lab = connectors.lab(bench, access);
    if (!lab) return std::unexpected(std::move(lab.error()));
    labs.push_back(std::move(*lab));
  }
  auto channels = channels_of(bench, connectors);
  if (!channels) return std::unexpected(std::move(channels.error()));
  std::unique_ptr<model::Suggester> suggester;
  if (bench.model && connectors.model) suggester = connectors.model(*bench.model);
  std::unique_ptr<model::SupplierConnector> supplier;
  if (connectors.supplier) {
    auto made = connectors.supplier(bench);
    if (!made) return std::unexpected(std::move(made.error()));
    supplier = std::move(*made);
  }
  std::unique_ptr<LivePractice> live(new LivePractice(std::move(bench), context, std::move(*pms),
                                                      std::move(labs), std::move(*channels),
                                                      std::move(suggester), now));
  live->supplier_ = std::move(supplier);
  return live;
}

LivePractice::LivePractice(model::PracticeBench bench, Context& context,
                           std::unique_ptr<model::PmsConnector> pms,
                           std::vector<std::unique_ptr<model::LabConnector>> labs,
                           std::vector<std::vector<Channel>> channels,
                           std::unique_ptr<model::Suggester> suggester, base::Instant now)
    : bench_(std::move(bench)),
      context_(context),
      practice_(bench_.practice),
      insight_(bench_),
      inventory_(bench_, now),
      supplier_peer_(peers_of(bench_, channels).size() - (bench_.model ? 2 : 1)),
      pms_(std::move(pms)),
      labs_(std::move(labs)),
      channels_(std::move(channels)),
      shelf_(contents_bytes_max),
      suggester_(std::move(suggester)),
      model_peer_(peers_of(bench_, channels_).size() - 1),
      outbox_(context, bench_.practice, peers_of(bench_, channels_)),
      polling_(1 + labs_.size()) {
  std::vector<model::Event> given;
  given.push_back({now, {}, {}, model::PolicyChanged{bench_.policy}});
  for (const model::LabAccess& lab : bench_.labs)
    given.push_back({now, {}, lab.profile->lab, model::LabProfileGiven{lab.profile}});
  apply(std::move(given), now, context_.new_correlation());
  expect_statements(now);
  for (std::size_t peer = 0; peer < polling_.size(); ++peer) {
    polling_[peer].last_started = now;
    polling_[peer].last_webhook = now;
    polling_[peer].due = peer == pms_peer ? now : next_poll(peer);
  }
}

LivePractice::~LivePractice() = default;

// What comes in.

std::optional<base::HttpResponse> LivePractice::webhook(std::string_view kind,
                                                        const base::HttpRequest& request, base::Instant now) {
  std::optional<model::WebhookResult> result;
  if (bench_.pms.kind == kind) result = pms_->webhook(request, now);
  std::size_t peer = pms_peer;
  while (!result && peer < labs_.size()) {
    ++peer;
    if (bench_.labs[peer - 1].kind == kind) result = labs_[peer - 1]->webhook(request, now);
  }
  if (!result) return std::nullopt;
  const std::string correlation = context_.new_correlation();
  context_.record(now, bench_.practice, kind, result->refused ? "webhook.refused" : "webhook.received", {},
                  json_object([&](base::JsonWriter& w) {
                    w.member("events", static_cast<std::int64_t>(result->events.size()));
                    if (!result->remark.empty()) w.member("remark", plain(result->remark));
                    w.member("status", result->reply.status);
                  }),
                  correlation);
  if (result->refused) return std::move(result->reply);
  polling_[peer].last_webhook = now;
  if (polling_[peer].due) polling_[peer].due = next_poll(peer);
  apply(std::move(result->events), now, correlation);
  return std::move(result->reply);
}

void LivePractice::answered(CallId call, const std::variant<base::HttpResponse, base::CallFailure>& outcome,
                            base::Instant now, std::vector<Call>& calls) {
  std::vector<Finished> finished;
  outbox_.answered(call, outcome, now, calls, finished);
  for (Finished& one : finished)
    finish(one, now);
}

void LivePractice::decided(const model::CaseId& case_id, model::ReviewDecided decision, base::Instant now) {
  constexpr std::size_t decided_max = 1000;
  decided_.push_back(decision.review);
  if (decided_.size() > decided_max) decided_.pop_front();
  std::vector<model::Decision> decisions;
  const model::Event event{now, case_id, {}, std::move(decision)};
  practice_.apply(event, decisions);
  insight_.observe(event);
  const std::string correlation = context_.new_correlation();
  carry_out(decisions, now, correlation);
  watch_seat(case_id, now, correlation);
}

void LivePractice::apply(std::vector<model::Event> events, base::Instant now,
                         const std::string& correlation) {
  std::vector<model::Decision> decisions;
  for (const model::Event& event : events) {
    const bool is_ours = std::holds_alternative<model::PolicyChanged>(event.happening) ||
                         std::holds_alternative<model::LabProfileGiven>(event.happening);  // from the bench
    const std::string_view of_peer = event.lab.empty() ? bench_.pms.kind : event.lab.text;
    const std::string_view actor = is_ours ? "engine" : of_peer;
    context_.record(now, bench_.practice, actor, type_of(event.happening), event.case_id,
                    data_of(event.happening), correlation);
    if (std::holds_alternative<model::CaseReceived>(event.happening))
      judge_alert(event.case_id, now, correlation);
    const bool was_over = is_over(event.case_id);
    const bool was_under_way = practice_.find(event.case_id) != nullptr && !was_over;
    // Reconciled before it is booked: what this very statement bills is not billed before.
    if (const auto* billed = std::get_if<model::LabInvoice>(&event.happening))
      reconcile(event.lab, billed->invoice, now, correlation);
    keep_contents(event);
    practice_.apply(event, decisions);
    insight_.observe(event);
    use_stock(event, was_under_way, now);
    if (!was_over && is_over(event.case_id))
      context_.record(now, bench_.practice, "engine", "case.closed", event.case_id,
                      json_object([&](base::JsonWriter& w) {
                        w.member("stage", model::word(practice_.find(event.case_id)->stage));
                      }),
                      correlation);
    if (std::holds_alternative<model::OrderAcknowledged>(event.happening) ||
        std::holds_alternative<model::OrderRejected>(event.happening)) {
      unanswered_.erase(event.case_id);
      leaving_.erase(event.case_id);
    }
    if (const auto* taken = std::get_if<model::OrderAcknowledged>(&event.happening); taken && taken->warranty)
      hear_warranty(event.case_id, *taken->warranty, now, correlation);
    notice(event, now, correlation);
    if (std::holds_alternative<model::PolicyChanged>(event.happening)) expect_midnight(now);
    carry_out(decisions, now, correlation);
    decisions.clear();
    if (std::holds_alternative<model::OrderAcknowledged>(event.happening) || is_over(event.case_id))
      shelf_.forget(event.case_id);
    if (!event.case_id.empty()) watch_seat(event.case_id, now, correlation);
  }
}

bool LivePractice::is_over(const model::CaseId& id) const {
  const Case* found = practice_.find(id);
  return found && found->ended_at;
}

void LivePractice::notice(const model::Event& event, base::Instant now, const std::string& correlation) {
  if (practice_.policy().approval_days_left <= 0) return;
  const auto* status = std::get_if<model::LabStatus>(&event.happening);
  if (!status && !std::holds_alternative<model::LabShipped>(event.happening) &&
      !std::holds_alternative<model::OrderAcknowledged>(event.happening))
    return;
  Notice shown{now, event.case_id, std::string(type_of(event.happening)), status ? status->status : ""};
  // A webhook and a poll say the same.
  const auto last = std::find_if(notices_.rbegin(), notices_.rend(),
                                 [&](const Notice& one) { return one.case_id == shown.case_id; });
  if (last != notices_.rend() && last->what == shown.what && last->detail == shown.detail) return;
  add_notice(std::move(shown));
  context_.record(now, bench_.practice, "engine", "notice.shown", event.case_id,
                  json_object([&](base::JsonWriter& w) {
                    w.member("to", model::word(model::Role::lab_coordinator));
                    w.member("what", type_of(event.happening));
                  }),
                  correlation);
}

void LivePractice::add_notice(Notice notice) {
  notices_.push_back(std::move(notice));
  if (notices_.size() > notices_max) notices_.pop_front();
}

// What is due.

std::optional<base::Instant> LivePractice::next_due() const {
  std::optional<base::Instant> due = outbox_.next_due();
  const auto no_later_than = [&](const std::optional<base::Instant>& at) {
    if (at) due = due ? std::min(*due, *at) : *at;
  };
  no_later_than(practice_.next_due());
  no_later_than(midnight_);
  no_later_than(inventory_.next_due());
  no_later_than(next_escalation_);
  no_later_than(desk_.next_due());
  no_later_than(statements_);
  for (const Polling& polling : polling_)
    no_later_than(polling.due);
  return due;
}

void LivePractice::advance(base::Instant now, std::vector<Call>& calls) {
  pass_midnights(now);
  tell_held_messages(now);
  pass_seat_times(now);
  start_polls(now);
  draft_purchases(now);
  ask_for_statements(now);
  settle(now, calls);
  draft_purchases(now);  // by what the answers brought
  escalate_reviews(now);
}

void LivePractice::expect_midnight(base::Instant after) {
  const model::Policy& policy = practice_.policy();
  midnight_.reset();
  if (policy.approval_days_left > 0) midnight_ = policy.zone.instant({policy.zone.local(after).date + 1, 0});
}

void LivePractice::pass_midnights(base::Instant now) {
  while (midnight_ && *midnight_ <= now) {
    const base::Instant midnight = *midnight_;
    model::Policy policy = practice_.policy();
    --policy.approval_days_left;
    std::vector<model::Decision> decisions;
    const std::string correlation = context_.new_correlation();
    model::Event event{midnight, {}, {}, model::PolicyChanged{std::move(policy)}};
    context_.record(now, bench_.practice, "engine", "policy.changed", {}, data_of(event.happening),
                    correlation);
    practice_.apply(event, decisions);
    expect_midnight(midnight);
    carry_out(decisions, now, correlation);
  }
}

void LivePractice::tell_held_messages(base::Instant now) {
  const std::optional<base::Instant> due = practice_.next_due();
  if (!due || *due > now) return;
  std::vector<model::Decision> decisions;
  practice_.due(now, decisions);
  carry_out(decisions, now, context_.new_correlation());
}

base::Instant LivePractice::next_poll(std::size_t peer) const {
  const Polling& polling = polling_[peer];
  const base::Instant wanted = peer == pms_peer
                                   ? pms_->next_poll(polling.last_started)
                                   : labs_[peer - 1]->next_poll(polling.last_started, polling.last_webhook);
  return std::max(wanted, polling.last_started + poll_pause_min);
}

void LivePractice::start_polls(base::Instant now) {
  for (std::size_t peer = 0; peer < polling_.size(); ++peer) {
    Polling& polling = polling_[peer];
    if (!polling.due || *polling.due > now) continue;
    polling.due.reset();
    polling.last_started = now;
    Job poll = job(peer, Errand::poll, {}, {}, context_.new_correlation());
    // A poll that fails comes again with the next one at the latest: it is also how an outage's end is seen.
    poll.backoff_max = next_poll(peer) - now;
    if (peer == pms_peer)
      poll.make = [this] { return pms_->poll(); };
    else
      poll.make = [this, peer] { return labs_[peer - 1]->poll(); };
    outbox_.add(std::move(poll), now);
  }
}

void LivePractice::settle(base::Instant now, std::vector<Call>& calls) {
  std::vector<Finished> finished;
  for (;;) {
    outbox_.pump(now, calls, finished);
    if (finished.empty()) return;
    for (Finished& one : finished)
      finish(one, now);
    finished.clear();
  }
}

void LivePractice::finish(Finished& finished, base::Instant now) {
  if (finished.errand == Errand::poll) return finish_poll(finished, now);
  if (finished.errand == Errand::suggest) return suggested(finished, now);
  if (finished.errand == Errand::purchase && std::holds_alternative<model::TaskDone>(finished.outcome))
    inventory_.sent(finished.subject);
  const auto* refused = std::get_if<model::TaskFailed>(&finished.outcome);
  auto* done = std::get_if<model::TaskDone>(&finished.outcome);
  context_.record(now, bench_.practice, "engine", refused ? "task.refused" : "task.done", finished.case_id,
                  json_object([&](base::JsonWriter& w) {
                    if (done) w.member("acted", done->acted);
                    w.member("errand", word(finished.errand));
                    if (refused) w.member("error", plain(refused->error));
                    if (done && !done->remark.empty()) w.member("remark", plain(done->remark));
                    w.member("subject", plain(finished.subject));
                  }),
                  finished.correlation);
  if (is_of_a_visit(finished.errand)) return seat_errand_over(finished, now);
  const bool on_way = dispatches_.contains(finished.subject) &&
                      (finished.errand == Errand::submit || finished.errand == Errand::settle);
  const bool withdrawn = done && finished.errand == Errand::submit && !done->acted && done->events.empty();
  const auto leaving = leaving_.find(finished.case_id);
  if (withdrawn && leaving != leaving_.end() && *leaving->second == Withdrawal::unapproved)
    return take_back(finished.case_id, finished.subject, now, finished.correlation);
  if (withdrawn && on_way) return end_dispatch(finished.subject);
  if (done) {
    const bool answered = !done->events.empty();
    const bool found = done->found;
    apply(std::move(done->events), now, finished.correlation);
    if (on_way) on_its_way(finished, found, answered, now);
    return;
  }
  if (on_way && finished.errand == Errand::submit)
    return settle(finished.subject, finished.may_have_happened, refused->error, now);
  if (on_way) return next_channel(finished.subject, "unknown", now);
  if (finished.errand == Errand::statement) return;  // on record, and asked for again next month
  // Too late for the lab to cancel or change: a person decides (DSP-10).
  std::vector<model::Decision> decisions;
  practice_.open_review(finished.case_id, {"DSP-10"}, now, decisions);
  carry_out(decisions, now, finished.correlation);
}

void LivePractice::finish_poll(Finished& finished, base::Instant now) {
  polling_[finished.peer].due = next_poll(finished.peer);
  const auto* refused = std::get_if<model::TaskFailed>(&finished.outcome);
  auto* done = std::get_if<model::TaskDone>(&finished.outcome);
  // That the peer was asked is on record with the call; here is what was learned, if anything.
  if (done && done->events.empty() && done->remark.empty()) return;
  context_.record(now, bench_.practice, "engine", finished.peer == pms_peer ? "pms.read" : "lab.read", {},
                  json_object([&](base::JsonWriter& w) {
                    if (refused) w.member("error", plain(refused->error));
                    if (done) w.member("events", static_cast<std::int64_t>(done->events.size()));
                    if (done && !done->remark.empty()) w.member("remark", plain(done->remark));
                  }),
                  finished.correlation);
  if (done) apply(std::move(done->events), now, finished.correlation);
}

}  // namespace articulator::workflow
