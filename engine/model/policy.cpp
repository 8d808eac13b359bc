#include "engine/model/policy.hpp"

#include "engine/base/words.hpp"
#include "engine/model/identity.hpp"
#include "engine/model/prescription.hpp"
#include "engine/model/spelling.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

namespace articulator::model {
namespace {

constexpr std::array<base::Word<Phase>, 3> phase_words{
    {{Phase::monitor, "monitor"}, {Phase::assist, "assist"}, {Phase::automatic, "auto"}}};

constexpr std::array<base::Word<Role>, 5> role_words{{{Role::dentist, "dentist"},
                                                      {Role::lab_coordinator, "lab_coordinator"},
                                                      {Role::front_desk, "front_desk"},
                                                      {Role::auditor, "auditor"},
                                                      {Role::administrator, "administrator"}}};

// A milestone that patients hear of, too, but no stage: the delay messages have their own rules.
constexpr std::string_view delayed = "delayed";
constexpr std::int64_t hold_hours_max = 24 * 14;

Phase read_phase(base::ObjectReader& in, std::string_view key, std::string_view text) {
  const auto phase = phase_of(text);
  if (!phase)
    in.report(key, fmt::format("does not know \"{}\"", text.substr(0, 40)), "use monitor, assist or auto");
  return phase.value_or(Phase::monitor);
}

void read_phases(base::ObjectReader& in, Policy& policy) {
  const auto value = in.value("phases");
  if (!value) return;
  if (!value->is(base::JsonKind::object))
    return in.report("phases", "is not an object of restorations and phases");
  for (const auto& [restoration, phase] : value->members()) {
    const std::string key = fmt::format("phases/{}", restoration);
    const auto known = restoration_of(restoration);
    if (!known) return in.report(key, "is not a kind of restoration", "use a word such as crown");
    policy.phase_by_restoration[std::string(word(*known))] = read_phase(in, key, phase.text().value_or(""));
  }
}

void read_notify(base::ObjectReader& in, Policy& policy) {
  if (!in.has("notify")) return;
  policy.notify.clear();
  for (const std::string& text : in.texts_or_none("notify")) {
    if (text == delayed) {
      policy.notify_delayed = true;
      continue;
    }
    const auto stage = stage_of(text);
    if (!stage) {
      in.report("notify", fmt::format("does not know the milestone \"{}\"", text.substr(0, 40)));
      return;
    }
    policy.notify.push_back(*stage);
  }
}

base::TimeZone read_zone(base::ObjectReader& in) {
  if (!in.has("time_zone")) return {};
  const auto zone = base::TimeZone::find(in.text("time_zone"));
  if (zone) return *zone;
  in.report("time_zone", zone.error().what, zone.error().to_do);
  return {};
}

std::optional<bool> read_consent(base::ObjectReader& in, std::string_view key) {
  if (!in.has(key)) return std::nullopt;
  return in.boolean(key);
}

constexpr std::array<base::Word<ToothState>, 3> tooth_state_words{{{ToothState::present, "present"},
                                                                   {ToothState::missing, "missing"},
                                                                   {ToothState::extracted, "extracted"}}};

// Other states, and what is no tooth, say nothing that a rule asks for.
std::map<ToothNumber, ToothState> read_chart(base::ObjectReader& patient) {
  std::map<ToothNumber, ToothState> chart;
  const auto value = patient.value("chart");
  if (!value) return chart;
  if (!value->is(base::JsonKind::object)) {
    patient.report("chart", "must be an object of teeth and their states");
    return chart;
  }
  for (const base::JsonValue::Member& member : value->members()) {
    const auto tooth = ToothNumber::from_universal(member.key);
    const auto text = member.value.text();
    const auto state = text ? tooth_state_of(*text) : std::nullopt;
    if (tooth && state) chart[*tooth] = *state;
  }
  return chart;
}

}  // namespace

std::string_view word(Phase phase) {
  return base::word_of(phase_words, phase);
}
std::optional<Phase> phase_of(std::string_view text) {
  return base::value_of(phase_words, text);
}

std::string_view word(Role role) {
  return base::word_of(role_words, role);
}
std::optional<Role> role_of(std::string_view text) {
  return base::value_of(role_words, text);
}

base::Expected<Policy> read_policy(base::JsonValue value, std::string pointer) {
  base::ObjectReader in(value, std::move(pointer));
  Policy policy;
  if (in.has("phase")) policy.phase = read_phase(in, "phase", in.text("phase"));
  read_phases(in, policy);
  policy.approval_days_left = static_cast<int>(in.integer_or("approval_days_left", 0, 0, 36'500));
  policy.zone = read_zone(in);
  if (in.has("automation")) {
    base::ObjectReader automation = in.object("automation");
    policy.min_clean_cases = static_cast<int>(automation.integer_or("min_clean_cases", 0, 0, 1'000'000));
    in.report(automation.error());
  }
  read_notify(in, policy);
  policy.predictor = in.text_or("predictor", policy.predictor);
  for (const std::string& phase : in.texts_or_none("final_approval"))
    policy.final_approval.push_back(read_phase(in, "final_approval", phase));
  constexpr std::int64_t review_hours_max = 24 * 365;
  policy.review_hours = static_cast<int>(in.integer_or("review_hours", 0, 0, review_hours_max));
  if (in.has("checks")) {
    base::ObjectReader checks = in.object("checks");
    policy.check_procedure_code = checks.boolean_or("procedure_code", false);
    in.report(checks.error());
  }
  if (in.has("advice")) {
    base::ObjectReader advice = in.object("advice");
    policy.model_doubts = advice.boolean_or("doubts", false);
    in.report(advice.error());
  }
  if (in.has("dispatch")) {
    base::ObjectReader dispatch = in.object("dispatch");
    policy.channel_budget = base::seconds(dispatch.integer_or("channel_budget_s", 0, 0, 86'400));
    in.report(dispatch.error());
  }
  if (in.has("delivery")) {
    base::ObjectReader delivery = in.object("delivery");
    policy.delay_message_unseen = delivery.boolean_or("message_unseen", false);
    policy.hold_hours = static_cast<int>(delivery.integer_or("hold_hours", 0, 0, hold_hours_max));
    in.report(delivery.error());
  }
  return in.finished(std::move(policy));
}

void write_policy(base::JsonWriter& out, const Policy& policy) {
  out.begin_object();
  if (policy.model_doubts) out.key("advice").begin_object().member("doubts", true).end_object();
  out.member("approval_days_left", policy.approval_days_left);
  out.key("automation").begin_object().member("min_clean_cases", policy.min_clean_cases).end_object();
  if (policy.check_procedure_code)
    out.key("checks").begin_object().member("procedure_code", true).end_object();
  if (policy.delay_message_unseen || policy.hold_hours > 0) {
    out.key("delivery").begin_object().member("hold_hours", policy.hold_hours);
    out.member("message_unseen", policy.delay_message_unseen).end_object();
  }
  if (policy.channel_budget > base::Duration{0}) {
    out.key("dispatch").begin_object();
    out.member("channel_budget_s", policy.channel_budget.count() / 1000).end_object();
  }
  if (!policy.final_approval.empty()) {
    out.key("final_approval").begin_array();
    for (const Phase phase : policy.final_approval)
      out.text(word(phase));
    out.end_array();
  }
  out.key("notify").begin_array();
  for (const Stage milestone : policy.notify)
    out.text(word(milestone));
  if (policy.notify_delayed) out.text(delayed);
  out.end_array().member("phase", word(policy.phase));
  if (!policy.phase_by_restoration.empty()) {
    out.key("phases").begin_object();
    for (const auto& [restoration, phase] : policy.phase_by_restoration)
      out.member(restoration, word(phase));
    out.end_object();
  }
  out.member("predictor", policy.predictor);
  if (policy.review_hours > 0) out.member("review_hours", policy.review_hours);
  out.member("time_zone", policy.zone.name()).end_object();
}

std::optional<Medium> Patient::medium() const {
  const auto consented = [this](Medium candidate) {
    switch (candidate) {
      case Medium::sms:
        return sms == true;
      case Medium::portal:
        return portal == true;
      case Medium::email:
        return email == true;
    }
    return false;
  };
  if (prefers && consented(*prefers)) return prefers;
  for (const Medium candidate : {Medium::sms, Medium::portal, Medium::email})
    if (consented(candidate)) return candidate;
  return std::nullopt;
}

std::string_view word(ToothState state) {
  return base::word_of(tooth_state_words, state);
}

std::optional<ToothState> tooth_state_of(std::string_view word) {
  return spelt_value_of(tooth_state_words, word);
}

base::Expected<Patient> read_patient(base::JsonValue value, const base::JsonPlace& place) {
  base::ObjectReader in(value, place);
  Patient patient;
  patient.id = PatientId{in.text("patient")};
  if (in.has("consent")) {
    base::ObjectReader consent = in.object("consent");
    patient.sms = read_consent(consent, "sms");
    patient.portal = read_consent(consent, "portal");
    patient.email = read_consent(consent, "email");
    in.report(consent.error());
  }
  patient.prefers = medium_of(in.text_view_or("prefers", ""));  // a letter or a call: no medium of ours
  patient.allergies = in.texts_or_none("allergies");
  patient.chart = read_chart(in);
  if (in.has("identity")) {
    base::ObjectReader identity = in.object("identity");
    for (const std::string& id : identity.texts_or_none("ids"))
      patient.identity.ids.push_back(print_of_id(id));
    patient.identity.name = print_of_dicom_name(identity.text_or("name", ""));
    patient.identity.birth_date = print_of_birth_date(identity.text_or("birth_date", ""));
    in.report(identity.error());
  }
  return in.finished(std::move(patient));
}

}  // namespace articulator::model
