#include "engine/workflow/engine.hpp"

#include "engine/base/assert.hpp"
#include "engine/workflow/capabilities.hpp"
#include "engine/workflow/context.hpp"
#include "engine/workflow/insight_views.hpp"
#include "engine/workflow/live_practice.hpp"
#include "engine/workflow/pages.hpp"
#include "engine/workflow/people.hpp"
#include "engine/workflow/purchase_desk.hpp"
#include "engine/workflow/replies.hpp"
#include "engine/workflow/review_desk.hpp"
#include "engine/workflow/views.hpp"

#include <map>
#include <set>
#include <utility>

namespace articulator::workflow {
namespace {

constexpr std::size_t webhook_bytes_max = 1024U * 1024;

base::HttpResponse no_such_place(const base::HttpRequest& request) {
  return error_reply(
      404, {without_values(request.target), "there is nothing here for " + plain(request.method, 10),
            "see the engine contract for what there is"});
}

}  // namespace

struct Engine::State {
  Context context;
  Practices practices;
  People people;
  bool pages_by_role = false;
  std::map<CallId, std::size_t> caller;                 // of the calls under way: the practice
  std::set<std::pair<base::Instant, std::size_t>> due;  // practices by when they are due
  std::vector<std::optional<base::Instant>> due_of;     // the same, by practice
  base::Instant now;

