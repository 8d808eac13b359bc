// What decisions become: audit records, and errands over the wires.
#include "engine/mapping/bundle.hpp"
#include "engine/mapping/lab_fields.hpp"
#include "engine/outreach/message.hpp"
#include "engine/outreach/quiet_hours.hpp"
#include "engine/workflow/context.hpp"
#include "engine/workflow/live_practice.hpp"

#include <memory>
#include <utility>

namespace articulator::workflow {
namespace {

template <typename... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};

using base::JsonWriter;

std::string_view action_of(const model::Act& act) {
  return std::visit(Overloaded{
                        [](const model::RxValidated&) { return "rx.validated"; },
                        [](const model::ReviewOpened&) { return "review.opened"; },
                        [](const model::OrderSent&) { return "order.sent"; },
                        [](const model::OrderMirrored&) { return "order.mirrored"; },
                        [](const model::OrderAmended&) { return "order.amended"; },
                        [](const model::OrderCancelled&) { return "order.cancelled"; },
                        [](const model::PmsStatus&) { return "pms.status"; },
                        [](const model::PmsNote&) { return "pms.note"; },
                        [](const model::PatientNotified&) { return "patient.notified"; },
                        [](const model::QuestionAnswered&) { return "question.answered"; },
                        [](const model::StatusFlagged&) { return "status.flagged"; },
                        [](const model::DelayAlerted&) { return "delay.alerted"; },
                        [](const model::DelayCleared&) { return "delay.cleared"; },
                        [](const model::RemakeTriaged&) { return "remake.triaged"; },
                        [](const model::InvoiceLine&) { return "invoice.line"; },
                    },
                    act);
}

template <typename Text>
void write_texts(JsonWriter& w, std::string_view key, const std::vector<Text>& texts) {
  w.key(key).begin_array();
  for (const std::string_view text : texts)
    w.text(text);
  w.end_array();
}

// What was decided and why, without texts that may hold more than ids.
std::string data_of(const model::Act& act, bool performed) {
  return json_object([&](JsonWriter& w) {
    std::visit(Overloaded{
                   [&](const model::RxValidated& it) {
                     write_texts(w, "checks_passed", it.validation.checks_passed);
                     w.key("findings");
                     model::write_findings(w, it.validation.findings);
                     w.member("status", model::word(it.validation.status));
                   },
                   [&](const model::ReviewOpened& it) {
                     write_texts(w, "reasons", it.reasons);
                     w.member("review", it.review.text);
                   },
                   [&](const model::OrderSent& it) {
                     w.member("channel", it.channel);
                     w.member("idempotency_key", it.idempotency_key);
                     w.member("lab", it.lab.text);
                     if (it.remake) {
                       w.key("remake");
                       model::write_remake(w, *it.remake);
                     }
                   },
                   [&](const model::OrderMirrored& it) { w.member("lab", it.lab.text); },
                   [&](const model::OrderAmended& it) { w.member("lab", it.lab.text); },
                   [&](const model::OrderCancelled& it) { w.member("lab", it.lab.text); },
                   [&](const model::PmsStatus&) {},
                   [](const model::PmsNote&) {},
                   [&](const model::PatientNotified& it) {
                     w.member("medium", model::word(it.medium));
                     w.member("milestone", model::word(it.milestone));
                   },
                   [&](const model::QuestionAnswered& it) { w.member("lab", it.lab.text); },
                   [](const model::StatusFlagged&) {},
                   [&](const model::DelayAlerted& it) {
                     w.member("appointment", it.appointment.text).member("cause", it.cause);
                     w.member("needed_by", it.needed_by).member("predicted", it.predicted);
                   },
                   [&](const model::DelayCleared& it) { w.member("appointment", it.appointment.text); },
                   [&](const model::RemakeTriaged& it) {
                     w.member("cause", model::word(it.cause));
                     w.key("confidence").decimal(it.confidence_percent);
                   },
                   [&](const model::InvoiceLine& it) { w.member("line", it.line); },
               },
               act);
    if (!performed) w.member("performed", false);
    if (const auto* billed = std::get_if<model::InvoiceLine>(&act)) {
      w.member("result", model::word(billed->result));
      w.member("statement", billed->statement);
    }
    if (const auto* status = std::get_if<model::PmsStatus>(&act))
      w.member("stage", model::word(status->stage));
    if (const auto* triaged = std::get_if<model::RemakeTriaged>(&act)) {
      w.member("route", model::word(triaged->route));
      write_texts(w, "words", triaged->words);
    }
    if (const auto* flagged = std::get_if<model::StatusFlagged>(&act)) w.member("word", flagged->word);
  });
}

// To PMS, patient or live lab.
bool writes_live(Errand errand) {
  switch (errand) {
    case Errand::submit:
    case Errand::amend:
    case Errand::cancel:
    case Errand::answer:
    case Errand::status:
    case Errand::note:
    case Errand::notify:
    case Errand::settle:
    case Errand::hold:
    case Errand::release:
    case Errand::seat:
      return true;
    case Errand::poll:
    case Errand::mirror:
    case Errand::suggest:
    case Errand::acknowledge:
    case Errand::purchase:
    case Errand::slots:
    case Errand::statement:
      return false;
  }
  return true;
}

}  // namespace

