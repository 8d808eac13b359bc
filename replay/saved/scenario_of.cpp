#include "replay/saved/scenario_of.hpp"

#include "engine/base/calendar.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace articulator::replay::saved {
namespace {

using Json = nlohmann::json;
using base::Duration;
using base::Instant;

constexpr Duration forerunner_ahead = base::hours(2);
constexpr Duration forerunner_decided_after = base::minutes(10);
// By then the engine has polled the office, and the office has let it.
constexpr Duration looked_at_after = base::minutes(10);

// The simulated offices know no portal: e-mail stands for it. A patient prefers what may be used, as every
// office here would have it.
Json patient_of(const Json& in_log) {
  Json out = Json::object();
  const Json consent = in_log.value("consent", Json());
  if (!consent.is_object()) return out;
  const auto may = [&](const char* medium) { return consent.value(medium, Json()) == true; };
  const bool sms = may("sms");
  const bool email = may("email") || may("portal");
  out["consent"] = {{"sms", sms}, {"email", email}};
  if (in_log.contains("prefers")) {
    const bool wants_sms = in_log["prefers"] == "sms";
    out["prefers"] = (wants_sms && sms) || !email ? "sms" : "email";
  }
  return out;
}

Json appointment_of(const Json& in_log, const std::string& id) {
  Json out = {{"id", id}, {"provider", "D-1"}};
  for (const char* key : {"start", "minutes", "operatory"})
    if (in_log.contains(key)) out[key] = in_log[key];
  return out;
}

Json sent_as(const std::string& number, const Json& sent, const Json& prescription, const Json& patient) {
  Json with = {{"/prescription", prescription}, {"/notes", sent.value("notes", "")}};
  with["/attachments"] = sent.value("attachments", Json::array());
  if (sent.contains("prescriber") && sent["prescriber"].contains("signed"))
    with["/prescriber/signed"] = sent["prescriber"]["signed"];
  for (const auto& [key, value] : patient.items())
    with["/patient/" + key] = value;
  Json out = {{"case", "LC-" + number}, {"like", "crown-19-zirconia"}};
  if (sent.contains("appointment") && sent["appointment"].is_object())
    with["/appointment"] = appointment_of(sent["appointment"], "A-" + number);
  else
    out["without"] = {"/appointment"};
  out["with"] = std::move(with);
  return out;
}

// ------------------------------------------------------------------------------------------- what happened

// {"prescription":{"shade":"A2","stump_shade":null}} -> set and removed by pointer, as the office's verb
// wants it.
Json update_of(const Json& data) {
  Json set = Json::object();
  Json removed = Json::array();
  const auto note = [&](const std::string& pointer, const Json& value) {
    if (value.is_null())
      removed.push_back(pointer);
    else
      set[pointer] = value;
  };
  for (const auto& [key, value] : data.items()) {
    if (key == "prescription" && value.is_object())
      for (const auto& [member, changed] : value.items())
        note("/prescription/" + member, changed);
    else
      note("/" + key, value);
  }
  Json out = {{"case", "LC-1"}};
  if (!set.empty()) out["set"] = std::move(set);
  if (!removed.empty()) out["remove"] = std::move(removed);
  return out;
}

Json with_members(Json out, const Json& data, std::initializer_list<const char*> keys) {
  for (const char* key : keys)
    if (data.contains(key)) out[key] = data[key];
  return out;
}

struct Verb {
  std::string name;
  Json arguments;
  bool if_possible = false;  // production's course may ask for what the reference has no need of
};

// Absent: nothing is to be done. Error: there is no way to say it.
base::Expected<std::optional<Verb>> verb_of(const CaseEvent& event) {
  const Json& data = event.data;
  const Json of_case = {{"case", "LC-1"}};
  if (event.type == "people.review.decided") {
    Json out = {{"case", "LC-1"}, {"as", data.value("role", "")}, {"decision", data.value("decision", "")}};
    if (data.contains("changes") && !data["changes"].empty()) out["set"] = data["changes"];
    return Verb{"decide", with_members(std::move(out), data, {"answer"}), true};
  }
  if (event.type == "lab.case.status")
    return Verb{"lab_status", with_members(of_case, data, {"status", "eta"}), false};
  if (event.type == "lab.case.shipped")
    return Verb{"lab_ship", with_members(of_case, data, {"carrier", "carrier_tracking", "delivery"}), false};
  if (event.type == "lab.case.question")
    return Verb{"lab_question", with_members(of_case, data, {"question"}), false};
  if (event.type == "pms.case.received") return Verb{"case_received", of_case, false};
  if (event.type == "pms.case.seated") return Verb{"case_seated", of_case, false};
  if (event.type == "pms.case.cancelled")
    return Verb{"case_cancel", with_members(of_case, data, {"reason"}), false};
  if (event.type == "pms.case.feedback")
    return Verb{"case_feedback", with_members(of_case, data, {"text"}), false};
  if (event.type == "pms.case.updated") return Verb{"case_update", update_of(data), false};
  if (event.type == "pms.appointment.moved")
    return Verb{"appointment_moved", with_members({{"appointment", "A-1"}}, data, {"start"}), false};
  if (event.type == "pms.appointment.cancelled")
    return Verb{"appointment_cancelled", {{"appointment", "A-1"}}, false};
  if (event.type == "pms.patient.updated") {
    Json patient = patient_of(data);
    if (patient.empty()) return std::nullopt;
    patient["patient"] = "PT-1";
    return Verb{"patient_update", std::move(patient), false};
  }
  // The simulated lab acknowledges by itself; what production did is not what is asked.
  if (event.type == "lab.order.acknowledged" || event.system == "engine") return std::nullopt;
  return base::failure("line " + std::to_string(event.place.line),
                       "the case rests on " + event.type + ", which a saved scenario has no verb for");
}

// ------------------------------------------------------------------------------------------- what is
// expected

std::string medium_of(const Json& decision) {
  const std::string medium = decision.value("medium", "");
  return medium == "portal" ? "email" : medium;
}

base::Expected<Json> form_of(const Divergence& divergence, const Json& decision) {
  Json of_case = {{"case", "LC-1"}};
  switch (divergence.type) {
    case DecisionType::rx_validated:
      return Json{{"validated", with_members(of_case, decision, {"status", "codes"})}};
    case DecisionType::review_opened:
      return Json{{"review", with_members(of_case, decision, {"reasons"})}};
    case DecisionType::order_sent:
      return Json{{"order", with_members(of_case, decision, {"lab"})}};
    case DecisionType::order_cancelled:
      return Json{{"order_cancelled", with_members(of_case, decision, {"lab"})}};
    case DecisionType::pms_status:
      return Json{{"status", with_members(of_case, decision, {"stage"})}};
    case DecisionType::pms_note: {
      // What follows is the simulated lab's own.
      const std::string text = decision.value("text", "");
      of_case["text_has"] = {text.substr(0, text.find(", tracking"))};
      return Json{{"note", of_case}};
    }
    case DecisionType::patient_notified:
      of_case["milestone"] = decision.value("milestone", "");
      of_case["medium"] = medium_of(decision);
      return Json{{"message", of_case}};
    case DecisionType::remake_triaged:
      return Json{{"remake", with_members(of_case, decision, {"cause", "route"})}};
    default:
      return base::failure("", "a decision of this kind (" + std::string(word(divergence.type)) +
                                   ") is not yet told as a scenario");
  }
}

// How often production had decided just that before: the reference as often, where one more was one too many.
std::int64_t times_before(const Divergence& divergence, const CaseHistory& history, const Json& decision) {
  const auto same = [&](const CaseEvent& event) {
    if (event.place >= divergence.place || event.type != "engine." + std::string(word(divergence.type)))
      return false;
    return std::ranges::all_of(decision.items(), [&](const auto& member) {
      return member.key() == "at" || event.data.value(member.key(), Json()) == member.value();
    });
  };
  return std::ranges::count_if(history.events, same);
}

// ------------------------------------------------------------------------------------------- the whole

class Steps {
 public:
  explicit Steps(Instant start) : start_(start) {}

