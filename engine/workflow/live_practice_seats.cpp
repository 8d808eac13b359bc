// Seat visits, live: alerts for the front desk, slots against the PMS's schedule, and the word to the patient
// (DLV-04 to 06, NTF-05). What the front desk decides comes in by seat_review.cpp.
#include "engine/delivery/preference.hpp"
#include "engine/delivery/slots.hpp"
#include "engine/outreach/message.hpp"
#include "engine/outreach/quiet_hours.hpp"
#include "engine/workflow/context.hpp"
#include "engine/workflow/live_practice.hpp"

#include <memory>
#include <utility>

namespace articulator::workflow {
namespace {

using base::JsonWriter;

constexpr int visit_minutes_usual = 60;
constexpr std::string_view delayed = "delayed";

void write_slot(JsonWriter& w, const model::Slot& slot) {
  w.begin_object().member("minutes", slot.minutes).member("operatory", slot.operatory);
  w.member("provider", slot.provider).member("start", slot.start).end_object();
}

}  // namespace

bool LivePractice::stands(const SeatItem& item) const {
  const Case* found = practice_.find(item.case_id);
  if (found == nullptr || found->ended_at || found->received_back) return false;
  if (item.is_alert()) return found->delay && found->delay->appointment == item.appointment;
  return !found->file->appointment;
}

void LivePractice::perform(const model::CaseId& id, const model::DelayAlerted& act, base::Instant now,
                           const std::string& correlation) {
  open_seat_item(id, act.appointment, act.predicted, now, correlation);
}

// After each event of the case: an item whose reason is gone ends, and an estimate without a visit opens one.
void LivePractice::watch_seat(const model::CaseId& id, base::Instant now, const std::string& correlation) {
  const auto known = desk_.items.find(id);
  if (known != desk_.items.end()) {
    SeatItem& item = known->second;
    if (!stands(item)) return end_seat_item(item, now, correlation);
    // An alert tells of worse news itself; without a visit the later estimate is the news.
    const auto prediction = practice_.predicted(id, now);
    if (!item.is_alert() && prediction && prediction->at - item.predicted >= delivery::worse_by_min)
      open_seat_item(id, {}, prediction->at, now, correlation);
    return;
  }
  const Case* found = practice_.find(id);
  const bool wants_a_visit = found != nullptr && found->predicted_delivery && !found->file->appointment &&
                             !found->received_back && !found->ended_at && !found->cancelled && !monitored(id);
  if (wants_a_visit) open_seat_item(id, {}, practice_.predicted(id, now)->at, now, correlation);
}

// DLV-07: once the work is here it is known whether an alert was right, and how early it came; and what the
// rule of thumb, "the due date has passed", would have said.
void LivePractice::judge_alert(const model::CaseId& id, base::Instant now, const std::string& correlation) {
  const Case* found = practice_.find(id);
  if (found == nullptr || found->ended_at || found->received_back || !found->file->appointment ||
      monitored(id))
    return;
  const model::Policy& policy = practice_.policy();
  const model::Appointment& seat = *found->file->appointment;
  const auto& due = found->file->prescription.due_date;
  const bool past_due = due.value && policy.zone.local(now).date > *due.value;
  context_.record(now, bench_.practice, "engine", "delay.judged", id, json_object([&](JsonWriter& w) {
                    w.member("alerted", found->delay.has_value()).member("appointment", seat.id.text);
                    w.member("late", now > delivery::needed_by(seat.start, policy.zone));
                    if (found->delay)
                      w.member("lead_h", (seat.start - found->delay->raised_at) / base::hours(1));
                    w.member("past_due", past_due);
                  }),
                  correlation);
}

void LivePractice::open_seat_item(const model::CaseId& id, const model::AppointmentId& appointment,
                                  base::Instant predicted, base::Instant now,
                                  const std::string& correlation) {
  const auto known = desk_.items.find(id);
  if (known != desk_.items.end()) let_go(known->second, now, correlation);
  SeatItem& item = desk_.items[id];
  item = SeatItem();
  item.id = model::ReviewId(id.text + "-d" + std::to_string(++desk_.opened[id]));
  item.case_id = id;
  item.appointment = appointment;
  item.opened_at = now;
  item.predicted = predicted;
  context_.record(now, bench_.practice, "engine", "alert.opened", id, json_object([&](JsonWriter& w) {
                    w.member("alert", item.id.text).key("reasons").begin_array();
                    for (const std::string& reason : item.reasons())
                      w.text(reason);
                    w.end_array().member("to", model::word(model::Role::front_desk));
                  }),
                  correlation);
  add_notice({now, id, item.is_alert() ? "delay.alerted" : "visit.wanted", item.id.text});
  if (item.is_alert() && practice_.policy().delay_message_unseen) plan_to_tell(item, now);
  ask_for_slots(item, now, correlation);
}

void LivePractice::end_seat_item(SeatItem& item, base::Instant now, const std::string& correlation) {
  let_go(item, now, correlation);
  context_.record(now, bench_.practice, "engine", "alert.ended", item.case_id,
                  json_object([&](JsonWriter& w) { w.member("alert", item.id.text); }), correlation);
  desk_.items.erase(item.case_id);
}

// Slots.

void LivePractice::ask_for_slots(SeatItem& item, base::Instant now, const std::string& correlation) {
  item.slots.clear();
  const Case* found = practice_.find(item.case_id);
  if (found == nullptr || item.asked >= asks_max) return;
  ++item.asked;
  const std::optional<model::Appointment>& seat = found->file->appointment;
  model::ScheduleQuestion question;
  question.provider = seat ? seat->provider : found->file->prescriber.id.text;
  question.operatory = seat ? seat->operatory : "";
  question.minutes = seat ? seat->minutes : visit_minutes_usual;
  question.from = std::max(now, delivery::earliest_visit(item.predicted, practice_.policy().zone));
  question.to = question.from + base::days(delivery::days_ahead);
  if (pms_->free_times(question) == nullptr) return;  // a PMS whose schedule cannot be read
  Job ask = job(pms_peer, Errand::slots, item.case_id, item.id.text, correlation);
  ask.gives_way = true;
  ask.make = [this, question] { return pms_->free_times(question); };
  outbox_.add(std::move(ask), now);
}

void LivePractice::propose_slots(SeatItem& item, const std::vector<model::FreeTime>& free, base::Instant now,
                                 const std::string& correlation) {
  const Case* found = practice_.find(item.case_id);
  if (found == nullptr) return;
  const model::Policy& policy = practice_.policy();
  const std::optional<model::Appointment>& seat = found->file->appointment;
  delivery::Wish wish{seat ? seat->minutes : visit_minutes_usual,
                      std::max(now, delivery::earliest_visit(item.predicted, policy.zone)),
                      delivery::read_preference(found->file->notes), policy.zone, desk_.held()};
  item.slots = delivery::propose(free, wish);
  context_.record(now, bench_.practice, "engine", "slots.proposed", item.case_id,
                  json_object([&](JsonWriter& w) {
                    w.member("appointment", item.appointment.text).key("slots").begin_array();
                    for (const model::Slot& slot : item.slots)
                      write_slot(w, slot);
                    w.end_array();
                  }),
                  correlation);
  if (policy.hold_hours <= 0 || item.slots.empty() || item.rejected) return;
  const model::SlotHold hold{item.case_id, found->file->patient, item.slots.front(),
                             now + base::hours(policy.hold_hours)};
  Job take = job(pms_peer, Errand::hold, item.case_id, item.id.text, correlation);
  take.gives_way = true;
  take.make = [this, hold] { return pms_->hold(hold); };
  item.hold = SeatItem::Hold{{}, hold.slot, hold.until};  // nobody else is offered it meanwhile
  context_.record(now, bench_.practice, "engine", "slot.held", item.case_id, json_object([&](JsonWriter& w) {
                    w.member("alert", item.id.text).key("slot");
                    write_slot(w, hold.slot);
                    w.member("until", hold.until);
                  }),
                  correlation);
  outbox_.add(std::move(take), now);
}

void LivePractice::let_go(SeatItem& item, base::Instant now, const std::string& correlation) {
  if (!item.hold) return;
  const std::string name = std::exchange(item.hold, std::nullopt)->name;
  if (name.empty()) return;  // not written yet: `held` lets go of it when it is
  release_hold(item.case_id, name, now, correlation);
}

// The visit takes the slot that was held for it: the errand that moves the visit lets go of the hold first.
std::string LivePractice::make_way(SeatItem& item, base::Instant now, const std::string& correlation) {
  const std::string name = std::exchange(item.hold, std::nullopt)->name;
  if (!name.empty())
    context_.record(now, bench_.practice, "engine", "slot.released", item.case_id,
                    json_object([&](JsonWriter& w) { w.member("hold", name); }), correlation);
  return name;
}

void LivePractice::release_hold(const model::CaseId& id, const std::string& name, base::Instant now,
                                const std::string& correlation) {
  context_.record(now, bench_.practice, "engine", "slot.released", id,
                  json_object([&](JsonWriter& w) { w.member("hold", name); }), correlation);
  Job release = job(pms_peer, Errand::release, id, name, correlation);
  release.make = [this, name] { return pms_->release(name); };
  outbox_.add(std::move(release), now);
}

void LivePractice::held(const model::CaseId& id, SeatItem* item, const std::string& name, base::Instant now,
                        const std::string& correlation) {
  if (item == nullptr || !item->hold || !item->hold->name.empty()) {
    if (!name.empty()) release_hold(id, name, now, correlation);  // too late: nobody waits for it
    return;
  }
  if (name.empty()) {  // somebody was quicker
    item->hold.reset();
    return ask_for_slots(*item, now, correlation);
  }
  item->hold->name = name;
}

// The visit.

void LivePractice::seat_seen(const model::ReviewId& id, std::optional<std::size_t> slot, bool rejected,
                             base::Instant now) {
  SeatItem& item = *desk_.find(id);
  const std::string correlation = context_.new_correlation();
  item.seen = true;
  item.rejected = rejected;
  if (rejected) let_go(item, now, correlation);
  if (slot) return move_visit(item, item.slots.at(*slot), now, correlation);
  plan_to_tell(item, now);
}

void LivePractice::move_visit(SeatItem& item, const model::Slot& slot, base::Instant now,
                              const std::string& correlation) {
  const Case* found = practice_.find(item.case_id);
  if (found == nullptr) return;
  item.moving = true;
  model::SeatVisit visit{item.case_id, found->file->patient, item.appointment, slot, {}};
  if (item.hold && item.hold->slot == slot)
    visit.hold = make_way(item, now, correlation);
  else
    let_go(item, now, correlation);
  context_.record(now, bench_.practice, "engine",
                  item.is_alert() ? "appointment.moved" : "appointment.booked", item.case_id,
                  json_object([&](JsonWriter& w) {
                    w.member("alert", item.id.text).member("appointment", item.appointment.text).key("slot");
                    write_slot(w, slot);
                  }),
                  correlation);
  Job move = job(pms_peer, Errand::seat, item.case_id, item.id.text, correlation);
  move.gives_way = true;
  move.make = [this, visit] { return pms_->seat(visit); };
  outbox_.add(std::move(move), now);
}

// It did not come about: somebody was quicker, or the office refuses. What stands then is proposed anew.
void LivePractice::not_moved(SeatItem& item, std::string_view why, base::Instant now,
                             const std::string& correlation) {
  item.moving = false;
  context_.record(now, bench_.practice, "engine", "slot.taken", item.case_id, json_object([&](JsonWriter& w) {
                    w.member("alert", item.id.text).member("why", plain(why));
                  }),
                  correlation);
  if (item.is_alert()) plan_to_tell(item, now);
  ask_for_slots(item, now, correlation);
}

void LivePractice::seat_errand_over(Finished& finished, base::Instant now) {
  const auto* refused = std::get_if<model::TaskFailed>(&finished.outcome);
  auto* done = std::get_if<model::TaskDone>(&finished.outcome);
  SeatItem* item = desk_.find(model::ReviewId(finished.subject));
  if (finished.errand == Errand::hold)
    return held(finished.case_id, item, done ? done->hold : std::string(), now, finished.correlation);
  if (finished.errand == Errand::slots) {
    if (item != nullptr && done != nullptr && !item->moving)
      propose_slots(*item, done->free_times, now, finished.correlation);
    return;
  }
  if (finished.errand != Errand::seat) return;
  if (done && done->found) return apply(std::move(done->events), now, finished.correlation);
  if (item != nullptr) not_moved(*item, refused ? refused->error : done->remark, now, finished.correlation);
}

// What is due, and the patient.

void LivePractice::pass_seat_times(base::Instant now) {
  for (auto& [id, item] : desk_.items) {
    if (item.hold && !item.moving && item.hold->until <= now) let_go(item, now, context_.new_correlation());
    if (item.tell && *item.tell <= now) {
      item.tell.reset();
      tell_delay(item, now);
    }
  }
}

void LivePractice::plan_to_tell(SeatItem& item, base::Instant now) {
  const model::Policy& policy = practice_.policy();
  const Case* found = practice_.find(item.case_id);
  if (!item.is_alert() || !policy.notify_delayed || found == nullptr) return;
  const auto told = desk_.told.find(item.case_id);
  if (told != desk_.told.end() && told->second == found->round) return;
  item.tell = outreach::send_at(now, policy.zone);
}

// NTF-02: once a round. Consent is asked for here, and by the connector just before it sends.
void LivePractice::tell_delay(const SeatItem& item, base::Instant now) {
  const Case* found = practice_.find(item.case_id);
  const model::Patient* patient = found ? practice_.patient(found->file->patient) : nullptr;
  const auto medium = patient ? patient->medium() : std::nullopt;
  if (!medium || !stands(item)) return;
  desk_.told[item.case_id] = found->round;
  const std::string correlation = context_.new_correlation();
  context_.record(now, bench_.practice, "engine", "patient.notified", item.case_id,
                  json_object([&](JsonWriter& w) {
                    w.member("medium", model::word(*medium)).member("milestone", delayed);
                  }),
                  correlation);
  Job message = job(pms_peer, Errand::notify, item.case_id, std::string(delayed), correlation);
  message.make = [this, id = item.case_id, who = found->file->patient, medium = *medium] {
    return pms_->tell(id, who, medium, std::string(delayed), outreach::delay_text(medium));
  };
  message.gate = [this, review = item.id](base::Instant at) -> Gate {
    const base::Instant due = outreach::send_at(at, practice_.policy().zone);
    if (due > at) return {Gate::Way::wait, due, {}};
    const SeatItem* now_there = desk_.find(review);
    if (now_there == nullptr || !stands(*now_there)) return {Gate::Way::drop, {}, "no longer late: not sent"};
    return {};
  };
  outbox_.add(std::move(message), now);
}

}  // namespace articulator::workflow
