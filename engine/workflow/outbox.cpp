#include "engine/workflow/outbox.hpp"

#include "engine/base/assert.hpp"
#include "engine/base/words.hpp"
#include "engine/workflow/backoff.hpp"
#include "engine/workflow/context.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <list>

namespace articulator::workflow {
namespace {

constexpr std::array<base::Word<Errand>, 18> errand_words{{
    {Errand::poll, "poll"},
    {Errand::submit, "order.sent"},
    {Errand::mirror, "order.mirrored"},
    {Errand::amend, "order.amended"},
    {Errand::cancel, "order.cancelled"},
    {Errand::answer, "question.answered"},
    {Errand::status, "pms.status"},
    {Errand::note, "pms.note"},
    {Errand::notify, "patient.notified"},
    {Errand::settle, "order.settled"},
    {Errand::suggest, "note.suggestion"},
    {Errand::acknowledge, "order.acknowledgement"},
    {Errand::purchase, "purchase.sent"},
    {Errand::slots, "slots.read"},
    {Errand::hold, "slot.held"},
    {Errand::release, "slot.released"},
    {Errand::seat, "appointment.moved"},
    {Errand::statement, "lab.statement"},
}};

// Whose refusal is news for the case, not a defect somebody must mend.
bool refusal_is_an_answer(Errand errand) {
  return errand == Errand::poll || errand == Errand::amend || errand == Errand::cancel ||
         errand == Errand::statement;
}

// The first peer is the practice's PMS, and some stand in the office and are switched off at night: a pause
// that such a one announces, by Retry-After or by the hours that its connector knows, counts for nobody's
// budget. A long weekend with its nights is 82 hours; what is announced beyond that is as good as never, and
// counts.
constexpr std::size_t office_peer = 0;
constexpr base::Duration shortest_night = base::hours(1);
constexpr base::Duration nights_max = base::days(4);

}  // namespace

std::string_view word(Errand errand) {
  return base::word_of(errand_words, errand);
}

// One job and how far it has come.
struct Outbox::Entry {
  Job job;
  base::Instant budget_from;
  base::Duration nights{0};  // that it was not charged for
  std::unique_ptr<model::Task> task;
  int attempts = 0;
  bool may_have_happened = false;
  CallId last_call = 0;
  std::string last_error;

