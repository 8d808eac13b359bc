// What follows from the reference's decisions: production's line, and what people and labs do then.
#include "engine/base/json_writer.hpp"
#include "engine/model/stage.hpp"
#include "replay/generate/log_line.hpp"
#include "replay/generate/made_practice.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace articulator::replay {
namespace {

using base::hours;
using base::minutes;
using base::seconds;

constexpr std::int64_t lag_s_max = 90;            // well within a tolerance of minutes
constexpr std::int64_t planted_lag_min_min = 6;   // past the tolerance that `replay` has by default
constexpr std::int64_t planted_lag_min_max = 25;  // and before people act on what was late
constexpr std::uint32_t late_lab_per_mille = 120;
constexpr std::uint32_t hold_per_mille = 30;
constexpr std::uint32_t question_per_mille = 20;
constexpr std::uint32_t rejected_per_mille = 8;
constexpr std::uint32_t cancelled_per_mille = 30;
constexpr std::uint32_t complaint_per_mille = 38;  // DOMAIN 4.8: 3.8 % of single crowns are made again
constexpr std::uint32_t changed_per_mille = 60;
constexpr std::uint32_t stale_per_mille = 10;
constexpr std::uint32_t moved_per_mille = 30;

bool only_governance(const std::vector<std::string>& reasons) {
  return std::ranges::all_of(reasons, [](const std::string& reason) { return reason.starts_with("GOV-"); });
}

bool has(const std::vector<std::string>& reasons, std::string_view wanted) {
  return std::ranges::find(reasons, wanted) != reasons.end();
}

std::string status_data(const std::string& tracking, std::string_view word, std::int64_t sequence,
                        std::optional<base::Instant> eta) {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object().member("tracking", tracking).member("status", word).member("sequence", sequence);
  if (eta) out.member("eta", *eta);
  out.end_object();
  return json;
}

// The lab's words on the way of a case that nothing stops, in order.
std::vector<std::string_view> words_on_the_way(const model::LabProfile& lab) {
  std::vector<std::string_view> words;
  for (const model::StatusWord& status : lab.statuses)
    if (status.stage != model::Stage::on_hold && status.stage != model::Stage::cancelled)
      words.push_back(status.word);
  return words;
}

std::string_view word_of(const model::LabProfile& lab, model::Stage stage) {
  for (const model::StatusWord& status : lab.statuses)
    if (status.stage == stage) return status.word;
  return {};
}

// The same decision with another content; empty: there is nothing in it to differ.
std::optional<model::Decision> otherwise(model::Decision decision) {
  if (auto* order = std::get_if<model::OrderSent>(&decision.act)) {
    order->channel = order->channel == "email" ? "api" : "email";
    return decision;
  }
  if (auto* message = std::get_if<model::PatientNotified>(&decision.act)) {
    message->medium = message->medium == model::Medium::email ? model::Medium::sms : model::Medium::email;
    return decision;
  }
  if (auto* found = std::get_if<model::RxValidated>(&decision.act)) {
    found->validation.findings.clear();
    found->validation.status = found->validation.status == model::RxStatus::blocked
                                   ? model::RxStatus::needs_review
                                   : model::RxStatus::blocked;
    return decision;
  }
  return std::nullopt;
}

}  // namespace

void MadePractice::write_down(const model::Decision& decision, OpenCase* open) {
  const auto written = decision_line(decision);
  if (!written) return;
  const base::Instant at = decision.at + seconds(dice_.between("lag", 1, lag_s_max, orders_));
  if (open != nullptr && open->decided++ == open->planted_at && plant(decision, *open, at)) return;
  ++decisions_made_;
  put(at, line(System::engine, written->type, decision.case_id.text, at, written->data), false);
}

// False: production writes the decision as it is, whatever else it does.
bool MadePractice::plant(const model::Decision& decision, OpenCase& open, base::Instant at) {
  const std::string& id = decision.case_id.text;
  const auto written = decision_line(decision);
  const auto add = [&](std::string_view kind, std::string_view type) {
    planted_.push_back({std::string(kind), "dental." + std::string(type), id, setup_.id});
  };
  const auto write = [&](const DecisionLine& what, base::Instant when) {
    ++decisions_made_;
    put(when, line(System::engine, what.type, id, when, what.data), false);
  };
  static constexpr std::array<std::string_view, 4> kinds{"missing", "late", "different", "extra"};
  const std::string_view kind = open.dice.pick("planted kind", kinds);
  if (kind == "missing") {
    add(kind, written->type);
    return true;
  }
  if (kind == "extra") {
    // A milestone that no policy made here wants told.
    const model::Decision told{decision.at, decision.case_id,
                               model::PatientNotified{model::Stage::quality_check, model::Medium::sms}};
    const auto extra = decision_line(told);
    add(kind, extra->type);
    write(*extra, at);
    return false;
  }
  const auto other = kind == "different" ? otherwise(decision) : std::nullopt;
  if (other) {
    add(kind, written->type);
    write(*decision_line(*other), at);
    return true;
  }
  add("late", written->type);
  write(*written,
        decision.at + minutes(open.dice.between("planted lag", planted_lag_min_min, planted_lag_min_max)));
  return true;
}

