// A case as a scenario sends it: what the log says of it, under ids of the scenario's own.
//
//   steps.add(at, "case_ready", sent_case("1", event.data, patient_of(patient), visits));
#pragma once

#include "replay/saved/case_history.hpp"

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace articulator::replay::saved {

// The appointments of case LC-1 by the ids that the log has for them, as they come up, ...
class Visits {
 public:
  explicit Visits(const CaseHistory& history);
  [[nodiscard]] std::string id_of(const std::string& in_log) const;

 private:
  std::vector<std::string> in_log_;
};

// Consent, preference, allergies and chart, from `data` of `pms.patient.updated`; empty: it says none.
nlohmann::json patient_of(const nlohmann::json& in_log);

// `in_log`: an appointment as the log has it.
nlohmann::json appointment_of(const nlohmann::json& in_log, const std::string& id);

// Arguments of `case_ready` for case LC-`number`. `sent`: `data` of `pms.case.ready`; `appointment`: the id.
nlohmann::json sent_case(const std::string& number, const nlohmann::json& sent, const nlohmann::json& patient,
                         const std::string& appointment);

}  // namespace articulator::replay::saved
