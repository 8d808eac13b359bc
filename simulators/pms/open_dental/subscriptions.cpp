// Subscriptions (DOMAIN.md 1.7; vendor's page apisubscriptions); what they send is in `table_events.cpp`.
#include "simulators/pms/open_dental/listing.hpp"
#include "simulators/pms/open_dental/resources.hpp"
#include "simulators/pms/open_dental/table_events.hpp"

#include <array>

namespace articulator::simulators::open_dental {
namespace {

constexpr std::int64_t polling_s_max = 86'400;

std::string customer_key(const Office& office, const Subscription&) {
  return office.config.customer_key;
}

constexpr std::array columns = {
    number("SubscriptionNum", &Subscription::number),
    text("EndPointUrl", &Subscription::url, Rule::both),
    text("Workstation", &Subscription::workstation, Rule::both),
    derived<Subscription>("CustomerKey", customer_key),
    choice("WatchTable", &Subscription::watch_table, watch_table_words, Rule::create),
    number("PollingSeconds", &Subscription::polling_s, Rule::both),
    text("UiEventType", &Subscription::ui_event, Rule::create),
    stamp("DateTimeStart", &Subscription::start),
    date_time("DateTimeStop", &Subscription::stop, Rule::both),
    text("Note", &Subscription::note, Rule::both),
};

std::optional<Refusal> read_subscription(const Office& office, const Call& call, Rule method,
                                         Subscription& row) {
  if (auto refusal = read_body(office, columns, call.body, method, row)) return refusal;
  if (given(call.body, "DateTimeStart")) {
    const auto written = call.body.find("DateTimeStart")->text();
    const auto start = written ? parse_local(*written) : std::nullopt;
    if (!start || start->empty()) return Refusal{400, "DateTimeStart format must be yyyy-MM-dd HH:mm:ss"};
    row.start = instant_of(*start, office.config.zone);
  }
  const bool watches = !row.watch_table.is(WatchTable::none);
  if (watches == !row.ui_event.empty()) return Refusal{400, "Either WatchTable or UiEventType is required"};
  if (!watches && row.ui_event != "PatientSelected") return Refusal{400, "UiEventType is invalid"};
  if (!watches && row.polling_s != 0)
    return Refusal{400, "PollingSeconds can only be set for WatchTable subscriptions"};
  if (watches && (row.polling_s < 1 || row.polling_s > polling_s_max))
    return Refusal{400, "PollingSeconds is invalid"};
  if (row.url.empty()) return Refusal{400, "EndPointUrl is required"};
  return std::nullopt;
}

}  // namespace

Answer get_subscriptions(Office& office, Call& call) {
  settle_subscriptions(office);
  const Selection<Subscription> selection(office.subscriptions);
  return list_answer(columns, selection.page(call), rendering(office, call));
}

Answer post_subscription(Office& office, Call& call) {
  if (auto refusal = missing(call.body, {"EndPointUrl"})) return std::unexpected(*refusal);
  if (!given(call.body, "UiEventType")) {
    // An empty Workstation is a choice (all machines send), a missing one is a mistake.
    if (!call.body.find("Workstation")) return bad("Workstation is required");
    if (auto refusal = missing(call.body, {"PollingSeconds", "WatchTable"})) return std::unexpected(*refusal);
  }
  Subscription row;
  row.start = whole_second(office.now);
  row.polled = office.now;
  if (auto refusal = read_subscription(office, call, Rule::create, row)) return std::unexpected(*refusal);
  const Subscription& added = office.subscriptions.add(std::move(row), office.now);
  return created(row_json(columns, added, rendering(office, call)));
}

Answer put_subscription(Office& office, Call& call) {
  settle_subscriptions(office);
  const Subscription* before = office.subscriptions.find(call.number);
  if (before == nullptr) return not_found("Subscription");
  Subscription row = *before;
  if (auto refusal = read_subscription(office, call, Rule::update, row)) return std::unexpected(*refusal);
  office.subscriptions.update(std::move(row), office.now);
  return ok_without_body();
}

Answer delete_subscription(Office& office, Call& call) {
  if (!office.subscriptions.remove(call.number)) return not_found("SubscriptionNum");
  return ok_without_body();
}

}  // namespace articulator::simulators::open_dental
