#include "simulators/pms/open_dental/table_events.hpp"

#include "engine/base/json_writer.hpp"
#include "simulators/pms/open_dental/resources.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace articulator::simulators::open_dental {
namespace {

constexpr std::size_t rows_max = 1000;                // of one message
constexpr base::Duration sent_again = base::days(3);  // how far back a failed event reaches

// The watched table's first change at `from` or since.
base::Instant first_change(const Office& office, WatchTable table, base::Instant from) {
  switch (table) {
    case WatchTable::appointment:
      return office.appointments.first_change_since(from, never);
    case WatchTable::appointment_deleted:
      return office.appointments_deleted.first_change_since(from, never);
    case WatchTable::patient:
      return office.patients.first_change_since(from, never);
    case WatchTable::provider:
      return office.providers.first_change_since(from, never);
    default:
      return never;  // tables that never change in this office
  }
}

template <typename Row>
void append_rows(std::vector<std::string>& rows, const Office& office, const Table<Row>& table,
                 base::Instant from, void (*write)(base::JsonWriter&, const Office&, const Row&)) {
  for (const std::int64_t number : table.changed_since(from)) {
    std::string json;
    base::JsonWriter writer(json);
    write(writer, office, *table.find(number));
    rows.push_back(std::move(json));
  }
}

std::vector<std::string> changed_rows(const Office& office, WatchTable table, base::Instant from) {
  std::vector<std::string> rows;
  switch (table) {
    case WatchTable::appointment:
      append_rows(rows, office, office.appointments, from, write_appointment_event);
      break;
    case WatchTable::appointment_deleted:
      append_rows(rows, office, office.appointments_deleted, from, write_appointment_event);
      break;
    case WatchTable::patient:
      append_rows(rows, office, office.patients, from, write_patient_event);
      break;
    case WatchTable::provider:
      append_rows(rows, office, office.providers, from, write_provider_event);
      break;
    default:
      break;
  }
  return rows;
}

WatchTable watched(const Subscription& subscription) {
  return static_cast<WatchTable>(subscription.watch_table.index);
}

// The first look after `polled`, while the office is open; `never` when there is none in sight.
base::Instant look_after(const Office& office, const Subscription& subscription, base::Instant polled) {
  if (office.closed) return never;
  base::Instant look = std::max({polled + base::seconds(subscription.polling_s), office.opened});
  const Office::Period open = office.open_period_at_or_after(look);
  look = std::max(look, open.from);
  const bool over = !subscription.stop.empty() && look != never && office.local(look) > subscription.stop;
  return over ? never : look;
}

// The last look at `until` or before, when none since `polled` found anything.
base::Instant last_look(const Office& office, const Subscription& subscription, base::Instant polled,
                        base::Instant until) {
  base::Instant first = look_after(office, subscription, polled);
  if (first > until) return polled;
  const Office::Period open = office.open_period_at_or_before(until);
  const base::Instant end = std::min(until, open.to - base::milliseconds(1));
  if (first < open.from)
    first = std::max(open.from, office.opened);  // days later: looks begin with the opening
  if (first > end) return polled;
  const base::Duration step = base::seconds(subscription.polling_s);
  return first + step * ((end - first) / step);
}

std::vector<std::string> machines(const Office& office, const Subscription& subscription) {
  const std::vector<std::string>& all = office.config.workstations;
  if (all.empty()) return {subscription.workstation};
  if (subscription.workstation.empty()) return all;
  if (std::ranges::find(all, subscription.workstation) == all.end()) return {};
  return {subscription.workstation};
}

base::Instant last_polled(const Subscription& subscription) {
  return std::max(subscription.polled, subscription.start);
}

bool sends(const Office& office, const Subscription& subscription) {
  return !subscription.watch_table.is(WatchTable::none) && subscription.deliveries_open == 0 &&
         !machines(office, subscription).empty();
}

// When this subscription next has something to send.
base::Instant due(const Office& office, const Subscription& subscription) {
  if (!sends(office, subscription)) return never;
  const base::Instant change = first_change(office, watched(subscription), whole_second(subscription.start));
  if (change == never) return never;
  const base::Instant polled = last_polled(subscription);
  const base::Instant quiet_until = std::max(polled, change);
  return look_after(office, subscription, last_look(office, subscription, polled, quiet_until));
}

world::Delivery delivery(Office& office, const Subscription& subscription, const std::string& machine,
                         std::string body) {
  constexpr std::string_view engine_scheme = "engine:";
  world::Delivery made;
  made.id = ++office.deliveries_made;
  if (subscription.url.starts_with(engine_scheme)) {
    made.to = "engine";
    made.request.target = subscription.url.substr(engine_scheme.size());
  } else {
    made.to = "url:" + subscription.url;
    const std::size_t host = subscription.url.find("://");
    const std::size_t path = subscription.url.find('/', host == std::string::npos ? 0 : host + 3);
    made.request.target = path == std::string::npos ? "/" : subscription.url.substr(path);
  }
  made.request.method = "POST";
  made.request.headers.list = {
      {"Content-Type", "application/json"},
      {"Authorization", office.config.customer_key},
      {"Workstation", machine},
      {"Event-Type", fmt::format("WatchTable: {}", watch_table_words[subscription.watch_table.index])}};
  made.request.body = std::move(body);
  return made;
}

void look(Office& office, Subscription subscription, world::SimulatorOutputs& out) {
  const base::Instant from = std::max(whole_second(subscription.start), office.now - sent_again);
  const std::vector<std::string> rows = changed_rows(office, watched(subscription), from);
  subscription.polled = office.now;
  if (rows.empty()) subscription.start = whole_second(office.now);
  subscription.deliveries_failed = false;
  for (std::size_t first = 0; first < rows.size(); first += rows_max) {
    std::string body = "[";
    for (std::size_t i = first; i < std::min(rows.size(), first + rows_max); ++i) {
      if (i > first) body += ',';
      body += rows[i];
    }
    body += ']';
    for (const std::string& machine : machines(office, subscription)) {
      out.deliveries.push_back(delivery(office, subscription, machine, body));
      office.deliveries[office.deliveries_made] = subscription.number;
      ++subscription.deliveries_open;
    }
  }
  office.subscriptions.update(std::move(subscription), office.now);
}

}  // namespace

