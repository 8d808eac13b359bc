// The poll: reads what changed in the office since the last one and says it as events.
//
// The feed names every row that changed, after a cursor. Where there is no cursor yet, or it has expired
// (410), everything is listed, from a cursor that was taken before. Only what is newer than known costs a
// call. A webhook makes the next poll come sooner, and is never the only way to hear of something.
#pragma once

#include "engine/connect/flow.hpp"
#include "engine/connect/pms/curve/office.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace articulator::connect::curve {

class Poll : public FlowTask {
 public:
  explicit Poll(Office& office) : office_(office) {}

 private:
  struct Wanted {
    std::int64_t revision = 0;
    std::optional<LabCaseRow> row{};  // where a list had it
  };
  struct PatientReading {
    PatientRow row;
    std::vector<StopWord> words;
  };
  // What a poll found out of one case: committed with its events, or not at all.
  struct Taken {
    model::CaseId id;
    KnownCase known;
    std::optional<bool> closes;  // true: finished; false: cancelled or gone
    std::vector<model::Happening> happenings;
  };

  Flow<Outcome> run(bool may_have_happened) override;
  Flow<Got<bool>> look();  // all of it but the commit; true: nothing was left for the next poll

  Flow<Got<bool>> register_endpoint();  // poll_feed.cpp
  Flow<Got<bool>> read_feed();          // false: the cursor has expired
  void note_change(const base::JsonValue& change);
  Flow<Got<bool>> list_all();

  Flow<Got<bool>> read_cases();  // poll_cases.cpp
  Flow<Got<bool>> read_case(std::string wire, Wanted wanted);
  Flow<Got<bool>> take(LabCaseRow row);
  Flow<Got<bool>> take_new(LabCaseRow row);
  Flow<Got<bool>> take_known(LabCaseRow row, KnownCase known);
  Flow<Got<bool>> complete(LabCaseRow& row, KnownCase& known);  // with what stands in other rows
  Flow<Got<bool>> fetch_files(const LabCaseRow& row, KnownCase& known);
  Flow<Got<bool>> read_patient_of(std::string wire);
  Flow<Got<bool>> read_others();  // patients and appointments that changed

  model::TaskDone commit(bool whole);
  void commit(Taken& taken, Events& events);
  void remark(const std::string& more);

  Office& office_;
  std::string next_cursor_;
  std::map<std::string, Wanted> wanted_;  // lab cases, by Curve's id
  std::set<std::string> wanted_patients_;
  std::set<std::string> wanted_appointments_;
  std::map<std::string, std::int64_t> deleted_appointments_;
  std::vector<Taken> taken_;
  std::map<std::string, PatientReading> patients_;
  std::vector<AppointmentRow> appointments_;
  std::string remark_;
};

}  // namespace articulator::connect::curve
