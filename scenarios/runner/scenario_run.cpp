#include "scenarios/runner/scenario_run.hpp"

#include "engine/base/assert.hpp"
#include "engine/base/json_writer.hpp"
#include "scenarios/runner/audit_reader.hpp"
#include "scenarios/runner/audit_witness.hpp"
#include "scenarios/runner/bench.hpp"
#include "scenarios/runner/check_text.hpp"
#include "scenarios/runner/disturbances.hpp"
#include "scenarios/runner/invariant.hpp"
#include "scenarios/runner/people.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace articulator::runner {
namespace {

constexpr std::size_t failures_max = 20;  // what follows from the first few says nothing new
constexpr std::size_t answer_shown_max = 300;

template <typename... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};

std::string outcome_text(const world::Outcome& outcome) {
  if (const auto* failure = std::get_if<base::CallFailure>(&outcome))
    return "no answer (" + std::string(base::word(*failure)) + ")";
  const auto& response = std::get<base::HttpResponse>(outcome);
  return fmt::format("HTTP {} {}", response.status, response.body.substr(0, answer_shown_max));
}

std::optional<int> status_of(const world::Outcome& outcome) {
  const auto* response = std::get_if<base::HttpResponse>(&outcome);
  return response ? std::optional(response->status) : std::nullopt;
}

// How wrong the engine's clock is, in the whole run.
base::Duration engine_ahead(const Scenario& scenario) {
  for (const Step& step : scenario.steps)
    if (const auto* clock = std::get_if<SetClock>(&step.what); clock && clock->node == "engine")
      return clock->ahead;
  return base::Duration{0};
}

// A run under way. Any Expected<void> in it that fails ends the run: the engine or the world is of no more
// use.
class ScenarioRun {
 public:
  ScenarioRun(const Scenario& scenario, const Library& library, EngineBinding& engine,
              const RunOptions& options)
      : scenario_(scenario), library_(library), engine_(engine), options_(options), disturbances_(scenario) {
    result_.name = scenario.name;
    result_.file = scenario.file;
    result_.pms = scenario.world.practices.front().pms;
    result_.lab = scenario.world.lab;
    result_.shows = scenario.shows;
  }

  ScenarioResult perform() {
    base::set_assertion_context(fmt::format("seed {}; repeat: {}", scenario_.world.seed, again()));
    if (auto set = begin(); !set) return broken(set.error());
    auto done = run_steps();
    engine_.detach();
    if (!done) return broken(done.error());
    return std::move(result_);
  }

 private:
  base::Expected<void> begin() {
    BenchOptions options{options_.sink, engine_.instant_network(), {&disturbances_}};
    if (options_.watcher) options.watchers.push_back(options_.watcher);
    auto bench = set_up(scenario_, library_, std::move(options));
    if (!bench) return std::unexpected(bench.error());
    bench_ = std::move(*bench);
    std::vector<std::string> urls;
    for (const BenchNode& node : bench_.nodes) {
      auto url = engine_.address_of(node.name, node.origin, node.tls);
      if (!url) return std::unexpected(url.error());
      urls.push_back(std::move(*url));
    }
    bench_.world->set_engine_clock(engine_ahead_);
    engine_.attach(*bench_.world);
    engine_.may_crash(std::any_of(scenario_.steps.begin(), scenario_.steps.end(), [](const Step& step) {
      const auto* crash = std::get_if<Crash>(&step.what);
      return crash && crash->node == "engine";
    }));
    engine_.bear(scenario_.world.pages_by_role ? std::string(operator_token) : std::string());
    auto started = engine_.start(describe_bench(scenario_, library_, urls, engine_.tls_files()),
                                 bench_.world->engine_clock());
    if (!started) {
      result_.engine_unreachable = true;
      engine_.detach();
    }
    return started;
  }

  base::Expected<void> run_steps() {
    const base::Instant start = scenario_.world.start;
    base::Instant end = start;
    for (const Step& step : scenario_.steps) {
      end = start + step.at;
      // What stands at the start is there before anybody looks, however fast an engine's first look is.
      if (end > start)
        if (auto ran = run_until(end); !ran) return ran;
      if (auto done = do_step(step); !done) return done;
      disturbances_.note(step, end);
      if (result_.failures.size() >= failures_max) break;
      if (!scenario_.judged_at_every_step || end == start) continue;
      if (auto judged = judge_so_far(); !judged) return judged;
      if (result_.failures.empty()) continue;
      conclude();
      return {};
    }
    if (auto ran = run_until(end + scenario_.world.rest); !ran) return ran;
    if (auto pulled = pull_audit(); !pulled) return pulled;
    judge_all();
    conclude();
    return {};
  }

