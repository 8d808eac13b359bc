// A case as a scenario sends it: what the log says of it, under ids of the scenario's own.
//
//   steps.add(at, "case_ready", sent_case("1", event.data, patient_of(patient), ids));
#pragma once

#include "replay/saved/case_history.hpp"

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace articulator::replay::saved {

// Ids of the scenario for those of the log: the case is LC-1, its appointments are, ... as
// they come up, and the lines that a lab billed for it stand on one statement, from 1.
class OwnIds {
 public:
  explicit OwnIds(const CaseHistory& history);
  [[nodiscard]] std::string visit(const std::string& in_log) const;
  [[nodiscard]] std::string case_id(const std::string& in_log) const;  // LC-9: another one
  // `billed`: names statement and line; 0: the log has no such line of the case.
  [[nodiscard]] std::int64_t line(const nlohmann::json& billed) const;

 private:
  std::string case_;
  std::vector<std::string> visits_;
  std::vector<nlohmann::json> lines_;  // statement and line
};

// Consent, preference, allergies and chart, from `data` of `pms.patient.updated`; empty: it says none.
nlohmann::json patient_of(const nlohmann::json& in_log);

// `in_log`: an appointment as the log has it.
nlohmann::json appointment_of(const nlohmann::json& in_log, const std::string& id);

// Arguments of `case_ready` for case LC-`number`. `sent`: `data` of `pms.case.ready`; `appointment`: the id.
nlohmann::json sent_case(const std::string& number, const nlohmann::json& sent, const nlohmann::json& patient,
                         const std::string& appointment);

}  // namespace articulator::replay::saved
