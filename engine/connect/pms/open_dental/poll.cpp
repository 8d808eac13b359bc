#include "engine/connect/pms/open_dental/poll.hpp"

#include "engine/base/json_writer.hpp"
#include "engine/connect/answer.hpp"
#include "engine/connect/pms/open_dental/instructions.hpp"
#include "engine/connect/pms/open_dental/local_time.hpp"
#include "engine/connect/pms/open_dental/setup.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace articulator::connect::open_dental {
namespace {

// Cases read in one poll. More are left for the next, which follows at once: so news waits for at most this
// many cases, and a stumble repeats at most this much.
constexpr std::size_t cases_max = 10;
constexpr std::size_t list_pages_max = 1'000;      // 100,000 lab cases
constexpr std::size_t kept_bytes_max = 4'000'000;  // of pages, an office
constexpr std::size_t confirmations_max = 20;      // of deletions a poll: an empty answer is no mass deletion
constexpr base::Duration sweep_every = base::hours(1);
// A case sent longer ago and never marked as received is forgotten paper, not news, when the engine first
// sees the office: no product takes the lab two months.
constexpr base::Duration history_after = base::days(60);

constexpr std::string_view lab_case_columns =
    "LabCaseNum, PatNum, LaboratoryNum, AptNum, DateTimeDue, DateTimeSent, DateTimeRecd, ProvNum, "
    "Instructions, DateTStamp";

base::HttpRequest short_query(const Office& office, const std::string& sql, std::size_t offset) {
  std::string body;
  base::JsonWriter(body).begin_object().member("SqlCommand", sql).end_object();
  std::string path = "/queries/ShortQuery";
  if (offset > 0) path += "?Offset=" + std::to_string(offset);
  return office.api.put(path, std::move(body));
}

bool is_cancelled(const LabCaseRow& row) {
  return read_instructions(row.instructions).find("cancelled") != nullptr;
}

bool sent_before(const LabCaseRow& row, base::Instant limit, const base::TimeZone& zone) {
  const auto sent = read_local(row.sent);
  return sent && *sent && zone.instant(**sent) < limit;
}

}  // namespace

Flow<Outcome> Poll::run(bool) {
  started_ = line().now();
  // Begun anew after a lost call: what was found before it is handed over first, the rest by the next poll.
  if (!taken_.empty()) co_return commit(false);
  found_ = Found{};
  remark_.clear();
  auto looked = co_await look();
  if (looked) co_return commit(*looked);
  if (taken_.empty()) co_return std::unexpected(std::move(looked.error()));
  add_remark(remark_, "stopped half way: " + looked.error().error);
  office_.not_before = line().now() + looked.error().retry_after.value_or(base::seconds(1));
  co_return commit(false);
}

Flow<Got<bool>> Poll::look() {
  if (!office_.is_set_up()) {
    auto ready = co_await set_up(office_, line(), remark_);
    if (!ready) co_return ready;
  }
  auto listed = co_await list();
  if (!listed) co_return listed;
  if (!office_.open.empty()) {
    auto looked = co_await look_after_open_cases();
    if (!looked) co_return looked;
  }
  if (found_.changed.empty()) co_return true;
  co_return co_await take_changed();
}