  // With the policy's own changes on the way.
  base::Expected<void> run_until(base::Instant end) {
    for (; next_policy_ < policies_.size() && policies_[next_policy_].at <= end; ++next_policy_) {
      if (auto ran = bench_.world->run_until(policies_[next_policy_].at); !ran) return ran;
      bench_.world->journal().append(policies_[next_policy_]);
    }
    return bench_.world->run_until(end);
  }

  base::Expected<void> do_step(const Step& step) {
    return std::visit(Overloaded{
                          [&](const Act& act) { return do_act(step, act); },
                          [&](const Decide& decide) { return do_decide(step, decide); },
                          [&](const Redrive& redrive) { return do_redrive(step, redrive); },
                          [&](const ChangePolicy& change) { return do_policy(step, change); },
                          [&](const StartFault& start) { return do_fault(start); },
                          [&](const SendRequest& send) { return do_request(step, send); },
                          [&](const Expect& expect) { return do_expect(expect); },
                          [&](const Crash& crash) { return do_crash(crash); },
                          [&](const SetClock& clock) {
                            if (clock.node == "engine") return base::Expected<void>();  // so from the start
                            return bench_.world->set_clock(clock.node, clock.ahead);
                          },
                      },
                      step.what);
  }

  base::Expected<void> do_act(const Step& step, const Act& act) {
    const auto arguments = parser_.parse(act.arguments);
    if (!arguments) return std::unexpected(arguments.error());
    const auto done = bench_.world->act(act.node, act.verb, *arguments);
    if (done || step.if_possible) return {};
    const auto case_id = arguments->find("case");
    const std::string about = case_id ? std::string(case_id->text().value_or("")) : std::string();
    const std::string journal =
        about.empty() ? "" : "; the journal has " + facts_of_case(evidence(), step.practice, about);
    fail(fmt::format("{} in line {} can be done", step.word, step.line), done.error().text() + journal);
    return {};
  }

  base::Expected<void> do_fault(const StartFault& start) {
    world::Fault fault = start.fault;
    fault.from = now();
    if (start.lasts) fault.until = now() + *start.lasts;
    bench_.world->faults().add(std::move(fault));
    return {};
  }

  base::Expected<void> do_crash(const Crash& crash) {
    const base::Instant until = now() + crash.down;
    if (crash.node != "engine") return bench_.world->crash(crash.node, until);
    if (crash.unsent) bench_.world->drop_unsent();
    const base::Instant by_its_clock = bench_.world->engine_clock();
    return engine_.crash(by_its_clock, by_its_clock + crash.down);
  }

  base::Expected<void> do_request(const Step& step, const SendRequest& send) {
    const world::Outcome outcome = bench_.world->request_engine("outside", send.request);
    if (status_of(outcome) == static_cast<int>(send.status)) return {};
    fail(fmt::format("{} {} in line {} is answered with {}", send.request.method, send.request.target,
                     step.line, send.status),
         outcome_text(outcome));
    return {};
  }

  base::Expected<void> do_expect(const Expect& expect) {
    if (auto pulled = pull_audit(); !pulled) return pulled;
    const Expectation& wanted = expect.wanted;
    if (wanted.kind == FormKind::audit_verifies) return do_audit_verifies(wanted);
    if (wanted.kind == FormKind::insight_now) return do_insight(wanted);
    if (wanted.kind != FormKind::case_now) {
      add(of_check("expect " + wanted.word, judge(wanted, evidence())));
      return {};
    }
    const world::Outcome outcome =
        engine_.ask({"GET",
                     "/v1/cases/" + base::percent_encode(wanted.case_id) + "?practice=" + wanted.practice,
                     {},
                     {}});
    const auto* response = std::get_if<base::HttpResponse>(&outcome);
    if (!response)
      return base::failure("GET /v1/cases", "the engine does not answer", "see what became of it");
    add(of_check(
        "expect case",
        judge_case(wanted, response->status == 200 ? std::string_view(response->body) : "", evidence())));
    return {};
  }

