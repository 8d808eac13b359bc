// How the office's rows look on the wire: ids, refs, members. One function a resource.
//
// An id on the wire is a long number as a string: two digits that say of what, twelve of the log format's
// number. LC-7 is 31000000000007, PT-7 11000000000007, D-7 12..., a lab 14..., OP7 15..., A-7 21...,
// F-7 41..., N-7 51..., M-7 52....
#pragma once

#include "engine/base/json_writer.hpp"
#include "simulators/pms/office/office.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace articulator::simulators::dentrix {

struct Type {
  std::string_view name;      // "LabCaseV1"
  std::string_view resource;  // "labcases"
  std::string_view letters;   // "LC-"
  int digits = 0;             // 31
};
inline constexpr Type patient_type{"PatientV1", "patients", "PT-", 11};
inline constexpr Type provider_type{"ProviderV1", "providers", "D-", 12};
inline constexpr Type location_type{"LocationV1", "locations", "LOC-", 13};
inline constexpr Type lab_type{"LabV1", "labs", "LAB-", 14};
inline constexpr Type operatory_type{"OperatoryV1", "operatories", "OP", 15};
inline constexpr Type appointment_type{"AppointmentV1", "appointments", "A-", 21};
inline constexpr Type lab_case_type{"LabCaseV1", "labcases", "LC-", 31};
inline constexpr Type document_type{"DocumentV1", "documents", "F-", 41};
inline constexpr Type note_type{"ClinicalNoteV1", "clinicalnotes", "N-", 51};
inline constexpr Type message_type{"MessageV1", "messages", "M-", 52};

std::string to_wire(const Type& type, std::string_view id);                   // "LC-7" -> "31000000000007"
std::optional<std::string> from_wire(const Type& type, std::string_view id);  // empty: no id of such a thing

void write_ref(base::JsonWriter& out, std::string_view member, const Type& type, std::string_view id);

// What the wire knows besides the office.
struct LabCaseView {
  bool received = false;
  base::Instant modified;
  std::string lab;  // "LAB-1"; empty: none
};
std::string lab_case_json(const office::LabCase& row, const LabCaseView& view);
std::string patient_json(const office::Patient& row);
std::string provider_json(const office::Provider& row);
std::string appointment_json(const office::Appointment& row, std::string_view status, base::Instant modified);
std::string document_json(const office::Attachment& row);
std::string note_json(const office::ChartNote& row);
std::string message_json(const office::Message& row);
std::string named_json(const Type& type, std::string_view id, std::string_view name);
std::string deleted_json(const Type& type, std::string_view id, base::Instant modified);

std::string_view channel_of(std::string_view medium);  // "sms" -> "SMS"
std::string_view medium_of(std::string_view channel);  // empty: no such channel

}  // namespace articulator::simulators::dentrix