Flow<Got<bool>> Poll::look_after_open_cases() {
  const bool hour_is_over = started_ - office_.swept >= sweep_every;
  if (office_.may_query && hour_is_over) {
    auto swept = co_await sweep();
    if (!swept) co_return swept;
  }
  if (!office_.may_query && is_news()) {
    auto looked = co_await find_deleted(found_.numbers);
    if (!looked) co_return looked;
  }
  found_.swept = hour_is_over;
  if ((hour_is_over || !office_.subscribed) && !office_.feed_of_appointments_refused) {
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

Flow<Got<bool>> Poll::list() {
  if (!office_.may_query) co_return co_await list_by_scan();
  auto listed = co_await list_by_query();
  if (listed || listed.error().worth_retrying) co_return listed;
  const std::string refusal = listed.error().error;
  found_ = Found{};
  listed = co_await list_by_scan();
  if (!listed) co_return listed;
  office_.may_query = false;
  add_remark(remark_, "no queries, lab cases are scanned: " + refusal);
  co_return listed;
}

Flow<Got<bool>> Poll::list_by_query() {
  std::string sql = "SELECT " + std::string(lab_case_columns) + " FROM labcase WHERE ";
  if (office_.primed)
    sql +=
        "DateTStamp >= '" + ask_from(office_.last_stamp, office_.asked, started_, office_.access.zone) + "'";
  else
    sql += "DateTimeRecd = '" + std::string(no_time) + "'";
  // By number: a row that changes meanwhile moves no other from one page to the next.
  sql += " ORDER BY LabCaseNum";
  for (std::size_t page = 0; page < list_pages_max; ++page) {
    const base::HttpResponse& answer = co_await line().call(short_query(office_, sql, page * page_rows));
    if (auto failed = failure_of(answer, line().now())) co_return std::unexpected(std::move(*failed));
    const auto rows = read_page(answer);
    if (!rows) co_return std::unexpected(rows.error());
    if (*rows < page_rows) break;
  }
  co_return true;
}

Flow<Got<bool>> Poll::list_by_scan() {
  for (std::size_t page = 0; page < list_pages_max; ++page) {
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
  const auto closed = office_.closed.find(row.number);
  if (closed != office_.closed.end() && closed->second == Closing::finished) return;
  if (!is_set(row.sent)) return;  // the practice is still at it
  if (is_cancelled(row)) {
    found_.history.emplace_back(row.number, Closing::cancelled);
    return;
  }
  const bool forgotten = !office_.primed && sent_before(row, started_ - history_after, office_.access.zone);
  if (is_set(row.received) || forgotten) {
    found_.history.emplace_back(row.number, Closing::finished);
    return;
  }
  found_.changed.insert_or_assign(row.number, std::move(row));
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
  for (std::size_t page = 0; page < list_pages_max; ++page) {
    const base::HttpResponse& answer = co_await line().call(short_query(office_, sql, page * page_rows));
    if (auto failed = failure_of(answer, line().now())) co_return std::unexpected(std::move(*failed));
    const auto value = read_body(office_.parser, answer);
    if (!value) co_return std::unexpected(unreadable(peer, value.error()));
    const std::vector<base::JsonValue> rows = value->elements();
    for (const base::JsonValue& element : rows)
      if (const auto row = read_lab_case(element)) there.push_back(row->number);
    if (rows.size() < page_rows) break;
  }
  co_return co_await find_deleted(std::move(there));
}

// A second way to learn of visits done or moved, for when table events were lost or may not be had.
Flow<Got<bool>> Poll::look_at_appointments() {
  const base::TimeZone& zone = office_.access.zone;
  std::string since = office_.appointments_stamp.empty()
                          ? format_local(zone.local(started_ - base::days(1)))
                          : ask_from(office_.appointments_stamp, office_.asked, started_, zone);
  const std::string path = "/appointments?DateTStamp=" + base::percent_encode(since);
  for (std::size_t page = 0; page < list_pages_max; ++page) {
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

Flow<Got<bool>> Poll::take_changed() {
  std::vector<std::int64_t> order;
  for (const auto& [number, row] : found_.changed)
    order.push_back(number);
  // A case that a poll stumbled over waits behind the others, so that it blocks none of them.
  const auto stumbles = [this](std::int64_t number) {
    const auto found = office_.stumbles.find(number);
    return found == office_.stumbles.end() ? 0 : found->second;
  };
  std::sort(order.begin(), order.end(), [&](std::int64_t a, std::int64_t b) {
    return std::pair(stumbles(a), a) < std::pair(stumbles(b), b);
  });
  for (const std::int64_t number : order) {
    if (found_.cases_read >= cases_max) co_return false;
    LabCaseRow row = found_.changed.at(number);
    const auto known = office_.open.find(number);
    Got<bool> taken = true;
    if (known == office_.open.end())
      taken = co_await take_new(std::move(row));
    else
      taken = co_await take_known(std::move(row), known->second);
    if (taken) continue;
    ++office_.stumbles[number];
    co_return taken;
  }
  co_return true;
}

Flow<Got<bool>> Poll::take_new(LabCaseRow row) {
  ++found_.cases_read;
  auto reading = co_await read_case(office_, line(), row, found_.readings);
  if (!reading) co_return std::unexpected(std::move(reading.error()));
  add_remark(remark_, reading->remark);
  Taken taken;
  taken.number = row.number;
  taken.is_new = true;
  taken.patient = std::move(reading->patient);
  taken.known.row = std::move(row);
  taken.known.file = reading->file;
  taken.known.had_lab_block = reading->had_lab_block;
  if (reading->appointment) {
    taken.known.appointment_stamp = reading->appointment->stamp;
    taken.known.appointment_was_complete = reading->appointment->status == AptStatus::complete;
  }
  taken.happenings.emplace_back(model::CaseReady{std::move(reading->file)});
  taken_.push_back(std::move(taken));
  co_return true;
}

Flow<Got<bool>> Poll::take_known(LabCaseRow row, KnownCase known) {
  Taken taken;
  taken.number = row.number;
  const Instructions instructions = read_instructions(row.instructions);
  if (const std::string* reason = instructions.find("cancelled")) {
    taken.closes = Closing::cancelled;
    taken.happenings.emplace_back(
        model::CaseCancelled{reason->empty() ? "cancelled in Open Dental" : *reason});
    taken_.push_back(std::move(taken));
    co_return true;
  }
  const bool newly_received = is_set(row.received) && !known.received;
  LabCaseRow but_received = known.row;
  but_received.received = row.received;
  but_received.stamp = row.stamp;
  if (!newly_received || but_received != row) {
    ++found_.cases_read;
    auto reading = co_await read_case(office_, line(), row, found_.readings);
    if (!reading) co_return std::unexpected(std::move(reading.error()));
    add_remark(remark_, reading->remark);
    if (!is_set(row.sent))
      add_remark(remark_, case_id(row.number).text + " is no longer marked as sent, and goes on");
    const bool complete = reading->appointment && reading->appointment->status == AptStatus::complete;
    const bool same_visit = row.appointment == known.row.appointment;
    if (complete && same_visit) reading->file.appointment = known.file.appointment;
    if (reading->file != known.file) taken.happenings.emplace_back(model::CaseUpdated{reading->file, {}});
    if (newly_received) taken.happenings.emplace_back(model::CaseReceived{});
    if (complete && same_visit && !known.appointment_was_complete) {
      taken.happenings.emplace_back(model::CaseSeated{});
      taken.closes = Closing::finished;
    }
    if (!same_visit) known.appointment_was_complete = complete;
    known.appointment_stamp = reading->appointment ? reading->appointment->stamp : std::string();
    known.file = std::move(reading->file);
    taken.patient = std::move(reading->patient);
  } else {
    taken.happenings.emplace_back(model::CaseReceived{});
  }
  known.received = known.received || newly_received;
  known.row = std::move(row);
  taken.known = std::move(known);
  taken_.push_back(std::move(taken));
  co_return true;
}

void Poll::commit(Taken& taken, std::vector<model::Event>& events) {
  const auto open = office_.open.find(taken.number);
  if (!taken.is_new && open == office_.open.end()) return;  // a table event has closed it meanwhile
  const base::Instant now = line().now();
  // The office forgets a patient with the last open case: so the case comes first, its patient's event still
  // before its own.
  if (!taken.closes) {
    if (open != office_.open.end() &&
        is_older(taken.known.appointment_stamp, open->second.appointment_stamp, now, office_.access.zone)) {
      taken.known.appointment_stamp = open->second.appointment_stamp;
      taken.known.file.appointment = open->second.file.appointment;
    }
    office_.open.insert_or_assign(taken.number, std::move(taken.known));
    office_.closed.erase(taken.number);
    office_.stumbles.erase(taken.number);
  }
  const auto patient = office_.open.find(taken.number)->second.row.patient;
  if (taken.patient)
    if (auto event = office_.learn(patient, *taken.patient, now)) events.push_back(std::move(*event));
  for (model::Happening& happening : taken.happenings)
    events.push_back({now, case_id(taken.number), {}, std::move(happening)});
  if (taken.closes) office_.close(taken.number, *taken.closes);
}

model::TaskDone Poll::commit(bool whole) {
  model::TaskDone done;
  for (Taken& taken : taken_)
    commit(taken, done.events);
  taken_.clear();
  done.remark = std::exchange(remark_, {});
  for (const auto& [number, how] : found_.history)
    if (!office_.open.contains(number)) office_.closed[number] = how;
  for (const AppointmentRow& row : found_.appointments)
    office_.learn(row, line().now(), done.events);
  office_.backlog = !whole;
  if (!whole) return done;

  office_.not_before.reset();
  office_.stumbles.clear();
  office_.pages.resize(found_.pages.size());
  std::size_t kept_bytes = 0;
  for (std::size_t i = 0; i < found_.pages.size(); ++i) {
    if (found_.pages[i]) office_.pages[i] = std::move(*found_.pages[i]);
    kept_bytes += office_.pages[i].body.size();
    if (kept_bytes > kept_bytes_max) office_.pages[i].body.clear();
  }
  office_.last_stamp = std::max(office_.last_stamp, found_.stamp);
  if (office_.last_stamp.empty())
    office_.last_stamp = format_local(office_.access.zone.local(started_ - base::days(1)));
  if (!found_.appointments_stamp.empty()) office_.appointments_stamp = found_.appointments_stamp;
  if (found_.swept || !office_.primed) office_.swept = started_;
  office_.asked = started_;
  office_.primed = true;
  return done;
}

}  // namespace articulator::connect::open_dental
