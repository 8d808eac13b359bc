// The office's database rows, one struct a table: what is stored, not what is derived. The columns' names,
// kinds and rules stand beside the resource that serves them (`labcases.cpp`, ...). Money is in cents.
#pragma once

#include "engine/base/instant.hpp"
#include "simulators/pms/open_dental/local_time.hpp"
#include "simulators/pms/open_dental/words.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace articulator::simulators::open_dental {

struct LabCase {
  enum Key : std::uint8_t { by_patient, by_appointment };

  std::int64_t number = 0;
  std::int64_t patient = 0;
  std::int64_t laboratory = 0;
  std::int64_t appointment = 0;
  std::int64_t planned_appointment = 0;
  LocalDateTime due;
  LocalDateTime created;
  LocalDateTime sent;
  LocalDateTime received;
  LocalDateTime checked;
  std::int64_t provider = 0;
  std::string instructions;
  std::int64_t fee_cents = 0;
  base::Instant stamp;
  std::string invoice;

  [[nodiscard]] std::array<std::int64_t, 2> keys() const { return {patient, appointment}; }
  friend bool operator==(const LabCase&, const LabCase&) = default;
};

struct Laboratory {
  std::int64_t number = 0;
  std::string description;
  std::string phone;
  std::string notes;
  std::int64_t slip = 0;
  std::string address;
  std::string city;
  std::string state;
  std::string zip;
  std::string email;
  std::string wireless_phone;
  bool is_hidden = false;
  base::Instant stamp;

  [[nodiscard]] std::array<std::int64_t, 0> keys() const { return {}; }
  friend bool operator==(const Laboratory&, const Laboratory&) = default;
};

struct LabTurnaround {
  std::int64_t number = 0;
  std::int64_t laboratory = 0;
  std::string description;
  std::int64_t days_published = 0;
  std::int64_t days_actual = 0;
  base::Instant stamp;

  [[nodiscard]] std::array<std::int64_t, 1> keys() const { return {laboratory}; }
  friend bool operator==(const LabTurnaround&, const LabTurnaround&) = default;
};

struct Appointment {
  enum Key : std::uint8_t { by_patient, by_day };

  std::int64_t number = 0;
  std::int64_t patient = 0;
  Choice status;                 // AptStatus
  std::string pattern = "/XX/";  // one letter for 5 minutes; X: the provider's time
  std::int64_t confirmed = 0;    // a definition
  bool time_locked = false;
  std::int64_t operatory = 0;
  std::string note;
  std::int64_t provider = 0;
  std::int64_t hygienist = 0;
  LocalDateTime at;
  std::int64_t planned = 0;  // NextAptNum: the planned appointment that it was made from
  std::int64_t unsched_status = 0;
  bool is_new_patient = false;
  std::int64_t clinic = 0;
  bool is_hygiene = false;
  base::Instant stamp;
  LocalDateTime arrived;
  LocalDateTime seated;
  LocalDateTime dismissed;
  std::int64_t ins_plan_1 = 0;
  std::int64_t ins_plan_2 = 0;
  LocalDateTime asked_to_arrive;
  std::string color = "0,0,0";
  std::int64_t type = 0;
  std::int64_t entered_by = 0;
  LocalDateTime entered;
  Choice priority;  // Priority
  std::string pattern_secondary = "////";
  std::int64_t item_order_planned = 0;
  Choice web_sched;  // WebSchedType

  [[nodiscard]] int minutes() const { return static_cast<int>(pattern.size()) * 5; }
  [[nodiscard]] std::array<std::int64_t, 2> keys() const {
    return {patient, at.empty() ? 0 : date_of(at).days_since_epoch};
  }
  friend bool operator==(const Appointment&, const Appointment&) = default;
};

struct ProcedureLog {
  enum Key : std::uint8_t { by_patient, by_appointment, by_planned_appointment };

  std::int64_t number = 0;
  std::int64_t patient = 0;
  std::int64_t appointment = 0;
  LocalDateTime date;
  std::int64_t fee_cents = 0;
  std::string surf;
  std::string tooth;
  std::string tooth_range;
  std::int64_t priority = 0;  // a definition
  Choice status;              // ProcStatus
  std::int64_t provider = 0;
  std::int64_t dx = 0;  // a definition
  std::int64_t planned_appointment = 0;
  Choice place_service;
  Choice prosthesis;  // Prosthesis
  LocalDateTime original_prosthesis;
  std::string claim_note;
  LocalDateTime entered_on;
  std::int64_t clinic = 0;
  std::int64_t code_number = 0;
  std::string code;
  std::int64_t unit_quantity = 1;
  std::int64_t base_units = 0;
  LocalDateTime treatment_planned;
  std::int64_t site = 0;
  bool hide_graphics = false;
  std::int64_t time_s = 0;
  std::int64_t time_end_s = 0;
  base::Instant stamp;
  std::int64_t prognosis = 0;
  bool is_locked = false;
  std::string billing_note;
  std::int64_t discount_cents = 0;
  bool is_date_prosthesis_estimated = false;
  LocalDateTime entered;

  // A group note (code ~GRP~) is a row of this table with these besides.
  std::vector<std::int64_t> group;
  std::string group_note;
  bool is_signed = false;

  [[nodiscard]] std::array<std::int64_t, 3> keys() const {
    return {patient, appointment, planned_appointment};
  }
  friend bool operator==(const ProcedureLog&, const ProcedureLog&) = default;
};

