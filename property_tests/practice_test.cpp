// Laws of a practice's decisions, whatever happens to it: stages never go back, nothing is lost, no order
// goes out twice, nobody is told twice or at night.
#include "engine/workflow/practice.hpp"

#include "property_tests/practice_life.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <rapidcheck/boost_test.h>

namespace articulator::property_tests {
namespace {

template <typename Judge>
void live(Judge judge) {
  workflow::Practice practice(model::PracticeId("p-01"));
  for (const model::Event& event : *practice_life()) {
    std::vector<model::Decision> decisions;
    const auto judge_all = [&] {
      for (const model::Decision& decision : std::exchange(decisions, {}))
        judge.decided(decision);
    };
    // What was due by then belongs to before the event.
    practice.due(event.at, decisions);
    judge_all();
    judge.before(practice, event);
    practice.apply(event, decisions);
    judge_all();
    judge.after(practice, event);
  }
}

// A judge keeps its own history.
struct Judge {
  void before(const workflow::Practice&, const model::Event&) {}
  void decided(const model::Decision&) {}
  void after(const workflow::Practice&, const model::Event&) {}
};

// A case that is sent to the lab after this starts anew: it is new or over, or its work is back in the
// practice, or was complained of.
bool starts_anew(const workflow::Practice& practice, const model::CaseId& id) {
  const workflow::Case* known = practice.find(id);
  return known == nullptr || known->ended_at.has_value() || known->received_back ||
         (known->sent && known->had_feedback);
}

// What is written to the PMS goes forward, but for the stage at which a hold ends and for an order sent once
// more.
struct StagesGoForward : Judge {
  struct Written {
    model::Stage stage = model::Stage::draft;
    bool on_hold = false;
  };
  std::map<model::CaseId, Written> written;

  void before(const workflow::Practice& practice, const model::Event& event) {
    const bool anew =
        std::holds_alternative<model::CaseReady>(event.happening) && starts_anew(practice, event.case_id);
    if (anew || std::holds_alternative<model::OrderRejected>(event.happening)) written.erase(event.case_id);
  }
  void decided(const model::Decision& decision) {
    const auto* status = std::get_if<model::PmsStatus>(&decision.act);
    if (status == nullptr) return;
    Written& last = written[decision.case_id];
    if (status->stage == model::Stage::on_hold) {
      last.on_hold = true;
      return;
    }
    RC_ASSERT(last.on_hold || model::before(last.stage, status->stage));
    last = {status->stage, false};
  }
};

// A case that is ready was validated, and is at the lab, before a person, turned down by one, or ended.
struct NothingIsLost : Judge {
  std::set<model::CaseId> validated;
  std::set<model::CaseId> rejected;

  void decided(const model::Decision& decision) {
    if (std::holds_alternative<model::RxValidated>(decision.act)) validated.insert(decision.case_id);
  }
  void after(const workflow::Practice& practice, const model::Event& event) {
    if (const auto* person = std::get_if<model::ReviewDecided>(&event.happening))
      if (person->verdict == model::Verdict::reject) rejected.insert(event.case_id);
    const workflow::Case* known = practice.find(event.case_id);
    if (known == nullptr) return;
    RC_ASSERT(validated.contains(event.case_id));
    RC_ASSERT(known->sent || !known->reviews.empty() || known->ended_at || rejected.contains(event.case_id));
  }
};

// No key twice, and no second order while the lab has one.
struct OrdersGoOutOnce : Judge {
  std::set<std::string> keys;
  std::set<model::CaseId> at_the_lab;

  void before(const workflow::Practice& practice, const model::Event& event) {
    const bool anew =
        std::holds_alternative<model::CaseReady>(event.happening) && starts_anew(practice, event.case_id);
    if (anew || std::holds_alternative<model::OrderRejected>(event.happening))
      at_the_lab.erase(event.case_id);
  }
  void decided(const model::Decision& decision) {
    const auto* order = std::get_if<model::OrderSent>(&decision.act);
    if (order == nullptr) return;
    RC_ASSERT(keys.insert(order->idempotency_key).second);
    RC_ASSERT(at_the_lab.insert(decision.case_id).second);
  }
};

// At most once a milestone, only by a medium consented to, and never in quiet hours.
struct PatientsAreLeftInPeace : Judge {
  std::map<model::PatientId, model::Patient> consents;
  std::map<model::CaseId, model::PatientId> patients;
  std::set<std::pair<model::CaseId, model::Stage>> told;
  base::TimeZone zone = base::TimeZone::find("America/Chicago").value();

  void before(const workflow::Practice& practice, const model::Event& event) {
    const auto* ready = std::get_if<model::CaseReady>(&event.happening);
    if (ready == nullptr) return;
    if (starts_anew(practice, event.case_id))
      std::erase_if(told, [&](const auto& one) { return one.first == event.case_id; });
    patients[event.case_id] = ready->file.patient;
  }
  void after(const workflow::Practice&, const model::Event& event) {
    if (const auto* updated = std::get_if<model::PatientUpdated>(&event.happening))
      consents[updated->patient.id] = updated->patient;
  }
  void decided(const model::Decision& decision) {
    const auto* message = std::get_if<model::PatientNotified>(&decision.act);
    if (message == nullptr) return;
    RC_ASSERT(told.emplace(decision.case_id, message->milestone).second);
    const model::Patient& patient = consents[patients[decision.case_id]];
    RC_ASSERT(patient.medium() == message->medium);
    constexpr std::int32_t hour_ms = 3'600'000;
    const std::int32_t local = zone.local(decision.at).ms_of_day;
    RC_ASSERT(local >= 8 * hour_ms && local < 21 * hour_ms);
  }
};

BOOST_AUTO_TEST_SUITE(practice_laws)

RC_BOOST_PROP(stages_never_go_back, ()) {
  live(StagesGoForward{});
}
RC_BOOST_PROP(nothing_is_lost, ()) {
  live(NothingIsLost{});
}
RC_BOOST_PROP(no_order_goes_out_twice, ()) {
  live(OrdersGoOutOnce{});
}
RC_BOOST_PROP(patients_are_left_in_peace, ()) {
  live(PatientsAreLeftInPeace{});
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::property_tests
