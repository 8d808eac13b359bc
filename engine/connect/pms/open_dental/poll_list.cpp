// Which lab cases there are, and which of them differ from what is known.
#include "engine/connect/answer.hpp"
#include "engine/connect/pms/open_dental/instructions.hpp"
#include "engine/connect/pms/open_dental/local_time.hpp"
#include "engine/connect/pms/open_dental/poll.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace articulator::connect::open_dental {
namespace {

constexpr std::size_t pages_max = 1'000;  // 100,000 lab cases
// A case sent longer ago and never marked as received is forgotten paper, not news, when the engine first
// sees the office: no product takes the lab two months.
constexpr base::Duration history_after = base::days(60);

constexpr std::string_view lab_case_columns =
    "LabCaseNum, PatNum, LaboratoryNum, AptNum, DateTimeDue, DateTimeSent, DateTimeRecd, ProvNum, "
    "Instructions, DateTStamp";

bool is_cancelled(const LabCaseRow& row) {
  return read_instructions(row.instructions).find("cancelled") != nullptr;
}

bool sent_before(const LabCaseRow& row, base::Instant limit, const base::TimeZone& zone) {
  const auto sent = read_local(row.sent);
  return sent && *sent && zone.instant(**sent) < limit;
}

}  // namespace

Flow<Got<bool>> Poll::list() {
  if (!office_.may_query) co_return co_await list_by_scan();
  auto listed = co_await list_by_query();
  if (listed || listed.error().worth_retrying) co_return listed;
  const std::string refusal = listed.error().error;
  const base::Instant started = found_.started;
  found_ = Found{};
  found_.started = started;
  listed = co_await list_by_scan();
  if (!listed) co_return listed;
  office_.may_query = false;
  add_remark(remark_, "no queries, lab cases are scanned: " + refusal);
  co_return listed;
}

Flow<Got<bool>> Poll::list_by_query() {
  std::string sql = "SELECT " + std::string(lab_case_columns) + " FROM labcase WHERE ";
  if (office_.primed) {
    const std::string from = ask_from(office_.last_stamp, office_.asked, found_.started, office_.access.zone);
    const bool over = office_.last_stamp_over && from == office_.last_stamp;
    sql += std::string(over ? "DateTStamp > '" : "DateTStamp >= '") + from + "'";
  } else {
    sql += "DateTimeRecd = '" + std::string(no_time) + "'";
  }
  // By number: a row that changes meanwhile moves no other from one page to the next.
  sql += " ORDER BY LabCaseNum";
  for (std::size_t page = 0; page < pages_max; ++page) {
    const base::HttpResponse& answer = co_await line().call(office_.api.query(sql, page * page_rows));
    if (auto failed = failure_of(answer, line().now())) co_return std::unexpected(std::move(*failed));
    const auto rows = read_page(answer);
    if (!rows) co_return std::unexpected(rows.error());
    if (*rows < page_rows) break;
  }
  co_return true;
}

Flow<Got<bool>> Poll::list_by_scan() {
  for (std::size_t page = 0; page < pages_max; ++page) {
    const base::HttpResponse& answer =
        co_await line().call(office_.api.get(page_of("/labcases", page * page_rows)));
    if (auto failed = failure_of(answer, line().now())) co_return std::unexpected(std::move(*failed));
    const auto rows = read_page(answer);
    if (!rows) co_return std::unexpected(rows.error());
    if (*rows < page_rows) break;
  }
  co_return true;
}

Got<std::size_t> Poll::read_page(const base::HttpResponse& answer) {
  const std::size_t index = found_.pages.size();
  if (index < office_.pages.size() && office_.pages[index].body == answer.body) {
    const Page& same = office_.pages[index];
    found_.pages.emplace_back();
    found_.numbers.insert(found_.numbers.end(), same.numbers.begin(), same.numbers.end());
    return same.rows;
  }
  const auto value = read_body(office_.parser, answer);
  if (!value) return std::unexpected(unreadable(peer, value.error()));
  if (!value->is(base::JsonKind::array))
    return std::unexpected(unreadable(peer, {"", "a list of lab cases is no array", ""}));
  Page page{answer.body, 0, {}};
  for (const base::JsonValue& element : value->elements()) {
    ++page.rows;
    auto row = read_lab_case(element);
    if (!row) {
      add_remark(remark_, "a lab case was passed over: " + row.error().text());
      continue;
    }
    page.numbers.push_back(row->number);
    if (index == 0) found_.stamp = std::max(found_.stamp, row->stamp);
    consider(std::move(*row));
  }
  found_.numbers.insert(found_.numbers.end(), page.numbers.begin(), page.numbers.end());
  const std::size_t rows = page.rows;
  found_.pages.emplace_back(std::move(page));
  return rows;
}

void Poll::consider(LabCaseRow row) {
  const auto open = office_.open.find(row.number);
  if (open != office_.open.end()) {
    if (open->second.row != row) found_.changed.insert_or_assign(row.number, std::move(row));
    return;
  }
  if (is_over(row.number)) return consider_finished(std::move(row));
  if (!is_set(row.sent)) return;  // the practice is still at it
  if (is_cancelled(row)) {
    found_.history.emplace_back(row.number, Closing::cancelled);
    return;
  }
  const bool forgotten =
      !office_.primed && sent_before(row, found_.started - history_after, office_.access.zone);
  if (is_set(row.received) || forgotten) {
    found_.history.emplace_back(row.number, Closing::finished);
    return;
  }
  found_.changed.insert_or_assign(row.number, std::move(row));
}

void Poll::consider_finished(LabCaseRow row) {
  const auto before = office_.finished.find(row.number);
  if (before != office_.finished.end()) {
    std::string feedback = feedback_in(row.instructions);
    if (!feedback.empty() && feedback != before->second.feedback)
      found_.complaints.insert_or_assign(row.number, std::move(feedback));
  }
  if (is_sent_once_more(row) && !is_cancelled(row))
    found_.changed.insert_or_assign(row.number, std::move(row));
}

// Of a case that was over before it was first seen nothing is known but that; what is at the lab and not of
// long ago is not history any more. Else: times as they come sort as text.
bool Poll::is_sent_once_more(const LabCaseRow& row) const {
  if (!is_set(row.sent) || is_set(row.received)) return false;
  const auto before = office_.finished.find(row.number);
  if (before != office_.finished.end()) return row.sent > before->second.sent;
  return !sent_before(row, found_.started - history_after, office_.access.zone);
}

}  // namespace articulator::connect::open_dental
