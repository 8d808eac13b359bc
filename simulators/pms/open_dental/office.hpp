// The state of one dental office: its tables, its switches, and the instant of the call being served.
#pragma once

#include "engine/base/instant.hpp"
#include "simulators/pms/open_dental/insurance_rows.hpp"
#include "simulators/pms/open_dental/local_time.hpp"
#include "simulators/pms/open_dental/open_dental.hpp"
#include "simulators/pms/open_dental/rows.hpp"
#include "simulators/pms/open_dental/table.hpp"

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::simulators::open_dental {

inline constexpr base::Instant never{std::numeric_limits<std::int64_t>::max()};
inline constexpr base::Instant long_ago{0};

struct Office {
  Config config;
  base::Instant now;        // of the call being served
  LocalDateTime local_now;  // the same by the office's clock

  Table<LabCase> lab_cases;
  Table<Laboratory> laboratories;
  Table<LabTurnaround> lab_turnarounds;
  Table<Appointment> appointments;
  Table<Appointment> appointments_deleted;
  Table<ProcedureLog> procedures;
  Table<Patient> patients;
  Table<Provider> providers;
  Table<Commlog> commlogs;
  Table<Document> documents;
  Table<Allergy> allergies;
  Table<ToothInitial> tooth_initials;
  Table<Subscription> subscriptions;
  Table<InsPlan> ins_plans;
  Table<Benefit> benefits;
  Table<SubstitutionLink> substitution_links;
  Table<Claim> claims;
  Table<ClaimProc> claim_procs;
  Table<CovSpan> cov_spans;

  bool key_enabled = true;
  bool econnector_up = true;
  bool closed = false;                               // by an act, whatever the opening hours say
  base::Instant opened = long_ago;                   // when an act last opened it again
  std::uint64_t deliveries_made = 0;                 // the last one's id
  std::map<std::uint64_t, std::int64_t> deliveries;  // on their way: id and subscription

  // The rows that a new office has: laboratories, a default provider, insurance categories.
  explicit Office(Config office_config);

  void set_now(base::Instant instant);
  [[nodiscard]] bool allows(std::string_view permission) const;
  [[nodiscard]] LocalDateTime local(base::Instant instant) const;

  [[nodiscard]] std::int64_t default_provider() const;  // the office's own, else the first; 0: none
  [[nodiscard]] std::string provider_abbreviation(std::int64_t provider) const;
  [[nodiscard]] std::string clinic_abbreviation(std::int64_t clinic) const;

  // The rows of a table with these numbers, in their order.
  template <typename Row>
  [[nodiscard]] static std::vector<const Row*> rows_of(const Table<Row>& table,
                                                       const std::vector<std::int64_t>& numbers) {
    std::vector<const Row*> rows;
    rows.reserve(numbers.size());
    for (const std::int64_t number : numbers)
      if (const Row* row = table.find(number)) rows.push_back(row);
    return rows;
  }

  // The instant's end of the office's last opening period that began at `instant` or before, and of the next
  // one.
  struct Period {
    base::Instant from;
    base::Instant to;
  };
  [[nodiscard]] Period open_period_at_or_before(
      base::Instant instant) const;  // {never, never}: none in 30 days
  [[nodiscard]] Period open_period_at_or_after(base::Instant instant) const;  // likewise
};

}  // namespace articulator::simulators::open_dental
