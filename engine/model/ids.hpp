// The ids of the trade, each its own type.
#pragma once

#include "engine/base/id.hpp"

namespace articulator::model {

using PracticeId = base::Id<struct PracticeTag>;
using CaseId = base::Id<struct CaseTag>;  // the PMS's case id, the log format's `subject`
using PatientId = base::Id<struct PatientTag>;
using PersonId = base::Id<struct PersonTag>;  // a prescriber or another member of the practice
using LabId = base::Id<struct LabTag>;        // "glidewell"
using ReviewId = base::Id<struct ReviewTag>;
using AppointmentId = base::Id<struct AppointmentTag>;

}  // namespace articulator::model
