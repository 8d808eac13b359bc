#include "engine/workflow/review_desk.hpp"

#include "engine/base/json_reader.hpp"
#include "engine/governance/permission.hpp"
#include "engine/workflow/purchase_desk.hpp"
#include "engine/workflow/replies.hpp"

#include <charconv>
#include <optional>
#include <utility>

namespace articulator::workflow {
namespace {

base::Expected<model::ReviewDecided> read_decision(const std::string& body, const model::Person& person,
                                                   const model::ReviewId& review) {
  base::JsonParser parser;
  const auto document = parser.parse(body);
  if (!document) return std::unexpected(document.error());
  base::ObjectReader reader(*document, "");
  model::ReviewDecided decided;
  decided.review = review;
  decided.by = person.id;
  decided.role = person.role;
  const std::string verdict = reader.text("decision");
  decided.answer = reader.text_or("answer", "");
  if (const auto changes = reader.value("changes"); changes && !changes->is(base::JsonKind::null)) {
    if (!changes->is(base::JsonKind::object))
      reader.report("changes", "is not an object", "give JSON pointers and their new values");
    else if (!changes->members().empty())
      decided.changes = changes->dump();
  }
  if (const auto known = model::verdict_of(verdict))
    decided.verdict = *known;
  else
    reader.report("decision", "is not a decision", "use approve, reject or correct");
  if (decided.verdict == model::Verdict::correct) {
    if (decided.changes.empty()) decided.changes = "{}";
  } else if (!decided.changes.empty()) {
    reader.report("changes", "belong to the decision correct", "decide correct, or leave the changes out");
  }
  if (reader.error()) return std::unexpected(*reader.error());
  return decided;
}

// What changed, without the values, which may name people (AUD-04).
void write_pointers(base::JsonWriter& w, const std::string& changes) {
  w.key("changed").begin_array();
  base::JsonParser parser;
  if (const auto document = parser.parse(changes.empty() ? "{}" : changes))
    for (const base::JsonValue::Member& member : document->members())
      w.text(plain(member.key));
  w.end_array();
}

}  // namespace

base::HttpResponse refuse_act(Context& context, const LivePractice& practice, const model::Person& person,
                              const model::CaseId& case_id, std::string_view act, int status,
                              base::Error error, base::Instant now) {
  context.record(now, practice.bench().practice, person.id.text, std::string(act) + ".refused", case_id,
                 json_object([&](base::JsonWriter& w) {
                   w.member("role", model::word(person.role));
                   w.member("status", status);
                   w.member("what", plain(error.what));
                   w.member("where", plain(error.where));
                 }),
                 context.new_correlation());
  return error_reply(status, error);
}

base::HttpResponse decide_review(Context& context, LivePractice& practice, const model::Person& person,
                                 const std::string& review, const base::HttpRequest& request,
                                 base::Instant now) {
  if (practice.inventory().find(review) != nullptr)
    return decide_purchase(context, practice, person, review, request, now);
  const model::ReviewId id(review);
  if (const SeatItem* item = practice.seat_desk().find(id))
    return decide_seat(context, practice, person, *item, request, now);
  const Practice::ReviewPlace place = practice.practice().review(id);
  const model::CaseId case_id = place.review ? place.case_id : model::CaseId();
  const std::string where = "/v1/reviews/" + review;
  const auto refused = [&](int status, base::Error error) {
    return refuse_act(context, practice, person, case_id, "review", status, std::move(error), now);
  };
  if (request.body.size() > decision_bytes_max)
    return refused(413, {where, "the decision is longer than 64 KiB", "send less"});
  if (!place.review && practice.was_decided(id))
    return refused(409, {where, "this review was decided already", "see GET /v1/reviews for what is open"});
  if (!place.review)
    return refused(404, {where, "no such review is open", "see GET /v1/reviews for those that are"});
  auto decided = read_decision(request.body, person, id);
  if (!decided) return refused(400, decided.error());
  if (const auto may = governance::may_approve(person.role, place.review->reasons); !may)
    return refused(403, may.error());
  const Case* found = practice.practice().find(case_id);
  if (decided->verdict == model::Verdict::correct && found) {
    const auto corrected = model::corrected(*found->file, decided->changes);
    if (!corrected) return refused(400, corrected.error());
  }
  if (decided->verdict == model::Verdict::approve && found && !found->sent &&
      found->validation->status == model::RxStatus::blocked)
    return refused(409, {where, "a blocker stands, so the order cannot leave the practice",
                         "correct the prescription, or reject the review"});
  context.record(now, practice.bench().practice, person.id.text, "review.decided", case_id,
                 json_object([&](base::JsonWriter& w) {
                   w.member("answered", !decided->answer.empty());
                   write_pointers(w, decided->changes);
                   w.member("decision", model::word(decided->verdict));
                   w.member("review", id.text);
                   w.member("role", model::word(person.role));
                 }),
                 context.new_correlation());
  const std::string verdict(model::word(decided->verdict));
  practice.decided(case_id, std::move(*decided), now);
  return base::json_response(200, json_object([&](base::JsonWriter& w) {
                               w.member("decision", verdict);
                               w.member("review", id.text);
                             }));
}

base::HttpResponse redrive(Context& context, LivePractice& practice, const model::Person& person,
                           const std::string& dead_letter, base::Instant now) {
  const std::string where = "/v1/dead-letters/" + dead_letter;
  const auto refused = [&](int status, base::Error error) {
    return refuse_act(context, practice, person, {}, "redrive", status, std::move(error), now);
  };
  if (const auto may = governance::may(person.role, governance::Permission::redrive); !may)
    return refused(403, {where, may.error().what, may.error().to_do});
  std::uint64_t number = 0;
  const char* end = dead_letter.data() + dead_letter.size();
  const auto parsed = std::from_chars(dead_letter.data(), end, number);
  if (parsed.ec != std::errc() || parsed.ptr != end || !practice.redrive(number, now))
    return refused(404,
                   {where, "there is no such dead letter", "see GET /v1/dead-letters for those that are"});
  context.record(now, practice.bench().practice, person.id.text, "dead_letter.redriven", {},
                 json_object([&](base::JsonWriter& w) {
                   w.member("dead_letter", static_cast<std::int64_t>(number));
                   w.member("role", model::word(person.role));
                 }),
                 context.new_correlation());
  return base::json_response(200, json_object([&](base::JsonWriter& w) {
                               w.member("dead_letter", static_cast<std::int64_t>(number));
                               w.member("redriven", true);
                             }));
}

base::HttpResponse change_policy(Context& context, LivePractice& practice, const model::Person& person,
                                 const base::HttpRequest& request, base::Instant now) {
  const std::string where = "/v1/policy";
  const auto refused = [&](int status, base::Error error) {
    return refuse_act(context, practice, person, {}, "policy", status, std::move(error), now);
  };
  if (const auto may = governance::may(person.role, governance::Permission::change_policy); !may)
    return refused(403, {where, may.error().what, may.error().to_do});
  if (request.body.size() > decision_bytes_max)
    return refused(413, {where, "the change is longer than 64 KiB", "send less"});
  auto changed = model::changed_policy(practice.practice().policy(), request.body);
  if (!changed) return refused(400, changed.error());
  practice.change_policy(person.id, std::move(*changed), now);
  return base::json_response(200, json_object([&](base::JsonWriter& w) {
                               w.key("policy");
                               model::write_policy(w, practice.practice().policy());
                               w.member("practice", practice.bench().practice.text);
                             }));
}

base::HttpResponse refuse_stranger(Context& context, base::Instant now) {
  const base::Error error{"Authorization", "nobody bears this token",
                          "send Authorization: Bearer <your token>"};
  context.record(now, {}, "unknown", "review.refused", {}, json_object([&](base::JsonWriter& w) {
                   w.member("status", 401);
                   w.member("what", error.what);
                   w.member("where", error.where);
                 }),
                 context.new_correlation());
  return error_reply(401, error);
}

}  // namespace articulator::workflow
