// The enumerations of Open Dental as the API says them: one table of words each, used to read and to write
// (DOMAIN.md 1.5, 1.6; vendor's pages apiappointments, apipatients, apiprocedurelogs, apicommlogs,
// apidocuments).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace articulator::simulators::open_dental {

using Words = std::span<const std::string_view>;

// A value of one of the enumerations below, kept as its place in the table of words.
struct Choice {
  std::uint8_t index = 0;

  Choice() = default;
  template <typename Enum>
  constexpr explicit Choice(Enum value) : index(static_cast<std::uint8_t>(value)) {}
  template <typename Enum>
  [[nodiscard]] constexpr bool is(Enum value) const {
    return index == static_cast<std::uint8_t>(value);
  }
  friend bool operator==(Choice, Choice) = default;
};

std::optional<Choice> choice_of(Words words, std::string_view word);  // empty: not one of them

enum class AptStatus : std::uint8_t {
  scheduled,
  complete,
  unsched_list,
  asap,
  broken,
  planned,
  pt_note,
  pt_note_completed
};
inline constexpr std::array<std::string_view, 8> apt_status_words = {
    "Scheduled", "Complete", "UnschedList", "ASAP", "Broken", "Planned", "PtNote", "PtNoteCompleted"};

enum class Priority : std::uint8_t { normal, asap };
inline constexpr std::array<std::string_view, 2> priority_words = {"Normal", "ASAP"};

enum class WebSchedType : std::uint8_t { none, recall, new_pat, existing_pat, asap };
inline constexpr std::array<std::string_view, 5> web_sched_words = {"None", "Recall", "NewPat", "ExistingPat",
                                                                    "ASAP"};

enum class ProcStatus : std::uint8_t { tp, c, ec, eo, r, d, cn, tpi };
inline constexpr std::array<std::string_view, 8> proc_status_words = {"TP", "C", "EC", "EO",
                                                                      "R",  "D", "Cn", "TPi"};

enum class Prosthesis : std::uint8_t { no, initial, replacement };
inline constexpr std::array<std::string_view, 3> prosthesis_words = {"", "I", "R"};

inline constexpr std::array<std::string_view, 18> place_service_words = {"Office",
                                                                         "PatientsHome",
                                                                         "InpatHospital",
                                                                         "OutpatHospital",
                                                                         "SkilledNursFac",
                                                                         "CustodialCareFacility",
                                                                         "OtherLocation",
                                                                         "MobileUnit",
                                                                         "School",
                                                                         "MilitaryTreatFac",
                                                                         "FederalHealthCenter",
                                                                         "PublicHealthClinic",
                                                                         "RuralHealthClinic",
                                                                         "EmergencyRoomHospital",
                                                                         "AmbulatorySurgicalCenter",
                                                                         "TelehealthOutsideHome",
                                                                         "TelehealthInHome",
                                                                         "OutreachSiteOrStreet"};

inline constexpr std::array<std::string_view, 6> pat_status_words = {"Patient",  "NonPatient", "Inactive",
                                                                     "Archived", "Deceased",   "Prospective"};

enum class Gender : std::uint8_t { male, female, unknown, other };
inline constexpr std::array<std::string_view, 4> gender_words = {"Male", "Female", "Unknown", "Other"};

inline constexpr std::array<std::string_view, 5> position_words = {"Single", "Married", "Child", "Widowed",
                                                                   "Divorced"};

enum class ContactMethod : std::uint8_t {
  none,
  do_not_call,
  hm_phone,
  wk_phone,
  wireless_ph,
  email,
  see_notes,
  mail,
  text_message
};
inline constexpr std::array<std::string_view, 9> contact_method_words = {
    "None", "DoNotCall", "HmPhone", "WkPhone", "WirelessPh", "Email", "SeeNotes", "Mail", "TextMessage"};

// The program's own screen shows the first as "??"; the API says it in full.
enum class TxtMsgOk : std::uint8_t { unknown, yes, no };
inline constexpr std::array<std::string_view, 3> txt_msg_ok_words = {"Unknown", "Yes", "No"};

enum class ProvStatus : std::uint8_t { active, deleted };
inline constexpr std::array<std::string_view, 2> prov_status_words = {"Active", "Deleted"};

enum class Mode : std::uint8_t { none, email, mail, phone, in_person, text, email_and_text, phone_and_text };
inline constexpr std::array<std::string_view, 8> mode_words = {
    "None", "Email", "Mail", "Phone", "In Person", "Text", "Email and Text", "Phone and Text"};

enum class Direction : std::uint8_t { neither, sent, received };
inline constexpr std::array<std::string_view, 3> direction_words = {"Neither", "Sent", "Received"};

enum class ImgType : std::uint8_t { document, radiograph, photo, file, attachment };
inline constexpr std::array<std::string_view, 5> img_type_words = {"Document", "Radiograph", "Photo", "File",
                                                                   "Attachment"};

// The tables that a subscription may watch (DOMAIN.md 1.7). LabCase is not among them.
enum class WatchTable : std::uint8_t {
  none,
  appointment,
  appointment_deleted,
  operatory,
  pat_field,
  patient,
  provider,
  schedule,
  tooth_initial
};
inline constexpr std::array<std::string_view, 9> watch_table_words = {
    "",        "Appointment", "AppointmentDeleted", "Operatory",   "PatField",
    "Patient", "Provider",    "Schedule",           "ToothInitial"};

}  // namespace articulator::simulators::open_dental
