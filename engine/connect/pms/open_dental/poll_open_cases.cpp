// What became of the open cases: deleted, or seated at a visit that nobody told us of.
#include "engine/connect/answer.hpp"
#include "engine/connect/office_hours.hpp"
#include "engine/connect/pms/open_dental/local_time.hpp"
#include "engine/connect/pms/open_dental/poll.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace articulator::connect::open_dental {
namespace {

constexpr std::size_t pages_max = 1'000;
constexpr std::size_t confirmations_max = 20;  // of deletions a poll: an empty answer is no mass deletion
// While the office is at work, and when nobody is there to delete anything.
constexpr base::Duration sweep_every = base::hours(1);
constexpr base::Duration sweep_every_closed = base::hours(6);

}  // namespace

Flow<Got<bool>> Poll::look_after_open_cases() {
  const bool at_work_now = at_work(office_.access.zone.local(found_.started));
  const bool sweep_is_due =
      found_.started - office_.swept >= (at_work_now ? sweep_every : sweep_every_closed);
  if (office_.may_query && sweep_is_due) {
    auto swept = co_await sweep();
    if (!swept) co_return swept;
  }
  if (!office_.may_query && is_news()) {
    auto looked = co_await find_deleted(found_.numbers);
    if (!looked) co_return looked;
  }
  found_.swept = sweep_is_due;
  if ((sweep_is_due || !office_.subscribed) && !office_.feed_of_appointments_refused) {
    auto looked = co_await look_at_appointments();
    if (!looked) co_return looked;
  }
  co_return true;
}

bool Poll::is_news() const {
  const bool same = std::none_of(found_.pages.begin(), found_.pages.end(),
                                 [](const std::optional<Page>& page) { return page.has_value(); });
  return !same || found_.pages.size() != office_.pages.size();
}

// Open cases that are not among those there: gone, if Open Dental says so of each.
Flow<Got<bool>> Poll::find_deleted(std::vector<std::int64_t> there) {
  std::sort(there.begin(), there.end());
  std::vector<std::int64_t> missing;
  for (const auto& [number, known] : office_.open)
    if (!std::binary_search(there.begin(), there.end(), number) && missing.size() < confirmations_max)
      missing.push_back(number);
  for (const std::int64_t number : missing) {
    const base::HttpResponse& answer =
        co_await line().call(office_.api.get("/labcases/" + std::to_string(number)));
    if (answer.status == 404) {
      Taken taken;
      taken.number = number;
      taken.closes = Closing::finished;
      taken.happenings.emplace_back(model::CaseCancelled{"deleted in Open Dental"});
      taken_.push_back(std::move(taken));
      continue;
    }
    auto failed = failure_of(answer, line().now());
    if (failed && failed->worth_retrying) co_return std::unexpected(std::move(*failed));
  }
  co_return true;
}

Flow<Got<bool>> Poll::sweep() {
  const std::string sql =
      "SELECT LabCaseNum FROM labcase WHERE LabCaseNum >= " + std::to_string(office_.open.begin()->first) +
      " ORDER BY LabCaseNum";
  std::vector<std::int64_t> there;
  for (std::size_t page = 0; page < pages_max; ++page) {
    const base::HttpResponse& answer = co_await line().call(office_.api.query(sql, page * page_rows));
    if (auto failed = failure_of(answer, line().now())) co_return std::unexpected(std::move(*failed));
    const auto value = read_body(office_.parser, answer);
    if (!value) co_return std::unexpected(unreadable(peer, value.error()));
    const std::vector<base::JsonValue> rows = value->elements();
    for (const base::JsonValue& element : rows)
      if (const auto number = number_in(element, "LabCaseNum")) there.push_back(*number);
    if (rows.size() < page_rows) break;
  }
  co_return co_await find_deleted(std::move(there));
}

// A second way to learn of visits done or moved, for when table events were lost or may not be had.
Flow<Got<bool>> Poll::look_at_appointments() {
  const base::TimeZone& zone = office_.access.zone;
  std::string since = office_.appointments_stamp.empty()
                          ? format_local(zone.local(found_.started - base::days(1)))
                          : ask_from(office_.appointments_stamp, office_.asked, found_.started, zone);
  const std::string path = "/appointments?DateTStamp=" + base::percent_encode(since);
  for (std::size_t page = 0; page < pages_max; ++page) {
    auto value = co_await fetch(office_, line(), page_of(path, page * page_rows));
    if (!value && value.error().worth_retrying) co_return std::unexpected(std::move(value.error()));
    if (!value) {
      office_.feed_of_appointments_refused = true;
      add_remark(remark_, "appointments cannot be polled: " + value.error().error);
      co_return true;
    }
    const std::vector<base::JsonValue> rows = value->elements();
    if (page == 0 && !rows.empty()) found_.appointments_stamp = text_in(rows.front(), "serverDateTime");
    for (const base::JsonValue& element : rows) {
      auto row = read_appointment(element, zone);
      if (row)
        found_.appointments.push_back(std::move(*row));
      else
        add_remark(remark_, "an appointment was passed over: " + row.error().text());
    }
    if (rows.size() < page_rows) break;
  }
  co_return true;
}

}  // namespace articulator::connect::open_dental
