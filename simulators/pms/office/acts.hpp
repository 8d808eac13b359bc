// What scenarios make the office's people do: the verbs of office.hpp, each a member here.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "simulators/pms/office/arguments.hpp"
#include "simulators/pms/office/office.hpp"
#include "simulators/world/simulator.hpp"

#include <string_view>

namespace articulator::simulators::office {

// One act under way. An act that fails has changed nothing.
class Acts {
 public:
  Acts(Office& office, base::ObjectReader& arguments, base::Instant now, world::SimulatorOutputs& out)
      : office_(office), in_(arguments), now_(now), out_(out) {}

  base::Expected<void> case_ready();  // case_acts.cpp
  base::Expected<void> case_update();
  base::Expected<void> case_cancel();
  base::Expected<void> case_delete();
  base::Expected<void> case_received();
  base::Expected<void> case_feedback();
  base::Expected<void> case_seated();
  base::Expected<void> patient_update();  // patient_acts.cpp
  base::Expected<void> opt_out();
  base::Expected<void> patient_says();
  base::Expected<void> appointment_booked();  // appointment_acts.cpp
  base::Expected<void> appointment_moved();
  base::Expected<void> appointment_cancelled();

 private:
  void keep_patient(const PatientSaid& said, bool always);
  void keep_prescriber(const PrescriberSaid& said);
  void keep_appointment(Appointment row);
  void say_patient(const Patient& row);
  void say_of_case(std::string_view type, std::string_view id, std::string_view key, std::string_view value);
  [[nodiscard]] std::string ready_data(const LabCase& row, std::string_view start) const;

  Office& office_;
  base::ObjectReader& in_;
  base::Instant now_;
  world::SimulatorOutputs& out_;
};

}  // namespace articulator::simulators::office