void LivePractice::carry_out(std::vector<model::Decision>& decisions, base::Instant now,
                             const std::string& correlation) {
  for (const model::Decision& decision : decisions) {
    const bool is_live_write = std::visit(
        []<typename Act>(const Act&) {
          return !std::is_same_v<Act, model::RxValidated> && !std::is_same_v<Act, model::ReviewOpened> &&
                 !std::is_same_v<Act, model::OrderMirrored> && !std::is_same_v<Act, model::StatusFlagged> &&
                 !std::is_same_v<Act, model::DelayAlerted> && !std::is_same_v<Act, model::DelayCleared> &&
                 !std::is_same_v<Act, model::RemakeTriaged> && !std::is_same_v<Act, model::InvoiceLine>;
        },
        decision.act);
    const bool performed = !is_live_write || !monitored(decision.case_id);
    context_.record(now, bench_.practice, "engine", action_of(decision.act), decision.case_id,
                    data_of(decision.act, performed), correlation);
    if (const auto* triaged = std::get_if<model::RemakeTriaged>(&decision.act))
      insight_.triaged(decision.case_id, decision.at, std::string(model::word(triaged->cause)));
    if (const auto* flagged = std::get_if<model::StatusFlagged>(&decision.act))
      add_notice({now, decision.case_id, "status.flagged", flagged->word});
    if (const auto* triaged = std::get_if<model::RemakeTriaged>(&decision.act))
      hand_to_person(decision.case_id, *triaged, now, correlation);
    if (std::holds_alternative<model::OrderCancelled>(decision.act)) withdraw(decision.case_id);
    if (!performed) continue;
    std::visit(
        [&]<typename Act>(const Act& act) {
          if constexpr (requires { perform(decision.case_id, act, now, correlation); })
            perform(decision.case_id, act, now, correlation);
        },
        decision.act);
  }
}

bool LivePractice::monitored(const model::CaseId& id) const {
  return practice_.phase(id) == model::Phase::monitor;
}

Job LivePractice::job(std::size_t peer, Errand errand, const model::CaseId& id, std::string subject,
                      const std::string& correlation) const {
  Job job;
  job.peer = peer;
  job.errand = errand;
  job.case_id = id;
  job.subject = std::move(subject);
  job.correlation = correlation;
  // GOV-01: what was decided before is not written any more either, until the phase allows it.
  if (writes_live(errand))
    job.held = [this, id]() -> std::string_view { return monitored(id) ? "phase monitor" : ""; };
  return job;
}

// An order that has not left when its case is cancelled need not leave at all.
void LivePractice::withdraw(const model::CaseId& id) {
  const auto leaving = leaving_.find(id);
  if (leaving == leaving_.end()) return;
  *leaving->second = Withdrawal::cancelled;
  leaving_.erase(leaving);
}

void LivePractice::withdraw_unapproved() {
  for (const auto& [id, withdrawal] : leaving_) {
    const Case* found = practice_.find(id);
    const bool wanted = practice_.phase(id) == model::Phase::assist && found && !found->by_a_person;
    *withdrawal = wanted ? Withdrawal::unapproved : Withdrawal::none;
  }
}

void LivePractice::take_back(const model::CaseId& id, const std::string& key, base::Instant now,
                             const std::string& correlation) {
  leaving_.erase(id);
  unanswered_.erase(id);
  dispatches_.erase(key);
  std::vector<model::Decision> decisions;
  practice_.take_back_order(id, now, decisions);
  carry_out(decisions, now, correlation);
}

