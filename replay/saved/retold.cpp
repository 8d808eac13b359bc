#include "replay/saved/retold.hpp"

#include "replay/saved/sent_case.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace articulator::replay::saved {
namespace {

using Json = nlohmann::json;
using base::Instant;

// The engine has sent the order by then, and no lab has shipped anything.
constexpr base::Duration order_there_after = base::minutes(1);

Json with_members(Json out, const Json& data, std::initializer_list<const char*> keys) {
  for (const char* key : keys)
    if (data.contains(key)) out[key] = data[key];
  return out;
}

class Retelling {
 public:
  Retelling(const CaseHistory& history, std::optional<Instant> billed_at, Steps& steps)
      : ids_(history),
        patient_(history.patient),
        policy_(history.policy),
        billed_at_(billed_at),
        steps_(steps) {}

  base::Expected<void> tell(const CaseEvent& event);

 private:
  struct Teller {
    std::string_view type;
    void (Retelling::*tell)(const CaseEvent&);
  };
  static const std::array<Teller, 18> tellers;

  void add(const CaseEvent& event, const char* verb, Json arguments, bool if_possible = false) {
    steps_.add(std::max(event.at, earliest_), verb, std::move(arguments), if_possible);
  }
  // A verb that takes the case and some members of the event as they are.
  void add_same(const CaseEvent& event, const char* verb, std::initializer_list<const char*> keys) {
    add(event, verb, with_members({{"case", "LC-1"}}, event.data, keys));
  }

  void ready(const CaseEvent& event);
  void updated(const CaseEvent& event);
  void decided(const CaseEvent& event);
  void policy(const CaseEvent& event);
  void patient(const CaseEvent& event);
  void booked(const CaseEvent& event);
  void moved(const CaseEvent& event);
  void visit_cancelled(const CaseEvent& event);
  void acknowledged(const CaseEvent& event);
  void rejected(const CaseEvent& event);
  void status(const CaseEvent& event);
  void billed(const CaseEvent& event);
  void shipped(const CaseEvent& event) {
    add_same(event, "lab_ship", {"carrier", "carrier_tracking", "delivery"});
  }
  void question(const CaseEvent& event) { add_same(event, "lab_question", {"question"}); }
  void received(const CaseEvent& event) { add_same(event, "case_received", {}); }
  void seated(const CaseEvent& event) { add_same(event, "case_seated", {}); }
  void cancelled(const CaseEvent& event) { add_same(event, "case_cancel", {"reason"}); }
  void feedback(const CaseEvent& event) { add_same(event, "case_feedback", {"text"}); }

  std::string visit_of(const CaseEvent& event) const {
    return ids_.visit(event.data.value("appointment", ""));
  }

