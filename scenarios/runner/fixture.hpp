// A fixture becomes a case of a scenario: its ids follow the case's number, its dates the world's start.
//
//   {"case":"LC-7","like":"crown-19-zirconia","with":{"/prescription/shade":"A3"},"without":["/notes"]}
//   ->
//   {"case":"LC-7","patient":{"id":"PT-7",...},"prescription":{"shade":"A3","due_date":"2024-11-11",...},...}
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/error.hpp"
#include "scenarios/runner/document.hpp"

#include <string>
#include <string_view>

namespace articulator::runner {

// Sets `patient.id` to PT-n and `appointment.id` to A-n where the case is LC-n.
void number_after(Node& data, std::string_view case_id);

// Sets the lab that the case goes to: the world's.
void address_to(Node& data, const std::string& lab, const std::string& lab_name);

// Turns what a fixture says relative to the start into dates: `prescription.due_in_days` into `due_date`,
// `appointment.in_days` and `appointment.at` ("10:30", local) into `start`. Error: a time of day that is
// none.
base::Expected<void> date_from(Node& data, base::Instant start, const base::TimeZone& zone);

}  // namespace articulator::runner