void MadePractice::react(const model::Decision& decision, OpenCase& open) {
  if (const auto* review = std::get_if<model::ReviewOpened>(&decision.act))
    decide_review(decision.case_id, open, *review, decision.at);
  else if (std::holds_alternative<model::OrderSent>(decision.act))
    answer_order(decision.case_id, open, decision.at);
}

void MadePractice::decide_review(const model::CaseId& id, OpenCase& open, const model::ReviewOpened& review,
                                 base::Instant at) {
  // The lab goes on by itself, and a late cancellation is settled by telephone.
  if (has(review.reasons, "STS-06") || has(review.reasons, "DSP-10")) return;
  const base::Instant decided_at = at + minutes(open.dice.between("decided after", 30, 300, orders_));
  const bool is_coordinators = only_governance(review.reasons);
  std::string changes = open.made.fix;
  if (has(review.reasons, "DSP-09")) changes = R"({"/prescription/instructions":"As agreed by telephone."})";
  const bool is_corrected = !is_coordinators && changes != "{}";
  event(System::people, "people.review.decided", id.text, decided_at,
        fmt::format(R"({{"review":"{}","by":"{}","role":"{}","decision":"{}","changes":{}}})",
                    review.review.text, is_coordinators ? std::string("C-1") : open.made.provider,
                    is_coordinators ? "lab_coordinator" : "dentist", is_corrected ? "correct" : "approve",
                    is_corrected ? changes : "{}"));
  // Somebody changes the case while it waits, once: a changed case is reviewed anew.
  if (open.is_changed || !open.dice.chance("changed", changed_per_mille)) return;
  open.is_changed = true;
  event(System::pms, "pms.case.updated", id.text, at + minutes(20),
        fmt::format(R"({{"prescription":{{"due_date":"{}"}}}})", base::format_date(open.made.due + 1)));
}

void MadePractice::answer_order(const model::CaseId& id, OpenCase& open, base::Instant at) {
  const base::Instant answered = at + seconds(open.dice.between("answered after", 60, 600));
  const std::int64_t order = ++open.orders;
  if (order == 1 && open.dice.chance("rejected", rejected_per_mille))
    return event(System::lab, "lab.order.rejected", id.text, answered,
                 R"({"reasons":["Scan cannot be opened here."]})", open.lab);
  const std::string tracking =
      open.lab->tracking_prefix + fmt::format("{:06X}", open.dice.bits("tracking") & 0xFFFFFFU);
  event(System::lab, "lab.order.acknowledged", id.text, answered,
        fmt::format(R"({{"tracking":"{}","ship_by":"{}"}})", tracking, base::format_date(open.made.due)),
        open.lab);
  const bool is_cancelled = open.dice.chance("cancelled", cancelled_per_mille);
  const bool is_early = open.dice.chance("cancelled early", 500);
  if (is_cancelled)
    event(System::pms, "pms.case.cancelled", id.text, answered + (is_early ? hours(1) : hours(24 * 4)),
          R"({"reason":"Patient does not come back."})");
  if (is_cancelled && is_early) return;
  const base::Instant delivered = work(id, open, answered, tracking);
  if (!is_cancelled) work_ends(id, open, delivered);
}

