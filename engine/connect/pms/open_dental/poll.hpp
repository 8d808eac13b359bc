// The poll: reads what changed in the office since the last one and says it as events.
//
// LabCase is no table that Open Dental watches [D], so cases are found by asking. With permission ApiQueries
// by a query on DateTStamp; else by scanning all lab cases, a hundred a page. Each row is compared with what
// is known of it; only a row that differs costs more calls.
//
// Open Dental serves one call a second, and a case takes some seven. So a poll hands over one case and ends;
// the next follows at once and goes on with the same list, so that no case waits until all are read (VAL-32).
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
  Flow<Outcome> run(bool may_have_happened) override;
  Flow<Got<bool>> look();  // all of it but the commit; true: nothing was left for the next poll

  // poll_list.cpp
  Flow<Got<bool>> list();
  Flow<Got<bool>> list_by_query();
  Flow<Got<bool>> list_by_scan();
  Got<std::size_t> read_page(const base::HttpResponse& answer);  // its rows
  void consider(LabCaseRow row);
  void consider_finished(LabCaseRow row);
  [[nodiscard]] bool is_sent_once_more(const LabCaseRow& row) const;

  // poll_open_cases.cpp
  Flow<Got<bool>> look_after_open_cases();
  [[nodiscard]] bool is_news() const;  // on the pages, against the last poll
  Flow<Got<bool>> find_deleted(std::vector<std::int64_t> there);
  Flow<Got<bool>> sweep();
  Flow<Got<bool>> look_at_appointments();

  // poll_cases.cpp
  Flow<Got<bool>> take_changed();  // until one was read; true: all of them
  [[nodiscard]] bool is_over(std::int64_t number) const;
  Flow<Got<bool>> take_new(LabCaseRow row);
  Flow<Got<bool>> take_known(LabCaseRow row, KnownCase known);

  model::TaskDone commit(bool whole);
  void commit(Taken& taken, std::vector<model::Event>& events);

  Office& office_;
  Found found_;
  bool goes_on_ = false;  // with the list of the poll before
  std::vector<Taken> taken_;
  std::string remark_;
};

}  // namespace articulator::connect::open_dental
