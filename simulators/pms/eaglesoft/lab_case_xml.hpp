// A lab case as the box writes it: every value of the prescription as text, in an element of its own name.
#pragma once

#include "simulators/pms/eaglesoft/xml.hpp"
#include "simulators/pms/office/office.hpp"

#include <string>
#include <string_view>

namespace articulator::simulators::eaglesoft {

void write_lab_case(XmlWriter& out, const office::Office& office, const office::LabCase& row);
void write_lab_case_line(XmlWriter& out, const office::LabCase& row);  // of a list

std::string number_of(std::string_view id);                               // "LC-7" is 7; of no id: empty
std::string xml_time(const base::TimeZone& zone, base::Instant instant);  // with the office's offset

}  // namespace articulator::simulators::eaglesoft
