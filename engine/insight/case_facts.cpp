#include "engine/insight/case_facts.hpp"

#include "engine/model/lab_profile.hpp"
#include "engine/model/prescription.hpp"
#include "engine/model/spelling.hpp"

#include <string_view>
#include <variant>

namespace articulator::insight {
namespace {

template <typename... Handlers>
struct Overloaded : Handlers... {
  using Handlers::operator()...;
};

template <typename T>
std::string word_or_given(const model::Field<T>& field) {
  return field.value ? std::string(model::word(*field.value)) : field.given;
}

void learn_file(CaseFacts& facts, const model::CaseFile& file, base::Instant at) {
  const model::Prescription& rx = file.prescription;
  facts.lab.set(at, file.lab.text);
  facts.restoration.set(at, word_or_given(rx.procedure));
  facts.material.set(at, word_or_given(rx.material));
  facts.prescriber.set(at, file.prescriber.id.text);
  facts.units.set(at, std::max<std::int64_t>(1, static_cast<std::int64_t>(rx.teeth.size())));
  facts.due.set(at, rx.due_date.value);
  facts.appointment.set(at, file.appointment ? std::optional(file.appointment->start) : std::nullopt);
}

// One changed value of a case file by its JSON pointer. A pointer that the figures do not ask for: nothing.
void learn_value(CaseFacts& facts, std::string_view pointer, base::JsonValue value, base::Instant at) {
  const auto text = value.text();
  const std::string given(text.value_or(""));
  if (pointer == "/lab") {
    facts.lab.set(at, given);
  } else if (pointer == "/prescriber/id") {
    facts.prescriber.set(at, given);
  } else if (pointer == "/prescription/procedure") {
    const auto known = model::restoration_of(given);
    facts.restoration.set(at, known ? std::string(model::word(*known)) : given);
  } else if (pointer == "/prescription/material") {
    const auto known = model::material_of(given);
    facts.material.set(at, known ? std::string(model::word(*known)) : given);
  } else if (pointer == "/prescription/teeth") {
    facts.units.set(at, std::max<std::int64_t>(1, static_cast<std::int64_t>(value.elements().size())));
  } else if (pointer == "/prescription/tooth") {
    facts.units.set(at, 1);
  } else if (pointer == "/prescription/due_date") {
    const auto date = base::parse_date(given);
    facts.due.set(at, date ? std::optional(*date) : std::nullopt);
  } else if (pointer == "/appointment/start") {
    const auto start = base::parse_instant(given);
    facts.appointment.set(at, start ? std::optional(*start) : std::nullopt);
  }
}

// `prefix` is where the object stands in the case file.
void learn_part(CaseFacts& facts, const std::string& prefix, base::JsonValue part, base::Instant at) {
  for (const base::JsonValue::Member& member : part.members()) {
    const std::string pointer = prefix + "/" + std::string(member.key);
    if (member.value.is(base::JsonKind::object))
      learn_part(facts, pointer, member.value, at);
    else
      learn_value(facts, pointer, member.value, at);
  }
}

// A merge patch is a part of a case file; a correction names whole pointers, some of which hold a part.
void learn_changes(CaseFacts& facts, const std::string& json, base::Instant at) {
  base::JsonParser parser;
  const auto document = parser.parse(json);
  if (!document) return;
  for (const base::JsonValue::Member& member : document->members()) {
    const std::string pointer =
        member.key.starts_with('/') ? std::string(member.key) : "/" + std::string(member.key);
    if (member.value.is(base::JsonKind::object))
      learn_part(facts, pointer, member.value, at);
    else
      learn_value(facts, pointer, member.value, at);
  }
}

void learn_callback(CaseFacts& facts, std::string what, base::Instant at) {
  const auto [known, is_new] = facts.callbacks.try_emplace(std::move(what), at);
  if (!is_new) known->second = std::min(known->second, at);
}

void learn_status(CaseFacts& facts, const model::LabStatus& status, const model::LabProfile* profile,
                  base::Instant at) {
  if (profile != nullptr && profile->stage_of(status.status) == model::Stage::on_hold)
    learn_callback(facts, "hold " + status.tracking + " " + std::to_string(status.sequence), at);
}

void learn_order(CaseFacts& facts, base::Instant at) {
  facts.ordered.set(at);
  facts.ordered_last = std::max(facts.ordered_last.value_or(at), at);
}

}  // namespace

void CaseFacts::join(const CaseFacts& other) {
  lab.join(other.lab);
  restoration.join(other.restoration);
  material.join(other.material);
  prescriber.join(other.prescriber);
  units.join(other.units);
  due.join(other.due);
  appointment.join(other.appointment);
  ready.join(other.ready);
  ordered.join(other.ordered);
  ordered_last = std::max(ordered_last, other.ordered_last);  // none is less than any
  received.join(other.received);
  seated.join(other.seated);
  cancelled.join(other.cancelled);
  for (const auto& [what, at] : other.callbacks)
    learn_callback(*this, what, at);
  feedback.insert(other.feedback.begin(), other.feedback.end());
  for (const auto& [at, cause] : other.triaged)
    triaged[at] = std::max(triaged[at], cause);
  for (const auto& [line, cents] : other.billed_cents)
    billed_cents[line] = std::max(billed_cents[line], cents);
}

std::optional<base::Instant> CaseFacts::ended() const {
  return std::max(seated.get(), cancelled.get());
}

void learn(CaseFacts& facts, const model::Event& event, const model::LabProfile* profile) {
  const base::Instant at = event.at;
  std::visit(Overloaded{
                 [&](const model::CaseReady& is) {
                   facts.ready.set(at);
                   learn_file(facts, is.file, at);
                 },
                 [&](const model::CaseUpdated& is) {
                   is.whole ? learn_file(facts, *is.whole, at) : learn_changes(facts, is.merge_patch, at);
                 },
                 [&](const model::ReviewDecided& is) { learn_changes(facts, is.changes, at); },
                 [&](const model::AppointmentBooked& is) {
                   facts.appointment.set(at, std::optional(is.appointment.start));
                 },
                 [&](const model::AppointmentCancelled&) { facts.appointment.set(at, std::nullopt); },
                 [&](const model::OrderAcknowledged&) { learn_order(facts, at); },
                 [&](const model::OrderRejected&) {
                   learn_callback(facts, "rejection " + base::format_instant(at), at);
                 },
                 [&](const model::LabQuestion& is) { learn_callback(facts, "question " + is.question, at); },
                 [&](const model::LabStatus& is) { learn_status(facts, is, profile, at); },
                 [&](const model::CaseReceived&) { facts.received.set(at); },
                 [&](const model::CaseSeated&) { facts.seated.set(at); },
                 [&](const model::CaseCancelled&) { facts.cancelled.set(at); },
                 [&](const model::CaseFeedback&) { facts.feedback.insert(at); },
                 [](const auto&) {},
             },
             event.happening);
}

}  // namespace articulator::insight