  void add(Instant at, const std::string& verb, Json arguments, bool if_possible = false) {
    Json step = {{"at", fmt::format("{}s", (at - start_).count() / 1000)}, {verb, std::move(arguments)}};
    if (if_possible) step["if_possible"] = true;
    steps_.push_back(std::move(step));
  }
  Json take() { return std::move(steps_); }

 private:
  Instant start_;
  Json steps_ = Json::array();
};

Json world_of(const CaseHistory& history, const CaseEvent& ready, Instant start) {
  const Json& policy = history.policy;
  Json world = {
      {"start", base::format_instant(start)}, {"pms", ready.system}, {"lab", ready.data.value("lab", "")}};
  for (const char* key : {"phase", "phases", "time_zone", "approval_days_left", "notify", "predictor",
                          "final_approval", "review_hours"})
    if (policy.contains(key)) world[key] = policy[key];
  const Json wanted = policy.value("automation", Json::object()).value("min_clean_cases", Json(0));
  if (wanted.is_number_integer() && history.clean_cases < wanted) world["min_clean_cases"] = wanted;
  return world;
}

}  // namespace

base::Expected<std::string> scenario_of(const Divergence& divergence, const CaseHistory& history,
                                        const Json* forerunner) {
  const auto ready = std::ranges::find(history.events, "pms.case.ready", &CaseEvent::type);
  if (ready == history.events.end())
    return base::failure("", "the log does not hold how the case was sent to the lab");
  if (history.events.size() > events_max)
    return base::failure("", "the case has more than " + std::to_string(events_max) + " lines");
  const Json production = Json::parse(divergence.production, nullptr, false);
  const Json reference = Json::parse(divergence.reference, nullptr, false);
  const bool is_extra = reference.is_null();
  const Json& decision = is_extra ? production : reference;
  const auto decided = base::parse_instant(decision.value("at", ""));
  auto form = form_of(divergence, decision);
  if (!form) return std::unexpected(form.error());
  if (!decided) return base::failure("", "the decision bears no instant");

  const Instant start = forerunner == nullptr ? ready->at : ready->at - forerunner_ahead;
  Steps steps(start);
  if (forerunner != nullptr) {
    Json prescription = forerunner->value("prescription", Json::object());
    const Json own = ready->data.value("prescription", Json::object());
    if (own.contains("due_date")) prescription["due_date"] = own["due_date"];
    steps.add(start, "case_ready", sent_as("2", *forerunner, prescription, Json::object()));
    steps.add(start + forerunner_decided_after, "decide",
              {{"case", "LC-2"}, {"as", "dentist"}, {"decision", "approve"}}, true);
  }
  steps.add(ready->at, "case_ready",
            sent_as("1", ready->data, ready->data.value("prescription", Json::object()),
                    patient_of(history.patient)));
  for (auto event = ready + 1; event != history.events.end(); ++event) {
    if (event->at > *decided) continue;
    auto verb = verb_of(*event);
    if (!verb) return std::unexpected(verb.error());
    if (*verb)
      steps.add(std::max(event->at, ready->at), (*verb)->name, (*verb)->arguments, (*verb)->if_possible);
  }
  if (is_extra) form->begin().value()["times"] = times_before(divergence, history, decision);
  steps.add(*decided + looked_at_after, "expect", *std::move(form));

  const Json scenario = {{"name", fmt::format("{} as the reference has it: {} {}", divergence.rule,
                                              word(divergence.kind), word(divergence.type))},
                         {"shows", {divergence.rule}},
                         {"world", world_of(history, *ready, start)},
                         {"steps", steps.take()}};
  return scenario.dump();
}

}  // namespace articulator::replay::saved
