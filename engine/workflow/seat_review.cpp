// The front desk's word on a seat visit: POST /v1/reviews/{case}-d{n}.
#include "engine/base/json_reader.hpp"
#include "engine/governance/permission.hpp"
#include "engine/workflow/replies.hpp"
#include "engine/workflow/review_desk.hpp"

#include <optional>
#include <utility>

namespace articulator::workflow {
namespace {

struct SeatWord {
  bool rejected = false;
  std::optional<std::size_t> slot;  // counted from 0
};

base::Expected<SeatWord> read_word(const std::string& body, std::size_t slots) {
  base::JsonParser parser;
  const auto document = parser.parse(body);
  if (!document) return std::unexpected(document.error());
  base::ObjectReader in(*document, "");
  const auto verdict = model::verdict_of(in.text("decision"));
  SeatWord word;
  if (!verdict || *verdict == model::Verdict::correct)
    in.report("decision", "is no decision on a visit", "use approve or reject");
  word.rejected = verdict == model::Verdict::reject;
  if (in.has("slot")) {
    if (slots == 0 || word.rejected)
      in.report("slot", "cannot be chosen here", "approve while slots are proposed");
    else
      word.slot = static_cast<std::size_t>(in.integer("slot", 1, static_cast<std::int64_t>(slots)) - 1);
  }
  if (in.error()) return std::unexpected(*in.error());
  return word;
}

}  // namespace

base::HttpResponse decide_seat(Context& context, LivePractice& practice, const model::Person& person,
                               const SeatItem& item, const base::HttpRequest& request, base::Instant now) {
  const std::string where = "/v1/reviews/" + item.id.text;
  const auto refused = [&](int status, base::Error error) {
    return refuse_act(context, practice, person, item.case_id, "review", status, std::move(error), now);
  };
  if (request.body.size() > decision_bytes_max)
    return refused(413, {where, "the decision is longer than 64 KiB", "send less"});
  if (const auto may = governance::may(person.role, governance::Permission::decide_visits); !may)
    return refused(403, {where, may.error().what, may.error().to_do});
  const auto word = read_word(request.body, item.moving ? 0 : item.slots.size());
  if (!word) return refused(400, word.error());
  if (item.moving) return refused(409, {where, "a slot was chosen already", "wait until it stands"});
  if (item.seen && !word->slot)
    return refused(409, {where, "this was seen already", "choose a slot, or leave it"});
  const std::string verdict(model::word(word->rejected ? model::Verdict::reject : model::Verdict::approve));
  const model::ReviewId id = item.id;
  context.record(now, practice.bench().practice, person.id.text, "review.decided", item.case_id,
                 json_object([&](base::JsonWriter& w) {
                   w.member("decision", verdict).member("review", id.text);
                   w.member("role", model::word(person.role));
                   if (word->slot) w.member("slot", static_cast<std::int64_t>(*word->slot) + 1);
                 }),
                 context.new_correlation());
  practice.seat_seen(id, word->slot, word->rejected, now);
  return base::json_response(200, json_object([&](base::JsonWriter& w) {
                               w.member("decision", verdict).member("review", id.text);
                             }));
}

}  // namespace articulator::workflow
