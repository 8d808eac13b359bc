// The poll: reads what changed in the office since the last one and says it as events.
//
// The vendor has no webhooks: one call lists the lab cases modified since the last look; while cases are
// open, three more list appointments, patients and what patients wrote. What those rows refer to is read by
// id, many at a time, so a poll with news is some five calls, whatever the number of cases.
//
// Every answer is kept until the poll has ended (Readings), so that one which a 429 or a lost call cuts short
// is gone on with by the next.
#pragma once

#include "engine/connect/flow.hpp"
#include "engine/connect/pms/dentrix/ids.hpp"
#include "engine/connect/pms/dentrix/organization.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace articulator::connect::dentrix {

class Poll : public FlowTask {
 public:
  explicit Poll(Organization& organization) : organization_(organization) {}

 private:
  // What was found out of one case: committed with its events, or not at all.
  struct Taken {
    std::int64_t number = 0;
    bool is_new = false;
    KnownCase known{};
    std::optional<Closing> closes{};
    std::vector<model::Happening> happenings{};
  };
  template <typename Row>
  struct Listed {
    std::vector<Row> rows{};
    std::set<std::string> keys{};  // of these, and of those that were seen before: id and stamp
    std::optional<base::Instant> first_page_latest{};
    std::string page{};  // as in Feed
  };

  Flow<Outcome> run(bool may_have_happened) override;
  Flow<Got<bool>> look();

  // poll_lists.cpp
  Flow<Got<std::string>> read(std::string path);
  template <typename Row, typename Read>
  Flow<Got<Listed<Row>>> list(std::string resource, std::string filter, Read read_row,
                              const Feed* before = nullptr);
  template <typename Row, typename Read>
  Flow<Got<std::vector<Row>>> by_ids(std::string resource, Resource kind, std::set<std::int64_t> numbers,
                                     Read read_row);
  template <typename Row, typename Read>
  Flow<Got<std::vector<Row>>> news(std::string resource, std::string filter, const Feed& before,
                                   std::optional<Feed>& after, Read read_row);
  Flow<Got<bool>> list_labs();
  Flow<Got<bool>> list_lab_cases();
  Flow<Got<bool>> list_what_open_cases_wait_for();
  Flow<Got<bool>> read_patients();
  Flow<Got<bool>> read_what_cases_refer_to();
  Flow<Got<bool>> read_contents();

  // poll_cases.cpp
  void consider(LabCaseRow row);
  void consider_closed(LabCaseRow row, const Closed& before);
  void consider_unknown(LabCaseRow row);
  [[nodiscard]] bool needs_reading(const LabCaseRow& row) const;
  void take(const LabCaseRow& row);
  void take_known(const LabCaseRow& row, KnownCase known);
  KnownCase whole(const LabCaseRow& row);
  void look_at_visit(const LabCaseRow& row, const KnownCase& before, Taken& taken);

  model::TaskDone commit();
  void commit(Taken& taken, std::vector<model::Event>& events);
  void move_feeds();

  Organization& organization_;
  base::JsonParser documents_parser_;

  std::vector<LabCaseRow> changed_;  // in the order of their numbers
  bool is_whole_ = true;             // no changed case was left for the next poll
  std::set<std::int64_t> followed_;  // outstanding again, and nothing new
  std::map<std::int64_t, std::pair<std::size_t, std::vector<std::string>>> complaints_;
  std::vector<std::pair<std::int64_t, Closed>> history_;
  std::optional<Feed> lab_cases_;  // this and the next: empty: as before
  std::optional<Feed> appointments_feed_;
  std::optional<Feed> patients_feed_;
  std::optional<Feed> messages_feed_;
  bool waits_were_listed_ = false;
  std::vector<AppointmentRow> moved_;
  std::set<std::int64_t> patients_to_read_;
  std::vector<std::pair<PatientRow, LastWords>> patients_;
  std::map<std::int64_t, ProviderRow> providers_;
  std::map<std::int64_t, AppointmentRow> appointments_;
  std::map<std::int64_t, DocumentRow> documents_;
  std::vector<Taken> taken_;
  std::string remark_;
};

}  // namespace articulator::connect::dentrix