  base::Expected<void> do_insight(const Expectation& wanted) {
    std::string target = "/v1/insight/" + base::percent_encode(wanted.page) + "?practice=" + wanted.practice;
    if (!wanted.case_id.empty()) target += "&case=" + base::percent_encode(wanted.case_id);
    const world::Outcome outcome = engine_.ask({"GET", std::move(target), {}, {}});
    const auto* response = std::get_if<base::HttpResponse>(&outcome);
    if (!response)
      return base::failure("GET /v1/insight", "the engine does not answer", "see what became of it");
    add(of_check(
        "expect insight",
        judge_insight(wanted, response->status == 200 ? std::string_view(response->body) : "", evidence())));
    return {};
  }

  base::Expected<void> do_audit_verifies(const Expectation& wanted) {
    auto wrong = witness_.look(engine_, {wanted.case_id, wanted.practice}, wanted.records, now());
    if (!wrong) return std::unexpected(wrong.error());
    for (std::string& one : *wrong)
      fail("the audit verifies", std::move(one));
    return {};
  }

  // A person's request, and whether what came back is what the step wants: without a word of its own a
  // success, or a refusal for what the case is (409), whose consequences the scenario judges. The body of a
  // success.
  std::optional<std::string> request_as(const Step& step, const PersonRow& person, std::string target,
                                        std::string body, std::optional<std::int64_t> status) {
    base::HttpRequest request{"POST", std::move(target), {}, std::move(body)};
    request.headers.set("Authorization", "Bearer " + token_of(step.practice, person.id));
    request.headers.set("Content-Type", "application/json");
    world::Outcome outcome = bench_.world->request_engine(person.id, request);
    const std::optional<int> found = status_of(outcome);
    constexpr int conflict = 409;
    const bool succeeded = found && *found >= 200 && *found < 300;
    const bool holds = status ? found == static_cast<int>(*status) : succeeded || found == conflict;
    if (!holds && !step.if_possible)
      fail(fmt::format("{} by {} in line {} ({}) is answered with {}", step.word, person.id, step.line,
                       request.target, status ? std::to_string(*status) : "2xx"),
           outcome_text(outcome));
    return succeeded ? std::optional(std::move(std::get<base::HttpResponse>(outcome).body)) : std::nullopt;
  }

  // What an administrator says is in force from then on, and in the journal for those who judge by it.
  base::Expected<void> do_policy(const Step& step, const ChangePolicy& change) {
    const auto body = request_as(step, *find_person(change.as), "/v1/policy", change.changes, change.status);
    if (!body) return {};
    const auto document = parser_.parse(*body);
    const auto policy = document ? document->find("policy") : std::nullopt;
    const auto setup = std::find_if(scenario_.world.practices.begin(), scenario_.world.practices.end(),
                                    [&](const PracticeSetup& one) { return one.practice == step.practice; });
    if (!policy || setup == scenario_.world.practices.end())
      return base::failure("POST /v1/policy", "the answer has no \"policy\"", "see the engine contract");
    std::vector<world::Entry> facts = policies_after_change(*setup, *policy, now());
    const std::string source = facts.front().source;
    bench_.world->journal().append(std::move(facts.front()));
    std::vector<world::Entry> coming(policies_.begin() + static_cast<std::ptrdiff_t>(next_policy_),
                                     policies_.end());
    std::erase_if(coming, [&](const world::Entry& one) { return one.source == source; });
    coming.insert(coming.end(), facts.begin() + 1, facts.end());
    sort_policies(coming);
    policies_ = std::move(coming);
    next_policy_ = 0;
    return {};
  }

