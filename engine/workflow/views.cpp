#include "engine/workflow/views.hpp"

#include "engine/workflow/context.hpp"
#include "engine/workflow/replies.hpp"

#include <algorithm>
#include <charconv>

namespace articulator::workflow {
namespace {

using base::JsonWriter;

// A model's, for the eye: they decide nothing (AIM-02).
void write_suggestions(JsonWriter& w, const model::NoteFacts* suggestions) {
  w.key("suggestions").begin_array();
  for (const model::NoteFact& fact : suggestions ? *suggestions : model::NoteFacts()) {
    w.begin_object().member("field", model::word(fact.field)).member("value", fact.value);
    w.member("words", fact.words).end_object();
  }
  w.end_array();
}

void write_review(JsonWriter& w, const LivePractice& practice, const Practice::ReviewPlace& place) {
  const LivePractice::Waiting waiting = practice.waiting(*place.review);
  w.begin_object();
  w.member("case", place.case_id.text);
  w.member("escalated", waiting.escalated);
  w.member("expired", waiting.expired);
  w.key("findings").begin_array();
  if (const Case* found = practice.practice().find(place.case_id))
    for (const model::Finding& finding : found->validation->findings)
      w.text(finding.sentence);
  w.end_array();
  w.member("opened_at", place.review->opened_at);
  w.member("practice", practice.bench().practice.text);
  w.member("question", place.review->question);
  w.key("reasons").begin_array();
  for (const std::string& reason : place.review->reasons)
    w.text(reason);
  w.end_array();
  w.member("review", place.review->id.text);
  write_suggestions(w, practice.suggestions(place.case_id));
  w.member("waits_for", model::word(waiting.role));
  w.end_object();
}

// A drafted purchase waits for a decision like a review, of no case.
void write_purchase(JsonWriter& w, const LivePractice& practice, const Purchase& purchase) {
  w.begin_object();
  w.member("case", "").member("escalated", 0).member("expired", false);
  w.key("findings").begin_array().text(purchase.why).end_array();
  w.member("opened_at", purchase.drafted_at).member("practice", practice.bench().practice.text);
  w.member("question", "");
  w.key("reasons").begin_array().text("INV-02").end_array();
  w.member("review", purchase.number);
  w.key("suggestions").begin_array().end_array();
  w.member("waits_for", model::word(model::Role::lab_coordinator)).end_object();
}

void write_slots(JsonWriter& w, const std::vector<model::Slot>& slots) {
  w.key("slots").begin_array();
  std::int64_t number = 0;
  for (const model::Slot& slot : slots) {
    w.begin_object().member("minutes", slot.minutes).member("operatory", slot.operatory);
    w.member("provider", slot.provider).member("slot", ++number).member("start", slot.start).end_object();
  }
  w.end_array();
}

void write_seat_item(JsonWriter& w, const LivePractice& practice, const SeatItem& item) {
  w.begin_object();
  w.member("appointment", item.appointment.text);
  w.member("case", item.case_id.text);
  w.member("escalated", 0);
  w.member("expired", false);
  w.key("findings").begin_array().end_array();
  w.key("held_until");
  item.hold ? w.instant(item.hold->until) : w.null();
  w.member("opened_at", item.opened_at);
  w.member("practice", practice.bench().practice.text);
  w.member("predicted", item.predicted);
  w.member("question", "");
  w.key("reasons").begin_array();
  for (const std::string& reason : item.reasons())
    w.text(reason);
  w.end_array();
  w.member("review", item.id.text);
  w.member("seen", item.seen);
  write_slots(w, item.moving ? std::vector<model::Slot>() : item.slots);
  w.key("suggestions").begin_array().end_array();
  w.member("waits_for", model::word(model::Role::front_desk));
  w.end_object();
}

void write_seat_items(JsonWriter& w, const LivePractice& practice) {
  for (const auto& [case_id, item] : practice.seat_desk().items)
    if (!item.rejected) write_seat_item(w, practice, item);
}

// When it is expected in the practice, and what that rests on (DLV-01).
void write_expected(JsonWriter& w, const std::optional<delivery::Estimate>& estimate) {
  w.key("expected");
  if (!estimate) {
    w.null();
    return;
  }
  w.begin_object();
  w.member("from_stage", model::word(estimate->place.stage));
  w.member("history_cases", estimate->history_cases);
  w.member("p50", estimate->p50);
  w.member("p80", estimate->p80);
  w.member("p95", estimate->p95);
  w.member("prior_cases", estimate->prior_cases);
  w.member("since", estimate->place.since);
  w.end_object();
}

void write_instant(JsonWriter& w, std::string_view name, std::optional<base::Instant> instant) {
  w.key(name);
  instant ? w.instant(*instant) : w.null();
}

void write_case(JsonWriter& w, const LivePractice& practice, const model::CaseId& id, const Case& it,
                base::Instant now) {
  const auto prediction = practice.practice().predicted(id, now);
  w.member("cancelled", it.cancelled);
  w.member("carrier", it.carrier);
  w.member("carrier_tracking", it.carrier_tracking);
  w.member("case", id.text);
  write_instant(w, "estimate", prediction ? std::optional(prediction->at) : std::nullopt);
  write_expected(w, practice.practice().expected(id, now));
  w.member("lab", it.file->lab.text);
  w.member("on_hold", it.on_hold);
  w.member("practice", practice.bench().practice.text);
  write_instant(w, "promise", it.predicted_delivery);
  w.key("reviews").begin_array();
  for (const OpenReview& review : it.reviews)
    w.text(review.id.text);
  w.end_array();
  w.member("round", it.round);
  w.member("sent", it.sent);
  w.member("ship_by", it.ship_by);
  w.member("stage", model::word(it.stage));
  w.member("tracking", it.tracking);
}

// {"<name>":[...]}
template <typename WriteEach>
base::HttpResponse list_reply(std::string_view name, const Practices& practices, const std::string* only,
                              WriteEach write_each) {
  return base::json_response(200, json_object([&](JsonWriter& w) {
                               w.key(name).begin_array();
                               for (const auto& practice : practices)
                                 if (!only || practice->bench().practice.text == *only)
                                   write_each(w, *practice);
                               w.end_array();
                             }));
}

}  // namespace

base::HttpResponse reviews_view(const Practices& practices, const std::string* only) {
  return list_reply("reviews", practices, only, [](JsonWriter& w, const LivePractice& practice) {
    for (const Practice::ReviewPlace& place : practice.practice().open_reviews())
      write_review(w, practice, place);
    for (const Purchase* purchase : practice.inventory().open())
      write_purchase(w, practice, *purchase);
    write_seat_items(w, practice);
  });
}

base::HttpResponse alerts_view(const Practices& practices, const std::string* only) {
  return list_reply("alerts", practices, only, write_seat_items);
}

base::HttpResponse case_view(const Practices& practices, const std::string& case_id,
                             const std::string* practice, base::Instant now) {
  const model::CaseId id(case_id);
  const std::string where = "/v1/cases/" + case_id;
  const LivePractice* holder = nullptr;
  for (const auto& one : practices) {
    if (practice && one->bench().practice.text != *practice) continue;
    if (!one->practice().find(id)) continue;
    if (holder)
      return error_reply(400, {where, "more than one practice has a case of this id", "add ?practice=<id>"});
    holder = one.get();
  }
  if (!holder)
    return error_reply(404,
                       {where, "no such case is known", "a case is forgotten some days after it is closed"});
  return base::json_response(200, json_object([&](JsonWriter& w) {
                               write_case(w, *holder, id, *holder->practice().find(id), now);
                             }));
}

base::HttpResponse notices_view(const Practices& practices, const std::string* only) {
  return list_reply("notices", practices, only, [](JsonWriter& w, const LivePractice& practice) {
    for (const Notice& notice : practice.notices()) {
      w.begin_object();
      w.member("at", notice.at);
      w.member("case", notice.case_id.text);
      w.member("detail", notice.detail);
      w.member("practice", practice.bench().practice.text);
      w.member("what", notice.what);
      w.end_object();
    }
  });
}

base::HttpResponse reconciliation_view(const Practices& practices, const std::string* only) {
  return list_reply("reconciliation", practices, only, [](JsonWriter& w, const LivePractice& practice) {
    w.begin_object().member("practice", practice.bench().practice.text);
    w.key("statements").begin_array();
    for (const insight::Reconciliation& report : practice.reconciliations())
      insight::write_reconciliation(w, report);
    w.end_array().end_object();
  });
}

base::HttpResponse dead_letters_view(const Practices& practices, const std::string* only) {
  return list_reply("dead_letters", practices, only, [](JsonWriter& w, const LivePractice& practice) {
    for (const auto& [number, letter] : practice.outbox().dead_letters()) {
      w.begin_object();
      w.member("at", letter.at);
      w.member("attempts", letter.attempts);
      w.member("call", static_cast<std::int64_t>(letter.call));
      w.member("case", letter.case_id.text);
      w.member("dead_letter", static_cast<std::int64_t>(number));
      w.member("errand", word(letter.errand));
      w.member("error", letter.error);
      w.member("peer", letter.peer);
      w.member("practice", practice.bench().practice.text);
      w.member("subject", plain(letter.subject));
      w.end_object();
    }
  });
}

base::HttpResponse audit_view(const audit::Log& log, const std::string* after, const std::string* only) {
  std::uint64_t sequence = 0;
  if (after) {
    const char* end = after->data() + after->size();
    const auto parsed = std::from_chars(after->data(), end, sequence);
    if (parsed.ec != std::errc() || parsed.ptr != end)
      return error_reply(400,
                         {"after", "is not a whole number", "give the sequence of the last record you have"});
  }
  const std::deque<audit::Record>& records = log.records();
  const std::size_t from = std::min<std::uint64_t>(sequence, records.size());
  std::string lines;
  std::size_t shown = 0;
  for (std::size_t n = from; n < records.size() && shown < audit_page_max; ++n) {
    if (only && records[n].practice != *only) continue;
    ++shown;
    lines += audit::to_json(records[n]);
    lines += '\n';
  }
  base::HttpResponse response{200, {}, std::move(lines)};
  response.headers.set("Content-Type", "application/x-ndjson");
  return response;
}

}  // namespace articulator::workflow