  OwnIds ids_;
  Json patient_;
  Json policy_;
  std::optional<Instant> billed_at_;
  std::string tracking_;  // of the latest order, in the log
  Steps& steps_;
  Instant earliest_{};              // the case's being sent: nothing comes before
  Instant lab_takes_next_order_{};  // from when on the next order is the one that is meant
  std::int64_t sequence_ = 0;       // of the lab's words on the order, in the log
  std::int64_t words_ = 0;          // how many the simulated lab has said
};

const std::array<Retelling::Teller, 18> Retelling::tellers{{
    {"pms.case.ready", &Retelling::ready},
    {"pms.case.updated", &Retelling::updated},
    {"pms.case.received", &Retelling::received},
    {"pms.case.seated", &Retelling::seated},
    {"pms.case.cancelled", &Retelling::cancelled},
    {"pms.case.feedback", &Retelling::feedback},
    {"pms.appointment.booked", &Retelling::booked},
    {"pms.appointment.moved", &Retelling::moved},
    {"pms.appointment.cancelled", &Retelling::visit_cancelled},
    {"pms.patient.updated", &Retelling::patient},
    {"people.review.decided", &Retelling::decided},
    {"world.policy", &Retelling::policy},
    {"lab.order.acknowledged", &Retelling::acknowledged},
    {"lab.order.rejected", &Retelling::rejected},
    {"lab.case.status", &Retelling::status},
    {"lab.case.shipped", &Retelling::shipped},
    {"lab.case.question", &Retelling::question},
    {"lab.invoice", &Retelling::billed},
}};

base::Expected<void> Retelling::tell(const CaseEvent& event) {
  if (event.system == "engine") return {};  // production's own doing is not what is asked
  const auto teller = std::ranges::find(tellers, event.type, &Teller::type);
  if (teller == tellers.end())
    return base::failure("line " + std::to_string(event.place.line),
                         "the case rests on " + event.type + ", which a saved scenario has no verb for");
  (this->*teller->tell)(event);
  return {};
}

void Retelling::ready(const CaseEvent& event) {
  if (earliest_ == Instant{}) earliest_ = event.at;
  lab_takes_next_order_ = event.at;
  const Json visit = event.data.value("appointment", Json());
  const std::string id = visit.is_object() ? ids_.visit(visit.value("id", "")) : "";
  add(event, "case_ready", sent_case("1", event.data, patient_of(patient_), id));
}

// {"prescription":{"shade":"A2","stump_shade":null}} -> set and removed by pointer, as the office's verb
// wants it.
void Retelling::updated(const CaseEvent& event) {
  Json set = Json::object();
  Json removed = Json::array();
  const auto note = [&](const std::string& pointer, const Json& value) {
    if (value.is_null())
      removed.push_back(pointer);
    else
      set[pointer] = value;
  };
  for (const auto& [key, value] : event.data.items()) {
    if (key == "prescription" && value.is_object())
      for (const auto& [member, changed] : value.items())
        note("/prescription/" + member, changed);
    else if (key == "appointment" && value.is_object())
      note("/appointment", appointment_of(value, ids_.visit(value.value("id", ""))));
    else
      note("/" + key, value);
  }
  Json out = {{"case", "LC-1"}};
  if (!set.empty()) out["set"] = std::move(set);
  if (!removed.empty()) out["remove"] = std::move(removed);
  add(event, "case_update", std::move(out));
}

// Of slots others are free here; where the visit came to be is a fact of its own.
void Retelling::decided(const CaseEvent& event) {
  const Json& data = event.data;
  if (data.contains("slot")) return;
  Json out = {{"case", "LC-1"}, {"as", data.value("role", "")}, {"decision", data.value("decision", "")}};
  if (data.contains("changes") && !data["changes"].empty()) out["set"] = data["changes"];
  add(event, "decide", with_members(std::move(out), data, {"answer"}), true);
}

// What is otherwise than before.
void Retelling::policy(const CaseEvent& event) {
  Json set = Json::object();
  for (const auto& [key, value] : event.data.items())
    if (policy_.value(key, Json()) != value) set[key] = value;
  policy_ = event.data;
  if (!set.empty()) add(event, "policy", {{"as", "administrator"}, {"set", std::move(set)}});
}

void Retelling::patient(const CaseEvent& event) {
  patient_.update(event.data);
  Json patient = patient_of(event.data);
  if (patient.empty()) return;
  patient["patient"] = "PT-1";
  add(event, "patient_update", std::move(patient));
}

void Retelling::booked(const CaseEvent& event) {
  Json visit = appointment_of(event.data, visit_of(event));
  add(event, "appointment_booked", {{"case", "LC-1"}, {"appointment", std::move(visit)}});
}

void Retelling::moved(const CaseEvent& event) {
  add(event, "appointment_moved", with_members({{"appointment", visit_of(event)}}, event.data, {"start"}));
}

void Retelling::visit_cancelled(const CaseEvent& event) {
  add(event, "appointment_cancelled", {{"appointment", visit_of(event)}});
}

// The simulated lab's own. What it bills is what the log has, and not what it would by itself.
void Retelling::acknowledged(const CaseEvent& event) {
  lab_takes_next_order_ = event.at;
  tracking_ = event.data.value("tracking", "");
  sequence_ = 0;
  words_ = 0;
  if (billed_at_) steps_.add(event.at + order_there_after, "lab_unbill", {{"case", "LC-1"}}, true);
}

// It answers the order at once, so what it shall say is settled before the order goes out.
void Retelling::rejected(const CaseEvent& event) {
  Json reasons = event.data.value("reasons", Json::array());
  if (!reasons.is_array() || reasons.empty()) reasons = {"The lab gave no reason."};
  steps_.add(lab_takes_next_order_, "lab_reject_next", {{"case", "LC-1"}, {"reasons", std::move(reasons)}});
  lab_takes_next_order_ = event.at;
}

// A line of a statement.
void Retelling::billed(const CaseEvent& event) {
  if (!billed_at_) return;
  Json out = with_members(Json::object(), event.data, {"cents", "description"});
  const std::string id = ids_.case_id(event.data.value("case", ""));
  if (!id.empty()) out["case"] = id;
  const std::string tracking = event.data.value("tracking", "");
  if (!tracking.empty() && tracking == tracking_)
    out["tracking_of"] = "LC-1";
  else if (!tracking.empty())
    out["tracking"] = tracking;
  steps_.add(*billed_at_, "lab_bill", std::move(out));
}

// A word that came too late, by its number, is late here, too.
void Retelling::status(const CaseEvent& event) {
  Json out = with_members({{"case", "LC-1"}}, event.data, {"status", "eta"});
  const Json sequence = event.data.value("sequence", Json());
  const bool is_late = sequence.is_number_integer() && sequence <= sequence_ && words_ > 0;
  if (is_late) {
    out["sequence"] = words_;
  } else {
    ++words_;
    if (sequence.is_number_integer()) sequence_ = sequence.get<std::int64_t>();
  }
  add(event, "lab_status", std::move(out));
}

}  // namespace

base::Expected<void> retell(const CaseHistory& history, std::vector<CaseEvent>::const_iterator from,
                            Instant until, std::optional<Instant> billed_at, Steps& steps) {
  Retelling retelling(history, billed_at, steps);
  for (auto event = from; event != history.events.end(); ++event)
    if (event->at <= until)
      if (auto told = retelling.tell(*event); !told) return told;
  return {};
}

}  // namespace articulator::replay::saved