  base::Expected<void> do_decide(const Step& step, const Decide& decide) {
    if (auto pulled = pull_audit(); !pulled) return pulled;
    const PersonRow& person = *find_person(decide.as);
    const auto review = open_review(step, decide);
    if (!review && step.if_possible) return {};  // nobody is there to show one
    if (!review) return std::unexpected(review.error());
    if (review->empty() && step.if_possible) return {};
    if (review->empty()) {
      fail(fmt::format("an open review of {} that {} can decide (line {})", decide.case_id, person.id,
                       step.line),
           "none; the journal has " + facts_of_case(evidence(), step.practice, decide.case_id));
      return {};
    }
    std::string fact;
    base::JsonWriter w(fact);
    w.begin_object().member("review", *review).member("by", person.id).member("role", person.role);
    w.member("decision", decide.decision);
    w.key("changes").raw(decide.changes.empty() ? "{}" : decide.changes);
    if (!decide.answer.empty()) w.member("answer", decide.answer);
    if (decide.slot) w.member("slot", *decide.slot);
    w.end_object();
    bench_.world->journal().append({0, now(), "people.review.decided",
                                    "/practices/" + step.practice + "/people", decide.case_id,
                                    std::move(fact)});
    std::string body;
    base::JsonWriter b(body);
    b.begin_object().member("decision", decide.decision);
    if (!decide.changes.empty()) b.key("changes").raw(decide.changes);
    if (!decide.answer.empty()) b.member("answer", decide.answer);
    if (decide.slot) b.member("slot", *decide.slot);
    b.end_object();
    request_as(step, person, "/v1/reviews/" + base::percent_encode(*review), std::move(body), decide.status);
    return {};
  }

  // The latest open review of the case, with at least the reasons named. Empty: none.
  base::Expected<std::string> open_review(const Step& step, const Decide& decide) {
    const auto list = ask_list("/v1/reviews", "reviews");
    if (!list) return std::unexpected(list.error());
    std::string latest;
    std::string latest_opened;
    for (const base::JsonValue& review : *list) {
      base::ObjectReader reader(review, "/reviews");
      if (reader.text("case") != decide.case_id || reader.text_or("practice", step.practice) != step.practice)
        continue;
      std::vector<std::string> reasons = reader.texts_or_none("reasons");
      std::sort(reasons.begin(), reasons.end());
      if (!std::includes(reasons.begin(), reasons.end(), decide.reasons.begin(), decide.reasons.end()))
        continue;
      const std::string opened = reader.text_or("opened_at", "");
      if (!latest.empty() && opened < latest_opened) continue;
      latest_opened = opened;
      latest = reader.text("review");
    }
    return latest;
  }

  base::Expected<void> do_redrive(const Step& step, const Redrive& redrive) {
    const auto list = ask_list("/v1/dead-letters", "dead_letters");
    if (!list && step.if_possible) return {};
    if (!list) return std::unexpected(list.error());
    std::string letter;
    for (const base::JsonValue& one : *list) {
      base::ObjectReader reader(one, "/dead_letters");
      if (reader.text("case") != redrive.case_id ||
          reader.text_or("practice", step.practice) != step.practice)
        continue;
      if (const auto number = reader.value("dead_letter")) letter = number->dump();
    }
    const PersonRow& person = *find_person(redrive.as);
    if (letter.empty() && step.if_possible) return {};
    if (letter.empty())
      fail(fmt::format("a dead letter of {} to redrive (line {})", redrive.case_id, step.line),
           "none; the journal has " + facts_of_case(evidence(), step.practice, redrive.case_id));
    else
      request_as(step, person, "/v1/dead-letters/" + letter + "/redrive", "{}", redrive.status);
    return {};
  }

  // Valid until the next one.
  base::Expected<std::vector<base::JsonValue>> ask_list(const std::string& target, std::string_view key) {
    const world::Outcome outcome = engine_.ask({"GET", target, {}, {}});
    const auto* response = std::get_if<base::HttpResponse>(&outcome);
    if (!response || response->status != 200)
      return base::failure("GET " + target, "the engine answers with " + outcome_text(outcome),
                           "see the engine contract");
    const auto document = parser_.parse(response->body);
    base::ObjectReader reader(document ? *document : base::JsonValue(), "");
    auto elements = reader.elements(key);
    if (reader.error())
      return base::failure("GET " + target, reader.error()->text(), "see the engine contract");
    return elements;
  }

  base::Expected<void> pull_audit() {
    const std::size_t known = records_.size();
    if (auto pulled = audit_.pull(engine_, records_); !pulled) return pulled;
    for (std::size_t n = known; n < records_.size(); ++n) {
      records_[n].at = records_[n].at - engine_ahead_;
      const AuditRecord& record = records_[n];
      const std::string_view type = fact_type_of(record.action);
      if (!type.empty())
        bench_.world->journal().append({0, record.at, std::string(type),
                                        fmt::format("/practices/{}/engine", record.practice),
                                        std::string(record.case_id), fact_data(record)});
    }
    return {};
  }

