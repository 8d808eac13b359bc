// The office with what this wire knows besides: receipts taken back, words that appointments show, labs by
// number, rows that are gone.
#pragma once

#include "simulators/pms/dentrix/dentrix.hpp"
#include "simulators/pms/dentrix/wire.hpp"
#include "simulators/pms/office/office.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::simulators::dentrix {

// The receipt that was taken back, and when. It is over once the case is received, or sent, anew.
struct Reopened {
  base::Instant receipt;
  base::Instant at;
};

// The word that an appointment's row shows while the visit is scheduled.
struct ShownStatus {
  std::string word;
  base::Instant at;
};

struct Desk {
  explicit Desk(const Config& config);

  office::Office office;
  std::vector<std::string> labs;  // LAB-1 is the first
  std::map<std::string, Reopened, std::less<>> reopened;
  std::map<std::string, ShownStatus, std::less<>> shown;

  // What the wire says of it. A lab that a case names and nobody has heard of gets the next number.
  LabCaseView view(const office::LabCase& row);
  [[nodiscard]] std::string status(const office::Appointment& row) const;
  [[nodiscard]] base::Instant modified(const office::Appointment& row) const;

  base::Expected<void> reopen(const std::string& lab_case, base::Instant now);
  base::Expected<void> show(const std::string& appointment, const std::string& word, base::Instant now);
};

}  // namespace articulator::simulators::dentrix