struct Patient {
  std::int64_t number = 0;
  std::string last_name;
  std::string first_name;
  std::string middle;
  std::string preferred;
  Choice status;
  Choice gender{Gender::unknown};
  Choice position;
  LocalDateTime birthdate;
  std::string ssn;
  std::string address;
  std::string address_2;
  std::string city;
  std::string state;
  std::string zip;
  std::string home_phone;
  std::string work_phone;
  std::string wireless_phone;
  std::int64_t guarantor = 0;
  std::string email;
  std::int64_t balance_cents = 0;
  std::int64_t provider = 0;
  std::int64_t second_provider = 0;
  std::int64_t fee_schedule = 0;
  std::string billing_type = "Standard Account";
  std::string urgent_note;
  std::string chart_number;
  std::string medicaid_id;
  std::int64_t family_balance_cents = 0;
  std::int64_t employer = 0;
  LocalDateTime first_visit;
  std::int64_t clinic = 0;
  bool premed = false;
  std::string ward;
  Choice confirm_method;  // ContactMethod, as the next two
  Choice contact_method;
  Choice recall_method;
  std::string language;
  LocalDateTime admitted;
  base::Instant stamp;
  std::int64_t super_family = 0;
  Choice txt_msg_ok;  // TxtMsgOk
  LocalDateTime entered_on;

  [[nodiscard]] std::array<std::int64_t, 0> keys() const { return {}; }
  friend bool operator==(const Patient&, const Patient&) = default;
};

struct Provider {
  std::int64_t number = 0;
  std::string abbreviation;
  std::string last_name;
  std::string first_name;
  std::string middle;
  std::string suffix;
  std::int64_t fee_schedule = 53;
  std::int64_t specialty = 263;  // a definition
  std::string ssn;
  std::string license;
  bool is_secondary = false;
  std::string color = "0,0,0";
  bool is_hidden = false;
  bool using_tin = true;
  bool signature_on_file = false;
  std::string national_id;
  base::Instant stamp;
  bool is_not_person = false;
  Choice status;  // ProvStatus
  bool is_hidden_report = false;
  LocalDateTime birthdate;
  std::string schedule_note;
  std::string preferred_name;

  [[nodiscard]] std::array<std::int64_t, 0> keys() const { return {}; }
  friend bool operator==(const Provider&, const Provider&) = default;
};

struct Commlog {
  enum Key : std::uint8_t { by_patient };

  std::int64_t number = 0;
  std::int64_t patient = 0;
  LocalDateTime at;
  std::int64_t type = 239;  // a definition: Misc
  std::string note;
  Choice mode{Mode::phone};
  Choice direction{Direction::sent};
  std::int64_t user = 0;
  base::Instant stamp;
  std::int64_t program = 0;
  LocalDateTime entered;
  std::int64_t referral = 0;

  [[nodiscard]] std::array<std::int64_t, 1> keys() const { return {patient}; }
  friend bool operator==(const Commlog&, const Commlog&) = default;
};

struct Document {
  enum Key : std::uint8_t { by_patient };

  std::int64_t number = 0;
  std::int64_t patient = 0;
  std::string description;
  std::string note;
  LocalDateTime created;
  std::int64_t category = 14;  // a definition: Lab Cases
  std::string tooth_numbers;
  std::int64_t provider = 0;
  bool print_heading = false;
  Choice image_type;  // ImgType
  std::string file_name;
  std::string filed;  // the file itself, where it lies in the images folder
  base::Instant stamp;

  [[nodiscard]] std::array<std::int64_t, 1> keys() const { return {patient}; }
  friend bool operator==(const Document&, const Document&) = default;
};

// An allergy as the patient's: its definition's name stands with it.
struct Allergy {
  enum Key : std::uint8_t { by_patient };

  std::int64_t number = 0;
  std::int64_t definition = 0;
  std::int64_t patient = 0;
  std::string description;  // of the definition
  std::string snomed_type = "None";
  std::string reaction;
  bool is_active = true;
  LocalDateTime adverse_reaction;
  base::Instant stamp;

  [[nodiscard]] std::array<std::int64_t, 1> keys() const { return {patient}; }
  friend bool operator==(const Allergy&, const Allergy&) = default;
};

// What the chart begins with: a tooth that is missing, hidden, primary.
struct ToothInitial {
  enum Key : std::uint8_t { by_patient };

  std::int64_t number = 0;
  std::int64_t patient = 0;
  std::string tooth;
  std::string type = "Missing";
  std::string movement = "0";
  std::string drawing;
  std::string color = "0,0,0";
  LocalDateTime entered;
  LocalDateTime edited;
  std::string text;
  base::Instant stamp;

  [[nodiscard]] std::array<std::int64_t, 1> keys() const { return {patient}; }
  friend bool operator==(const ToothInitial&, const ToothInitial&) = default;
};

// A subscription to table events, and how far it has got.
struct Subscription {
  std::int64_t number = 0;
  std::string url;
  std::string workstation;
  Choice watch_table;  // WatchTable
  std::int64_t polling_s = 0;
  std::string ui_event;
  base::Instant start;  // DateTimeStart: rows changed from here on are still to be sent
  LocalDateTime stop;
  std::string note;
  base::Instant stamp;

  base::Instant polled;     // when it last looked
  int deliveries_open = 0;  // of the event that is on its way
  bool deliveries_failed = false;

  [[nodiscard]] std::array<std::int64_t, 0> keys() const { return {}; }
  friend bool operator==(const Subscription&, const Subscription&) = default;
};

}  // namespace articulator::simulators::open_dental