  void sleep_through(base::Duration night) {
    night = std::min(night, nights_max - nights);
    nights += night;
    budget_from = budget_from + night;
  }
  [[nodiscard]] base::Duration budget(const Limits& limits) const {
    return job.budget > base::Duration{0} ? job.budget : limits.retry_budget;
  }
};

struct Outbox::Lane {
  LaneKey key;
  std::list<Entry> entries;       // mostly one
  std::optional<WakeKey> sleeps;  // empty: in its gateway's queue, or running
  bool may_be_woken = false;      // it waits out a backoff, not the peer's own word
  bool running = false;
  bool is_probe = false;  // of its gateway's open circuit
};

struct Outbox::Gateway {
  Peer peer;
  Circuit circuit;
  base::Instant quiet_until{};   // the peer's Retry-After
  base::Instant asleep_until{};  // the end of its last night that is known
  int running = 0;
  std::deque<Lane*> queue;  // lanes that may start, first come first served
};

Outbox::Outbox(Context& context, model::PracticeId practice, std::vector<Peer> peers)
    : context_(context), practice_(std::move(practice)) {
  gateways_.reserve(peers.size());
  for (Peer& peer : peers) {
    ART_ASSERT(peer.running_max > 0);
    gateways_.push_back({std::move(peer),
                         Circuit(context.limits.breaker_failures, context.limits.breaker_pause),
                         {},
                         {},
                         0,
                         {}});
  }
}

Outbox::~Outbox() = default;

void Outbox::add(Job&& job, base::Instant now) {
  Lane& lane = lane_of(job);
  Entry& entry = lane.entries.emplace_back();
  entry.job = std::move(job);
  entry.budget_from = std::max(now, gateways_[lane.key.peer].asleep_until);
  put(lane, entry);
}

Outbox::Lane& Outbox::lane_of(const Job& job) {
  ART_ASSERT(job.peer < gateways_.size());
  LaneKey key{job.peer, LaneKind::work, job.case_id};
  if (job.errand == Errand::poll) key.kind = LaneKind::poll;
  if (job.errand == Errand::notify) key.kind = LaneKind::messages;
  if (job.ahead) key.kind = LaneKind::ahead;
  const auto [at, is_new] = lanes_.try_emplace(std::move(key));
  if (is_new) at->second.key = at->first;
  return at->second;
}

void Outbox::put(Lane& lane, const Entry& entry) {
  if (entry.job.gives_way) deadlines_.emplace(entry.budget_from + entry.budget(context_.limits), lane.key);
  if (lane.entries.size() == 1) gateways_[lane.key.peer].queue.push_back(&lane);
}

bool Outbox::hold(Lane& lane, base::Instant now) {
  const Entry& entry = lane.entries.front();
  const std::string_view why = entry.job.held ? entry.job.held() : std::string_view();
  if (why.empty()) return false;
  context_.record(now, practice_, "engine", "task.held", entry.job.case_id,
                  json_object([&](base::JsonWriter& w) {
                    w.member("errand", word(entry.job.errand));
                    w.member("subject", plain(entry.job.subject));
                    w.member("why", why);
                  }),
                  entry.job.correlation);
  release(lane);
  held_.emplace(lane.key, now);
  return true;
}

void Outbox::let_go(base::Instant now) {
  for (auto at = held_.begin(); at != held_.end();) {
    Lane& lane = lanes_.at(at->first);
    if (!lane.entries.front().job.held().empty()) {
      ++at;
      continue;
    }
    for (Entry& entry : lane.entries) {
      entry.budget_from = entry.budget_from + (now - at->second);
      if (entry.job.gives_way)
        deadlines_.emplace(entry.budget_from + entry.budget(context_.limits), lane.key);
    }
    gateways_[lane.key.peer].queue.push_back(&lane);
    at = held_.erase(at);
  }
}

void Outbox::pump(base::Instant now, std::vector<Call>& calls, std::vector<Finished>& finished) {
  let_go(now);
  while (!sleeping_.empty() && sleeping_.begin()->first.first <= now)
    wake(*sleeping_.begin()->second);
  give_way(now, finished);
  for (Gateway& gateway : gateways_) {
    while (!gateway.queue.empty() && gateway.running < gateway.peer.running_max &&
           gateway.quiet_until <= now && gateway.circuit.lets_through(now)) {
      Lane& lane = *gateway.queue.front();
      gateway.queue.pop_front();
      start(lane, now, calls, finished);
    }
  }
}

// A peer that does not let an errand start at all, by its own Retry-After or a circuit that others opened,
// must not keep it from its other way either.
void Outbox::give_way(base::Instant now, std::vector<Finished>& finished) {
  while (!deadlines_.empty() && deadlines_.begin()->first <= now) {
    const LaneKey key = deadlines_.begin()->second;
    deadlines_.erase(deadlines_.begin());
    const auto found = lanes_.find(key);
    if (found == lanes_.end()) continue;
    Lane& lane = found->second;
    Entry& entry = lane.entries.front();
    if (!entry.job.gives_way || held_.contains(key) || lane.running ||
        entry.budget_from + entry.budget(context_.limits) > now)
      continue;
    if (lane.sleeps) wake(lane);
    std::erase(gateways_[key.peer].queue, &lane);
    finish(lane, model::TaskFailed{true, {}, "its time is over; " + entry.last_error}, finished);
  }
}

void Outbox::start(Lane& lane, base::Instant now, std::vector<Call>& calls, std::vector<Finished>& finished) {
  Gateway& gateway = gateways_[lane.key.peer];
  Entry& entry = lane.entries.front();
  if (hold(lane, now)) return;
  if (entry.job.gate) {
    Gate gate = entry.job.gate(now);
    if (gate.way == Gate::Way::wait) {
      lane.may_be_woken = false;
      return sleep(lane, gate.until);
    }
    if (gate.way == Gate::Way::drop || (gate.way == Gate::Way::withdraw && !entry.may_have_happened))
      return finish(lane, model::TaskDone{{}, std::move(gate.why), false}, finished);
  }
  if (entry.job.gives_way && entry.budget_from + entry.budget(context_.limits) <= now)
    return finish(lane, model::TaskFailed{true, {}, "its time is over; " + entry.last_error}, finished);
  lane.running = true;
  ++gateway.running;
  lane.is_probe = gateway.circuit.started();
  ++entry.attempts;
  if (!entry.task) entry.task = entry.job.make();
  if (!entry.task)
    return fail(lane, {false, {}, "there is no access to " + gateway.peer.name}, now, finished);
  take(lane, entry.task->start(entry.may_have_happened, now), now, calls, finished);
}

void Outbox::take(Lane& lane, model::TaskStep&& step, base::Instant now, std::vector<Call>& calls,
                  std::vector<Finished>& finished) {
  if (auto* request = std::get_if<base::HttpRequest>(&step)) {
    // Between two of its calls: begun anew one day, it asks what became of those before.
    if (hold(lane, now)) {
      lane.entries.front().may_have_happened = true;
      return;
    }
    return ask(lane, std::move(*request), now, calls);
  }
  if (auto* done = std::get_if<model::TaskDone>(&step)) return finish(lane, std::move(*done), finished);
  fail(lane, std::get<model::TaskFailed>(step), now, finished);
}

namespace {

// A task that needs a second peer on the way says so by the absolute form of the target (RFC 9112, 3.2.2):
// "sftp://files.example:22/in/LC-7.stl". The origin is taken out of it; empty: it is the task's own peer.
std::string take_origin(base::HttpRequest& request) {
  constexpr std::string_view mark = "://";
  const std::size_t scheme = request.target.find(mark);
  if (request.target.starts_with('/') || scheme == std::string::npos) return {};
  const std::size_t path = std::min(request.target.find('/', scheme + mark.size()), request.target.size());
  std::string origin = request.target.substr(0, path);
  request.target.erase(0, path);
  return origin;
}

}  // namespace

void Outbox::ask(Lane& lane, base::HttpRequest&& request, base::Instant now, std::vector<Call>& calls) {
  Entry& entry = lane.entries.front();
  const Gateway& gateway = gateways_[lane.key.peer];
  const CallId id = ++context_.last_call;
  entry.last_call = id;
  std::string origin = take_origin(request);
  if (origin.empty()) origin = gateway.peer.origin;
  context_.record(
      now, practice_, "engine", "call.sent", entry.job.case_id,
      call_data_.of(entry.attempts, id, word(entry.job.errand), request.method, origin, request.target),
      entry.job.correlation);
  running_.emplace(id, &lane);
  calls.push_back({id, std::move(origin), std::move(request), context_.limits.call_timeout});
}

bool Outbox::answered(CallId call, const std::variant<base::HttpResponse, base::CallFailure>& outcome,
                      base::Instant now, std::vector<Call>& calls, std::vector<Finished>& finished) {
  const auto found = running_.find(call);
  if (found == running_.end()) return false;
  Lane& lane = *found->second;
  running_.erase(found);
  Entry& entry = lane.entries.front();
  Gateway& gateway = gateways_[lane.key.peer];
  const auto* response = std::get_if<base::HttpResponse>(&outcome);
  const std::string_view failure = response ? "" : base::word(std::get<base::CallFailure>(outcome));
  // What a poll learned is on record as such; that it was answered at all says nothing more.
  if (entry.job.errand != Errand::poll || !response || response->status != 200)
    context_.record(now, practice_, gateway.peer.name, "call.answered", entry.job.case_id,
                    json_object([&](base::JsonWriter& w) {
                      w.member("call", static_cast<std::int64_t>(call));
                      if (response) w.member("status", response->status);
                      if (!response) w.member("failure", failure);
                    }),
                    entry.job.correlation);
  if (response) {
    // A 5xx may come from something in front of a peer that has acted, so it is as ambiguous as silence.
    if (response->status >= 500) {
      entry.may_have_happened = true;
      peer_failed(gateway, entry, now);
    } else {
      peer_answered(gateway, entry, now);
    }
    take(lane, entry.task->answered(*response, now), now, calls, finished);
    return true;
  }
  if (base::is_ambiguous(std::get<base::CallFailure>(outcome))) entry.may_have_happened = true;
  peer_failed(gateway, entry, now);
  fail(lane, {true, {}, gateway.peer.name + ": " + std::string(failure)}, now, finished);
  return true;
}

void Outbox::peer_answered(Gateway& gateway, const Entry& entry, base::Instant now) {
  if (!gateway.circuit.succeeded()) return;
  context_.record(now, practice_, "engine", "circuit.closed", {},
                  json_object([&](base::JsonWriter& w) { w.member("peer", gateway.peer.name); }),
                  entry.job.correlation);
  // The outage is over: nobody needs to sit out a backoff that it caused.
  for (auto at = sleeping_.begin(); at != sleeping_.end();) {
    Lane& lane = *(at++)->second;
    if (lane.may_be_woken && &gateways_[lane.key.peer] == &gateway) wake(lane);
  }
}

void Outbox::peer_failed(Gateway& gateway, const Entry& entry, base::Instant now) {
  if (!gateway.circuit.failed(now)) return;
  context_.record(now, practice_, "engine", "circuit.opened", {}, json_object([&](base::JsonWriter& w) {
                    w.member("peer", gateway.peer.name);
                    w.member("until", now + context_.limits.breaker_pause);
                  }),
                  entry.job.correlation);
}

base::Duration Outbox::wait_after(const Entry& entry) const {
  const Job& job = entry.job;
  std::string task = practice_.text;
  for (const std::string_view part :
       {std::string_view(gateways_[job.peer].peer.name), std::string_view(job.case_id.text), word(job.errand),
        std::string_view(job.subject)}) {
    task += '\n';
    task += part;
  }
  const Limits& limits = context_.limits;
  const base::Duration longest = job.backoff_max > base::Duration{0}
                                     ? std::min(job.backoff_max, limits.backoff_max)
                                     : limits.backoff_max;
  return backoff(limits.backoff_first, longest, context_.seed, task, entry.attempts);
}

void Outbox::fail(Lane& lane, const model::TaskFailed& failure, base::Instant now,
                  std::vector<Finished>& finished) {
  Entry& entry = lane.entries.front();
  Gateway& gateway = gateways_[lane.key.peer];
  if (!failure.worth_retrying) {
    if (entry.job.gives_way || refusal_is_an_answer(entry.job.errand)) return finish(lane, failure, finished);
    return bury(lane, failure.error, now);
  }
  base::Duration wait = wait_after(entry);
  if (failure.retry_after) {
    // The peer speaks of itself, not of this errand alone. More than the budget is as good as never.
    const bool is_office = lane.key.peer == office_peer;
    const base::Duration most = is_office ? nights_max : context_.limits.retry_budget;
    const base::Duration asked = std::clamp(*failure.retry_after, base::Duration{0}, most);
    const base::Instant from = std::max(now, gateway.asleep_until);
    if (is_office && asked >= shortest_night && now + asked > from) {
      for (auto& [key, other] : lanes_)
        for (Entry& waiting : other.entries)
          if (key.peer == office_peer) waiting.sleep_through(now + asked - from);
      gateway.asleep_until = now + asked;
    }
    gateway.quiet_until = std::max(gateway.quiet_until, now + asked);
    wait = std::max(wait, asked);
  }
  const base::Instant next = now + wait;
  if (entry.job.errand != Errand::poll && next - entry.budget_from > entry.budget(context_.limits))
    return entry.job.gives_way ? finish(lane, failure, finished) : bury(lane, failure.error, now);
  entry.last_error = failure.error;
  context_.record(now, practice_, "engine", "retry.planned", entry.job.case_id,
                  json_object([&](base::JsonWriter& w) {
                    w.member("attempt", entry.attempts);
                    w.member("errand", word(entry.job.errand));
                    w.member("error", plain(failure.error));
                    w.member("next", next);
                  }),
                  entry.job.correlation);
  release(lane);
  lane.may_be_woken = !failure.retry_after;
  sleep(lane, next);
}

void Outbox::bury(Lane& lane, std::string error, base::Instant now) {
  const std::string& peer = gateways_[lane.key.peer].peer.name;
  release(lane);
  auto entry = std::make_unique<Entry>(std::move(lane.entries.front()));
  pop(lane);
  const std::uint64_t number = ++context_.last_dead_letter;
  const Job& job = entry->job;
  DeadLetter letter{
      now, job.errand, peer, job.case_id, job.subject, entry->last_call, entry->attempts, plain(error)};
  context_.record(now, practice_, "engine", "dead_letter", job.case_id, json_object([&](base::JsonWriter& w) {
                    w.member("attempts", letter.attempts);
                    w.member("call", static_cast<std::int64_t>(letter.call));
                    w.member("dead_letter", static_cast<std::int64_t>(number));
                    w.member("errand", word(job.errand));
                    w.member("error", letter.error);
                    w.member("peer", peer);
                  }),
                  job.correlation);
  dead_letters_.emplace(number, std::pair(std::move(letter), std::move(entry)));
}

void Outbox::finish(Lane& lane, std::variant<model::TaskDone, model::TaskFailed>&& outcome,
                    std::vector<Finished>& finished) {
  release(lane);
  Entry& entry = lane.entries.front();
  Job& job = entry.job;
  finished.push_back({job.peer, job.errand, std::move(job.case_id), std::move(job.subject),
                      std::move(job.correlation), std::move(outcome), entry.may_have_happened});
  pop(lane);
}

void Outbox::release(Lane& lane) {
  if (!lane.running) return;
  Gateway& gateway = gateways_[lane.key.peer];
  --gateway.running;
  if (lane.is_probe) gateway.circuit.nothing_learned();
  lane.running = false;
  lane.is_probe = false;
}

void Outbox::pop(Lane& lane) {
  lane.entries.pop_front();
  if (lane.entries.empty()) {
    const LaneKey key = lane.key;
    lanes_.erase(key);
  } else {
    gateways_[lane.key.peer].queue.push_back(&lane);
  }
}

void Outbox::sleep(Lane& lane, base::Instant until) {
  lane.sleeps = WakeKey{until, ++last_sleep_};
  sleeping_.emplace(*lane.sleeps, &lane);
}

void Outbox::wake(Lane& lane) {
  ART_ASSERT(lane.sleeps);
  sleeping_.erase(*lane.sleeps);
  lane.sleeps.reset();
  gateways_[lane.key.peer].queue.push_back(&lane);
}

std::optional<base::Instant> Outbox::next_due() const {
  std::optional<base::Instant> due;
  const auto no_later_than = [&](base::Instant at) { due = due ? std::min(*due, at) : at; };
  if (!sleeping_.empty()) no_later_than(sleeping_.begin()->first.first);
  if (!deadlines_.empty()) no_later_than(deadlines_.begin()->first);
  for (const Gateway& gateway : gateways_) {
    if (gateway.queue.empty() || gateway.running >= gateway.peer.running_max) continue;
    const std::optional<base::Instant> probe = gateway.circuit.reopens_at();
    // Behind a probe: its answer moves things, not the clock.
    if (!probe && !gateway.circuit.lets_through(gateway.quiet_until)) continue;
    no_later_than(std::max(gateway.quiet_until, probe.value_or(gateway.quiet_until)));
  }
  return due;
}

std::vector<std::pair<std::uint64_t, Outbox::DeadLetter>> Outbox::dead_letters() const {
  std::vector<std::pair<std::uint64_t, DeadLetter>> letters;
  letters.reserve(dead_letters_.size());
  for (const auto& [number, letter] : dead_letters_)
    letters.emplace_back(number, letter.first);
  return letters;
}

bool Outbox::redrive(std::uint64_t number, base::Instant now) {
  const auto found = dead_letters_.find(number);
  if (found == dead_letters_.end()) return false;
  Lane& lane = lane_of(found->second.second->job);
  Entry& entry = lane.entries.emplace_back(std::move(*found->second.second));
  dead_letters_.erase(found);
  entry.attempts = 0;
  entry.budget_from = std::max(now, gateways_[lane.key.peer].asleep_until);
  put(lane, entry);
  return true;
}

}  // namespace articulator::workflow