std::optional<std::size_t> LivePractice::peer_of(const model::LabId& lab) const {
  for (std::size_t n = 0; n < bench_.labs.size(); ++n)
    if (bench_.labs[n].profile->lab == lab) return n + 1;
  return std::nullopt;
}

void LivePractice::to_lab(const model::LabId& lab, Job job,
                          std::function<std::unique_ptr<model::Task>(model::LabConnector&)> make,
                          base::Instant now) {
  const std::optional<std::size_t> peer = peer_of(lab);
  job.peer = peer.value_or(labs_.size() + 1);
  // What is about an order waits until the lab has it, or never will.
  if (job.errand != Errand::submit && unanswered_.contains(job.case_id))
    job.gate = once_settled(job.case_id, now);
  if (peer)
    job.make = [this, peer, make = std::move(make)] { return make(*labs_[*peer - 1]); };
  else
    job.make = [] { return std::unique_ptr<model::Task>(); };
  outbox_.add(std::move(job), now);
}

// The order in the lab's own terms: its fields, and its names for files (MAP-01, MAP-05). The prescription
// stays as it was written.
void LivePractice::map_for_lab(model::Order& order) const {
  const model::LabProfile* lab = practice_.lab(order.file.lab);
  const model::Prescription& rx = order.file.prescription;
  const bool known = lab != nullptr && rx.procedure.value && rx.material.value;
  const model::Product* product = known ? lab->product(*rx.procedure.value, *rx.material.value) : nullptr;
  order.lab_fields = mapping::fill_lab_fields(order.file, product, practice_.habits());
  if (lab != nullptr)
    order.file.attachments =
        mapping::bundle(lab->attachment_name_rule, order.case_id, rx, std::move(order.file.attachments));
}

namespace {

// Size and hash of a file that was looked at, where nobody had said them: the manifest lists both.
void say_what_was_found(std::vector<model::Attachment>& attachments) {
  for (model::Attachment& attachment : attachments) {
    if (!attachment.content || attachment.content->absent) continue;
    if (attachment.sha256.empty()) attachment.sha256 = attachment.content->sha256;
    if (attachment.bytes == 0) attachment.bytes = attachment.content->bytes;
  }
}

}  // namespace

model::Order LivePractice::order(const model::CaseId& id, std::string key) const {
  model::Order order;
  order.case_id = id;
  order.idempotency_key = std::move(key);
  if (const Case* found = practice_.find(id)) {
    order.file = *found->file;
    say_what_was_found(order.file.attachments);
    order.validation = *found->validation;
    order.remake = found->remake;
    map_for_lab(order);
  }
  return order;
}

std::string LivePractice::tracking(const model::CaseId& id) const {
  const Case* found = practice_.find(id);
  return found ? found->tracking : std::string();
}

std::string LivePractice::next_key(const model::CaseId& id, std::string_view kind) {
  return id.text + "/" + std::string(kind) + "/" + std::to_string(++keys_given_[id]);
}

void LivePractice::perform(const model::CaseId& id, const model::OrderSent& act, base::Instant now,
                           const std::string& correlation) {
  // As decided, whatever becomes of the case meanwhile: the same key must always carry the same order.
  auto sent = std::make_shared<model::Order>(order(id, act.idempotency_key));
  sent->file.prescription = act.prescription;
  sent->ordered_at = now;
  const auto withdrawn = std::make_shared<Withdrawal>(Withdrawal::none);
  leaving_.insert_or_assign(id, withdrawn);
  const std::optional<std::size_t> peer = peer_of(act.lab);
  if (peer && (channels_[*peer - 1].size() > 1 || channels_[*peer - 1].front().connector)) {
    dispatches_.insert_or_assign(act.idempotency_key,
                                 Dispatch{sent, *peer - 1, 0, correlation, {}, withdrawn});
    unanswered_.insert(id);
    return try_channel(act.idempotency_key, now);
  }
  Job submit = job(0, Errand::submit, id, act.idempotency_key, correlation);
  submit.gate = unless_withdrawn(withdrawn);
  to_lab(act.lab, std::move(submit), [sent](model::LabConnector& lab) { return lab.submit(*sent); }, now);
}

