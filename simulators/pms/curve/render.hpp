// The office's rows as Curve shows them: JSON with camelCase names, prefixed ids, instants in UTC.
#pragma once

#include "simulators/pms/curve/state.hpp"

#include <string>
#include <string_view>

namespace articulator::simulators::curve {

std::string case_json(const State& state, const office::LabCase& row);
std::string patient_json(const State& state, const office::Patient& row);
std::string provider_json(const office::Provider& row);
std::string appointment_json(const State& state, const office::Appointment& row);
std::string note_json(const State& state, const office::ChartNote& row);
std::string message_json(const State& state, const office::Message& row);

// What a write may match: `"lc_0000007.12"`, quotes included.
std::string etag_of(std::string_view wire_id, const office::Stamp& stamp);

// "text" is a medium's word on this wire for "sms"; the others are the same.
std::string_view channel_of(std::string_view medium);
std::string_view medium_of(std::string_view channel);  // empty: no channel

// A change in the feed's words. Empty: of a kind that the feed does not have.
std::string change_type(const State& state, const office::Change& change);
std::string change_wire_id(const office::Change& change);

}  // namespace articulator::simulators::curve
