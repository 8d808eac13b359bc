// The poll: reads what changed in the office since the last one and says it as events.
//
// LabCase is no table that Open Dental watches [D], so cases are found by asking. With permission ApiQueries
// by a query on DateTStamp; else by scanning all lab cases, a hundred a page. Each row is compared with what
// is known of it; only a row that differs costs more calls.
#pragma once

#include "engine/connect/flow.hpp"
#include "engine/connect/pms/open_dental/case_reading.hpp"
#include "engine/connect/pms/open_dental/office.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace articulator::connect::open_dental {

class Poll : public FlowTask {
 public:
  explicit Poll(Office& office) : office_(office) {}

 private:
  // What a poll found out of one case: committed with its events, or not at all.
  struct Taken {
    std::int64_t number = 0;
    bool is_new = false;
    KnownCase known;
    std::optional<Closing> closes;
    std::optional<PatientRow> patient;
    std::vector<model::Happening> happenings;
  };
  struct Found {                             // all that is forgotten when a poll begins anew
    std::vector<std::optional<Page>> pages;  // empty: as at the last poll
    std::vector<std::int64_t> numbers;       // of all lab cases on them
    std::string stamp;                       // the latest on the first page
    std::map<std::int64_t, LabCaseRow> changed;
    std::vector<std::pair<std::int64_t, Closing>> history;  // over before they were first seen: no events
    std::vector<AppointmentRow> appointments;
    std::string appointments_stamp;
    Readings readings;
    std::size_t cases_read = 0;
    bool swept = false;
  };

  Flow<Outcome> run(bool may_have_happened) override;
  Flow<Got<bool>> look();  // all of it but the commit; true: nothing was left for the next poll

  // poll_list.cpp
  Flow<Got<bool>> list();
  Flow<Got<bool>> list_by_query();
  Flow<Got<bool>> list_by_scan();
  Got<std::size_t> read_page(const base::HttpResponse& answer);  // its rows
  void consider(LabCaseRow row);

  // poll_open_cases.cpp
  Flow<Got<bool>> look_after_open_cases();
  [[nodiscard]] bool is_news() const;  // on the pages, against the last poll
  Flow<Got<bool>> find_deleted(std::vector<std::int64_t> there);
  Flow<Got<bool>> sweep();
  Flow<Got<bool>> look_at_appointments();

  // poll_cases.cpp
  Flow<Got<bool>> take_changed();
  Flow<Got<bool>> take_new(LabCaseRow row);
  Flow<Got<bool>> take_known(LabCaseRow row, KnownCase known);

  model::TaskDone commit(bool whole);
  void commit(Taken& taken, std::vector<model::Event>& events);

  Office& office_;
  base::Instant started_;
  Found found_;
  std::vector<Taken> taken_;
  std::string remark_;
};

}  // namespace articulator::connect::open_dental