std::optional<base::Instant> next_event(const Office& office) {
  base::Instant earliest = never;
  for (const Subscription& subscription : office.subscriptions.rows())
    earliest = std::min(earliest, due(office, subscription));
  if (earliest == never) return std::nullopt;
  return earliest;
}

void send_events(Office& office, base::Instant now, world::SimulatorOutputs& out) {
  while (true) {
    const auto next = next_event(office);
    if (!next || *next > now) break;
    office.set_now(*next);
    for (std::size_t i = 0; i < office.subscriptions.rows().size(); ++i) {
      const Subscription& subscription = office.subscriptions.rows()[i];
      if (due(office, subscription) == *next) look(office, subscription, out);
    }
  }
  office.set_now(now);
}

void event_answered(Office& office, std::uint64_t delivery_id, bool delivered) {
  const auto sent = office.deliveries.find(delivery_id);
  if (sent == office.deliveries.end()) return;
  const Subscription* before = office.subscriptions.find(sent->second);
  office.deliveries.erase(sent);
  if (before == nullptr || before->deliveries_open == 0) return;
  Subscription subscription = *before;
  --subscription.deliveries_open;
  subscription.deliveries_failed = subscription.deliveries_failed || !delivered;
  if (subscription.deliveries_open == 0 && !subscription.deliveries_failed)
    subscription.start = whole_second(subscription.polled);
  office.subscriptions.update(std::move(subscription), office.now);
}

void settle_subscriptions(Office& office) {
  for (std::size_t i = 0; i < office.subscriptions.rows().size(); ++i) {
    Subscription subscription = office.subscriptions.rows()[i];
    if (!sends(office, subscription)) continue;
    if (first_change(office, watched(subscription), whole_second(subscription.start)) != never) continue;
    const base::Instant polled = last_polled(subscription);
    const base::Instant last = last_look(office, subscription, polled, office.now);
    if (last == polled) continue;
    subscription.polled = last;
    subscription.start = whole_second(last);
    office.subscriptions.update(std::move(subscription), office.now);
  }
}

}  // namespace articulator::simulators::open_dental