  Evidence evidence() {
    Evidence evidence{
        scenario_.world.start, now(), bench_.world->journal().facts(), records_, {}, {}, {}, {}};
    return evidence;
  }

  // Where there is anything new.
  base::Expected<void> judge_so_far() {
    if (auto pulled = pull_audit(); !pulled) return pulled;
    const std::size_t facts = bench_.world->journal().facts().size();
    if (facts == judged_facts_) return {};
    for (Failure& failure : check_invariants(whole_evidence()))
      add(std::move(failure));
    judged_facts_ = facts;
    judged_records_ = records_.size();
    return {};
  }

  Evidence whole_evidence() {
    Evidence whole{scenario_.world.start,
                   now(),
                   bench_.world->journal().facts(),
                   records_,
                   disturbances_.harms(),
                   {},
                   scenario_.names,
                   disturbances_.settled_until(now()),
                   disturbances_.words_unheard(),
                   disturbances_.asked_within(),
                   judged_facts_,
                   judged_records_,
                   engine_ahead_};
    for (const PracticeSetup& practice : scenario_.world.practices)
      whole.zones.emplace(practice.practice, practice.zone);
    return whole;
  }

  void judge_all() {
    const Evidence whole = whole_evidence();
    for (const Expectation& unwanted : scenario_.never)
      add(of_check("never " + unwanted.word, judge_never(unwanted, whole)));
    for (Failure& failure : check_invariants(whole))
      add(std::move(failure));
  }

  void conclude() {
    result_.verdict = result_.failures.empty() ? Verdict::passed : Verdict::failed;
    measure();
  }

  void measure() {
    if (!bench_.world) return;
    result_.fingerprint = bench_.world->journal().fingerprint();
    result_.virtual_time = now() - scenario_.world.start;
    result_.messages = bench_.world->messages();
  }

  ScenarioResult broken(const base::Error& error) {
    add(Failure{"the scenario can be run to its end", error.text(), now(), {}, "run"});
    result_.verdict = Verdict::error;
    measure();
    return std::move(result_);
  }

  [[nodiscard]] base::Instant now() const {
    return bench_.world ? bench_.world->now() : scenario_.world.start;
  }
  [[nodiscard]] std::string again() const {
    std::string command =
        fmt::format("{} {} --seed {}", options_.again, scenario_.file, scenario_.world.seed);
    const Pair usual;
    if (scenario_.any_pms && scenario_.pair.pms != usual.pms) command += " --pms " + scenario_.pair.pms;
    if (scenario_.any_lab && scenario_.pair.lab != usual.lab) command += " --lab " + scenario_.pair.lab;
    if (!options_.again_options.empty()) command += " " + options_.again_options;
    return command;
  }
  static std::optional<Failure> of_check(std::string check, std::optional<Failure> failure) {
    if (failure) failure->check = std::move(check);
    return failure;
  }
  void fail(std::string expected, std::string found) {
    add(Failure{std::move(expected), std::move(found), now(), {}, "step"});
  }
  void add(std::optional<Failure> failure) {
    if (!failure || result_.failures.size() >= failures_max) return;
    failure->again = again();
    result_.failures.push_back(std::move(*failure));
  }

  const Scenario& scenario_;
  const Library& library_;
  EngineBinding& engine_;
  const RunOptions& options_;
  Disturbances disturbances_;
  base::Duration engine_ahead_ = engine_ahead(scenario_);
  Bench bench_;
  std::vector<world::Entry> policies_ = policies_to_come(scenario_);
  std::size_t next_policy_ = 0;
  std::size_t judged_facts_ = 0;
  std::size_t judged_records_ = 0;
  AuditReader audit_;
  AuditWitness witness_;
  std::vector<AuditRecord> records_;
  base::JsonParser parser_;
  ScenarioResult result_;
};

}  // namespace

ScenarioResult run_scenario(const Scenario& scenario, const Library& library, EngineBinding& engine,
                            const RunOptions& options) {
  return ScenarioRun(scenario, library, engine, options).perform();
}

}  // namespace articulator::runner
