// Schedule: what a connector asks of a practice's appointment book, and writes into it (DLV-04 to DLV-06).
#pragma once

#include "engine/base/instant.hpp"
#include "engine/model/ids.hpp"

#include <string>

namespace articulator::model {

// Time in which a provider and an operatory are both free, within the practice's hours: a whole gap.
struct FreeTime {
  base::Instant from;
  base::Instant to;
  std::string provider;   // "D-1"
  std::string operatory;  // "OP1"
  friend bool operator==(const FreeTime&, const FreeTime&) = default;
};

// A visit that could be.
struct Slot {
  base::Instant start;
  int minutes = 60;
  std::string provider;
  std::string operatory;
  friend bool operator==(const Slot&, const Slot&) = default;
};

struct ScheduleQuestion {
  std::string provider;   // empty: the office's own choice
  std::string operatory;  // likewise
  int minutes = 60;       // at least so long a gap
  base::Instant from;
  base::Instant to;
};

// A person's word: the seat visit of the case goes to that slot.
struct SeatVisit {
  CaseId case_id;
  PatientId patient;
  AppointmentId appointment;  // the one that moves; empty: a new one, which becomes the case's
  Slot slot;
  std::string hold;  // a hold of ours on that slot, which makes way; may be empty
};

struct SlotHold {
  CaseId case_id;
  PatientId patient;
  Slot slot;
  base::Instant until;
};

}  // namespace articulator::model
