// Rows of the office as the box's JSON has them.
#pragma once

#include "engine/base/json_writer.hpp"
#include "simulators/pms/office/office.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace articulator::simulators::eaglesoft {

void write_patient(base::JsonWriter& out, const office::Patient& row);
void write_appointment(base::JsonWriter& out, const office::Appointment& row);
void write_message(base::JsonWriter& out, const office::Message& row, std::string_view reference);
void write_note(base::JsonWriter& out, const office::ChartNote& row, std::string_view reference);
void write_gap(base::JsonWriter& out, const office::Gap& gap, std::string_view provider,
               std::string_view operatory);

std::string net_date(base::Instant instant);  // "/Date(1729519200000)/"
std::optional<base::Instant> read_net_date(std::string_view text);

std::string medium_of(std::string_view word);  // "Text" is "sms"; empty: no medium

}  // namespace articulator::simulators::eaglesoft