// The lab's production line. Returns when the case is at the practice.
base::Instant MadePractice::work(const model::CaseId& id, const OpenCase& open, base::Instant at,
                                 const std::string& tracking) {
  const model::LabProfile& lab = *open.lab;
  const Dice& dice = open.dice;
  const base::Date begun = lab.zone.local(at).date;
  // It is promised for the due date, and mostly done a day or two before.
  const bool is_late = dice.chance("late", late_lab_per_mille);
  const auto promised_day = base::add_working_days(open.made.due, -lab.transit_working_days - 1, lab.days);
  auto ship_day =
      is_late
          ? base::add_working_days(promised_day, static_cast<int>(dice.between("late by", 2, 9)), lab.days)
          : base::add_working_days(promised_day, -static_cast<int>(dice.between("early by", 0, 1)), lab.days);
  ship_day = std::max(ship_day, base::add_working_days(begun, 1, lab.days));
  const auto minute = static_cast<std::int32_t>(dice.between("ship minute", 14 * 60, 18 * 60));
  const auto arrival_of = [&](base::Date shipped_on) {
    return setup_.zone.instant(
        {base::add_working_days(shipped_on, lab.transit_working_days, lab.days), 10 * 3'600'000 + 1'800'000});
  };
  const base::Instant shipped = lab.zone.instant({ship_day, minute * 60'000});
  const base::Instant promised = arrival_of(std::max(promised_day, begun));
  const base::Instant delivered = arrival_of(ship_day);

  const std::vector<std::string_view> words = words_on_the_way(lab);
  const auto steps = static_cast<std::int64_t>(words.size());
  const std::int64_t step_ms = (shipped - at).count() / steps;
  const bool is_held = dice.chance("held", hold_per_mille);
  std::int64_t sequence = 0;
  for (std::int64_t i = 0; i < steps; ++i) {
    const auto n = static_cast<std::uint64_t>(i);
    const bool is_last = i + 1 == steps;
    const base::Instant when =
        is_last ? shipped
                : at + base::milliseconds(step_ms * (i + 1) - dice.between("jitter", 0, step_ms / 3, n));
    std::optional<base::Instant> eta;
    if (i == 0) eta = promised;
    if (is_late && i == steps - 2) eta = delivered;
    event(System::lab, "lab.case.status", id.text, when,
          status_data(tracking, words[static_cast<std::size_t>(i)], ++sequence, eta), &lab);
    if (is_held && i == 1)
      event(System::lab, "lab.case.status", id.text, when + base::milliseconds(step_ms / 3),
            status_data(tracking, word_of(lab, model::Stage::on_hold), ++sequence, {}), &lab);
    if (setup_.untidy && !is_last && dice.chance("stale", stale_per_mille, n))
      event(System::lab, "lab.case.status", id.text, when + seconds(40),
            status_data(tracking, words[0], sequence, {}), &lab);
  }
  if (dice.chance("asked", question_per_mille))
    event(System::lab, "lab.case.question", id.text, at + base::milliseconds(step_ms / 2),
          R"({"question":"Is the contact to the neighbour meant to be light?"})", &lab);
  std::string data;
  base::JsonWriter out(data);
  out.begin_object()
      .member("carrier", "UPS")
      .member("carrier_tracking", fmt::format("1Z{}", dice.between("carrier", 10'000'000, 99'999'999)));
  out.member("delivery", delivered).end_object();
  event(System::lab, "lab.case.shipped", id.text, shipped + minutes(20), data, &lab);
  return delivered;
}

// The work arrives, the patient comes, and sometimes nobody is content.
void MadePractice::work_ends(const model::CaseId& id, OpenCase& open, base::Instant delivered) {
  const Dice& dice = open.dice;
  const base::Instant received = delivered + minutes(dice.between("opened after", 5, 90));
  event(System::pms, "pms.case.received", id.text, received, "{}");
  base::Instant seat = open.made.seat;
  const bool is_too_late = received > seat - hours(12);
  if (is_too_late || dice.chance("moved", moved_per_mille)) {
    const base::Date day = base::add_working_days(setup_.zone.local(std::max(received, seat)).date, 3, {});
    // Moved when the front desk heard of it; without that, the day before.
    const base::Instant moved_at = std::max(received - base::days(2), open.made.seat - hours(20));
    seat = setup_.zone.instant({day, setup_.zone.local(seat).ms_of_day});
    std::string data;
    base::JsonWriter out(data);
    out.begin_object().member("appointment", open.made.appointment).member("patient", open.made.patient);
    out.member("start", seat).member("minutes", 60).member("provider", open.made.provider);
    out.member("operatory", "OP1").end_object();
    event(System::pms, "pms.appointment.moved", id.text, moved_at, data);
  }
  const base::Instant seated = seat + minutes(50);
  event(System::pms, "pms.case.seated", id.text, seated, "{}");
  if (dice.chance("complaint", complaint_per_mille)) {
    std::string data;
    base::JsonWriter out(data);
    out.begin_object().member("text", made_complaint(dice)).end_object();
    event(System::pms, "pms.case.feedback", id.text, seated + minutes(15), data);
  }
  open.ends = seated + base::days(10);
}

}  // namespace articulator::replay
