// The columns of LabCase, in the vendor's order; short queries look at them by name, too.
#pragma once

#include "simulators/pms/open_dental/columns.hpp"

#include <array>

namespace articulator::simulators::open_dental {

inline constexpr std::array lab_case_columns = {
    number("LabCaseNum", &LabCase::number),
    number("PatNum", &LabCase::patient, Rule::create, Reference::patient),
    number("LaboratoryNum", &LabCase::laboratory, Rule::both, Reference::laboratory),
    number("AptNum", &LabCase::appointment, Rule::both, Reference::scheduled_appointment),
    number("PlannedAptNum", &LabCase::planned_appointment, Rule::both, Reference::planned_appointment),
    date_time("DateTimeDue", &LabCase::due, Rule::both),
    date_time("DateTimeCreated", &LabCase::created, Rule::both),
    date_time("DateTimeSent", &LabCase::sent, Rule::both),
    date_time("DateTimeRecd", &LabCase::received, Rule::both),
    date_time("DateTimeChecked", &LabCase::checked, Rule::both),
    number("ProvNum", &LabCase::provider, Rule::both, Reference::provider),
    text("Instructions", &LabCase::instructions, Rule::both),
    integer_kind(Kind::money, "LabFee", &LabCase::fee_cents, Rule::both),
    stamp("DateTStamp", &LabCase::stamp),
    text("InvoiceNum", &LabCase::invoice, Rule::both),
};

}  // namespace articulator::simulators::open_dental