  void advance(std::size_t practice, std::vector<Call>& calls);
  void advance_all_due(std::vector<Call>& calls);
  base::HttpResponse answer(const base::HttpRequest& request, std::vector<Call>& calls);
  base::HttpResponse webhook(const std::string& kind, const base::HttpRequest& request,
                             std::vector<Call>& calls);
  base::HttpResponse person_act(const base::Target& target, const base::HttpRequest& request,
                                std::vector<Call>& calls);
  [[nodiscard]] base::HttpResponse view(const base::HttpRequest& request) const;
  [[nodiscard]] std::optional<PageRefusal> refusal_of(const base::HttpRequest& request) const {
    return page_refusal(people, pages_by_role, request, practices.size());
  }
};

void Engine::State::advance(std::size_t practice, std::vector<Call>& calls) {
  const std::size_t calls_before = calls.size();
  practices[practice]->advance(now, calls);
  for (std::size_t n = calls_before; n < calls.size(); ++n)
    caller.emplace(calls[n].id, practice);
  const std::optional<base::Instant> next = practices[practice]->next_due();
  std::optional<base::Instant>& known = due_of[practice];
  if (known == next) return;
  if (known) due.erase({*known, practice});
  if (next) due.emplace(*next, practice);
  known = next;
}

void Engine::State::advance_all_due(std::vector<Call>& calls) {
  std::vector<std::size_t> turn;
  for (const auto& [at, practice] : due) {
    if (at > now) break;
    turn.push_back(practice);
  }
  for (const std::size_t practice : turn)
    advance(practice, calls);
}

base::HttpResponse Engine::State::webhook(const std::string& kind, const base::HttpRequest& request,
                                          std::vector<Call>& calls) {
  base::Error error{"/webhooks/" + plain(kind, 60), "no practice here knows the sender of this message",
                    "check the signing secret and the address"};
  int status = 401;
  if (request.body.size() > webhook_bytes_max) {
    status = 413;
    error = {error.where, "the message is longer than 1 MiB", "send less at a time"};
  } else {
    for (std::size_t n = 0; n < practices.size(); ++n) {
      auto reply = practices[n]->webhook(kind, request, now);
      if (!reply) continue;
      advance(n, calls);
      return std::move(*reply);
    }
  }
  context.record(now, {}, plain(kind, 60), "webhook.refused", {}, json_object([&](base::JsonWriter& w) {
                   w.member("remark", error.what);
                   w.member("status", status);
                 }),
                 context.new_correlation());
  return error_reply(status, error);
}

base::HttpResponse Engine::State::person_act(const base::Target& target, const base::HttpRequest& request,
                                             std::vector<Call>& calls) {
  const PersonPlace* bearer = people.bearer(request);
  if (!bearer) return refuse_stranger(context, now);
  LivePractice& practice = *practices[bearer->practice];
  base::HttpResponse reply;
  if (target.path[1] == "reviews")
    reply = decide_review(context, practice, bearer->person, target.path[2], request, now);
  else if (target.path[1] == "inventory")
    reply = change_stock(context, practice, bearer->person, target.path[2], request, now);
  else if (target.path[1] == "policy")
    reply = change_policy(context, practice, bearer->person, request, now);
  else
    reply = redrive(context, practice, bearer->person, target.path[2], now);
  advance(bearer->practice, calls);
  return reply;
}

base::HttpResponse Engine::State::answer(const base::HttpRequest& request, std::vector<Call>& calls) {
  if (request.method != "POST") {
    if (const auto refusal = refusal_of(request)) return refuse_page(context, practices, *refusal, now);
    return view(request);
  }
  const base::Target target = base::parse_target(request.target);
  const std::vector<std::string>& path = target.path;
  if (path.size() == 2 && path[0] == "webhooks") return webhook(path[1], request, calls);
  if (path.size() == 3 && path[0] == "v1" && (path[1] == "reviews" || path[1] == "inventory"))
    return person_act(target, request, calls);
  if (path.size() == 4 && path[0] == "v1" && path[1] == "dead-letters" && path[3] == "redrive")
    return person_act(target, request, calls);
  if (path.size() == 2 && path[0] == "v1" && path[1] == "policy") return person_act(target, request, calls);
  return no_such_place(request);
}

base::HttpResponse Engine::State::view(const base::HttpRequest& request) const {
  const base::Target target = base::parse_target(request.target);
  const std::vector<std::string>& path = target.path;
  if (request.method != "GET" || path.size() < 2 || path[0] != "v1") return no_such_place(request);
  // A person's own practice; without a token, all.
  const PersonPlace* bearer = people.bearer(request);
  const std::string* only = bearer ? &practices[bearer->practice]->bench().practice.text : nullptr;
  if (path.size() == 3 && path[1] == "cases")
    return case_view(practices, path[2], only ? only : target.find("practice"), now);
  if (path.size() == 3 && path[1] == "insight" && path[2] == "reconciliation")
    return reconciliation_view(practices, only);
  if (path.size() == 3 && path[1] == "insight") return insight_view(practices, request, only, now);
  if (path.size() != 2) return no_such_place(request);
  if (path[1] == "audit") return audit_view(context.log, target.find("after"), only);
  if (path[1] == "reviews") return reviews_view(practices, only);
  if (path[1] == "alerts") return alerts_view(practices, only);
  if (path[1] == "capabilities") return base::json_response(200, capabilities_json());
  if (path[1] == "dead-letters") return dead_letters_view(practices, only);
  if (path[1] == "notices") return notices_view(practices, only);
  return no_such_place(request);
}

Engine::Engine(std::unique_ptr<State> state) : state_(std::move(state)) {}
Engine::~Engine() = default;

base::Expected<std::unique_ptr<Engine>> Engine::make(model::Bench bench, base::Instant now,
                                                     const Connectors& connectors, const Limits& limits) {
  auto state = std::make_unique<State>();
  state->context.seed = bench.seed;
  state->pages_by_role = bench.pages_by_role;
  state->people.set_operator(bench.operator_token);
  state->context.limits = limits;
  state->now = now;
  for (model::PracticeBench& practice : bench.practices) {
    const std::size_t index = state->practices.size();
    state->people.add(index, practice.people);
    auto live = LivePractice::make(std::move(practice), state->context, connectors, now);
    if (!live) return std::unexpected(std::move(live.error()));
    const std::optional<base::Instant> due = (*live)->next_due();
    if (due) state->due.emplace(*due, index);
    state->due_of.push_back(due);
    state->practices.push_back(std::move(*live));
  }
  return std::unique_ptr<Engine>(new Engine(std::move(state)));
}

Outputs Engine::step(const Input& input) {
  State& state = *state_;
  ART_ASSERT(input.at >= state.now);
  state.now = input.at;
  Outputs outputs;
  state.advance_all_due(outputs.calls);
  if (const auto* request = std::get_if<Request>(&input.what)) {
    outputs.reply = state.answer(request->request, outputs.calls);
  } else if (const auto* answer = std::get_if<Answer>(&input.what)) {
    const auto found = state.caller.find(answer->call);
    if (found == state.caller.end()) return outputs;  // answered before: a repeat changes nothing
    const std::size_t practice = found->second;
    state.caller.erase(found);
    const std::size_t calls_before = outputs.calls.size();
    state.practices[practice]->answered(answer->call, answer->outcome, state.now, outputs.calls);
    for (std::size_t n = calls_before; n < outputs.calls.size(); ++n)
      state.caller.emplace(outputs.calls[n].id, practice);
    state.advance(practice, outputs.calls);
  }
  return outputs;
}

std::optional<base::Instant> Engine::next_due() const {
  if (state_->due.empty()) return std::nullopt;
  return state_->due.begin()->first;
}

bool Engine::refuses(const base::HttpRequest& request) const {
  return request.method == "GET" && state_->refusal_of(request).has_value();
}

base::HttpResponse Engine::query(const base::HttpRequest& request) const {
  if (const auto refusal = state_->refusal_of(request)) return error_reply(refusal->status, refusal->error);
  return state_->view(request);
}

const audit::Log& Engine::audit() const {
  return state_->context.log;
}

}  // namespace articulator::workflow
