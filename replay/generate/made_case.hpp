// A made-up case: a prescription that the lab's profile allows, sometimes with one fault in it, and the
// correction that a person would make.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/instant.hpp"
#include "engine/model/lab_profile.hpp"
#include "replay/generate/dice.hpp"

#include <string>
#include <string_view>

namespace articulator::replay {

// The practice in which it is written.
struct MadeOffice {
  base::TimeZone zone;
  int prescribers = 2;
};

struct MadeCase {
  std::string patient;       // id
  std::string patient_data;  // of `pms.patient.updated`
  std::string ready_data;    // of `pms.case.ready`
  std::string fix;           // `changes` of the correction: with them no blocker is left
  std::string appointment;   // id
  std::string provider;
  base::Date due;
  base::Instant seat;  // the appointment's start
};

// `number` counts the practice's cases. `at`: when it is sent to the lab.
MadeCase make_case(const Dice& dice, const MadeOffice& office, const model::LabProfile& lab,
                   std::string_view case_id, std::int64_t number, base::Instant at);

// What clinicians say of delivered work that they are not content with.
std::string_view made_complaint(const Dice& dice);

}  // namespace articulator::replay
