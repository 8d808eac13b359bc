// The poll: acknowledges what the last one handed over, takes what stands in the box's queue, reads the rows
// that it names and says what changed.
//
// Before the first, and after the box was installed anew and its queue with it, all lab cases are listed.
#pragma once

#include "engine/connect/flow.hpp"
#include "engine/connect/pms/eaglesoft/office.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace articulator::connect::eaglesoft {

class Poll : public FlowTask {
 public:
  explicit Poll(Office& office) : office_(office) {}

 private:
  // What was read of one row: committed with its events, or not at all.
  struct Reading {
    RowKey key;
    std::optional<LabCaseRow> lab_case{};  // empty, of a case: deleted
    std::optional<model::Patient> patient{};
    std::optional<AppointmentRow> appointment{};
  };

  Flow<Outcome> run(bool may_have_happened) override;
  Flow<Got<bool>> look();  // true: nothing is left for the next poll
  Flow<Got<bool>> list_cases();
  Flow<Got<bool>> acknowledge();
  Flow<Got<bool>> take_messages();
  Flow<Got<bool>> read_pending();
  Flow<Got<Reading>> read(RowKey key);
  Flow<Got<Reading>> read_case(RowKey key);
  [[nodiscard]] std::vector<RowKey> in_order() const;

  // poll_commit.cpp
  model::TaskDone commit(bool whole);
  void commit(const Reading& reading, std::vector<model::Event>& events);
  void commit_case(const Reading& reading, std::vector<model::Event>& events);
  void commit_known(const Reading& reading, KnownCase& known, std::vector<model::Event>& events);
  void commit_finished(const Reading& reading, std::vector<model::Event>& events);
  void begin(const Reading& reading, std::vector<model::Event>& events);
  void remark(const std::string& more);

  Office& office_;
  std::vector<Reading> readings_;
  std::string remark_;
};

}  // namespace articulator::connect::eaglesoft