void LivePractice::perform(const model::CaseId& id, const model::OrderMirrored& act, base::Instant now,
                           const std::string& correlation) {
  const std::string key = next_key(id, "mirror");
  auto mirrored = std::make_shared<model::Order>(order(id, key));
  to_lab(
      act.lab, job(0, Errand::mirror, id, key, correlation),
      [mirrored](model::LabConnector& lab) { return lab.mirror(*mirrored); }, now);
}

void LivePractice::perform(const model::CaseId& id, const model::OrderAmended& act, base::Instant now,
                           const std::string& correlation) {
  const std::string key = next_key(id, "amend");
  auto amended = std::make_shared<model::Order>(order(id, key));
  amended->file.prescription = act.prescription;
  to_lab(
      act.lab, job(0, Errand::amend, id, key, correlation),
      [this, amended](model::LabConnector& lab) { return lab.amend(*amended, tracking(amended->case_id)); },
      now);
}

void LivePractice::perform(const model::CaseId& id, const model::OrderCancelled& act, base::Instant now,
                           const std::string& correlation) {
  to_lab(
      act.lab, job(0, Errand::cancel, id, {}, correlation),
      [this, id, reason = act.reason](model::LabConnector& lab) {
        return lab.cancel(id, tracking(id), reason);
      },
      now);
}

void LivePractice::perform(const model::CaseId& id, const model::QuestionAnswered& act, base::Instant now,
                           const std::string& correlation) {
  to_lab(
      act.lab, job(0, Errand::answer, id, {}, correlation),
      [this, id, text = act.text](model::LabConnector& lab) { return lab.answer(id, tracking(id), text); },
      now);
}

void LivePractice::perform(const model::CaseId& id, const model::PmsStatus& act, base::Instant now,
                           const std::string& correlation) {
  model::StatusWrite write;
  write.case_id = id;
  write.stage = act.stage;
  if (const Case* found = practice_.find(id)) {
    write.tracking = found->tracking;
    write.ship_by = found->ship_by;
    write.carrier = found->carrier;
    write.carrier_tracking = found->carrier_tracking;
    write.delivery = found->predicted_delivery;
  }
  Job status = job(pms_peer, Errand::status, id, std::string(model::word(act.stage)), correlation);
  status.make = [this, write = std::move(write)] { return pms_->write_status(write); };
  outbox_.add(std::move(status), now);
}

void LivePractice::perform(const model::CaseId& id, const model::PmsNote& act, base::Instant now,
                           const std::string& correlation) {
  const Case* found = practice_.find(id);
  Job note = job(pms_peer, Errand::note, id, {}, correlation);
  note.make = [this, id, patient = found ? found->file->patient : model::PatientId(), text = act.text] {
    return pms_->write_note(id, patient, text);
  };
  outbox_.add(std::move(note), now);
}

void LivePractice::perform(const model::CaseId& id, const model::PatientNotified& act, base::Instant now,
                           const std::string& correlation) {
  const Case* found = practice_.find(id);
  Job message = job(pms_peer, Errand::notify, id, std::string(model::word(act.milestone)), correlation);
  message.make = [this, id, act, patient = found ? found->file->patient : model::PatientId()] {
    return pms_->notify(id, patient, act, outreach::text(act.milestone, act.medium));
  };
  const auto waited = std::make_shared<bool>(false);
  message.held = [waited, why = std::move(message.held)]() -> std::string_view {
    const std::string_view held = why();
    *waited = *waited || !held.empty();
    return held;
  };
  message.gate = [this, id, milestone = act.milestone, waited](base::Instant at) {
    return message_gate(id, milestone, *waited, at);
  };
  outbox_.add(std::move(message), now);
}

// A message that an outage kept back must not go out at night either (NTF-03); one that waited for the
// morning, or for the phase to allow it, goes only if it is still true then.
Gate LivePractice::message_gate(const model::CaseId& id, model::Stage milestone, bool& waited,
                                base::Instant now) const {
  const base::Instant due = outreach::send_at(now, practice_.policy().zone);
  if (due > now) {
    waited = true;
    return {Gate::Way::wait, due, {}};
  }
  const Case* found = practice_.find(id);
  if (waited && (!found || found->cancelled || found->stage != milestone))
    return {Gate::Way::drop, {}, "no longer true: not sent"};
  return {};
}

}  // namespace articulator::workflow
