#include "engine/connect/pms/open_dental/setup.hpp"

#include "engine/base/json_writer.hpp"
#include "engine/connect/answer.hpp"
#include "engine/connect/pms/open_dental/case_reading.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::connect::open_dental {
namespace {

constexpr std::array<std::string_view, 2> watched_tables{"Patient", "Appointment"};
constexpr int polling_seconds_min = 5;  // of the office's own database, for its sake
constexpr std::size_t laboratory_pages_max = 10;

std::string subscription(const model::PmsAccess& access, std::string_view table) {
  std::string body;
  base::JsonWriter out(body);
  out.begin_object().member("EndPointUrl", access.webhook_url);
  // A blank workstation: whichever machine runs sends [D]. Doubles are harmless, silence is not.
  out.member("Workstation", "").member("WatchTable", table);
  out.member("PollingSeconds", std::max(access.poll_seconds, polling_seconds_min)).end_object();
  return body;
}

Flow<Got<bool>> subscribe(Office& office, Line& line) {
  auto listed = co_await fetch(office, line, "/subscriptions");
  if (!listed) co_return std::unexpected(std::move(listed.error()));
  std::vector<std::string_view> missing(watched_tables.begin(), watched_tables.end());
  for (const base::JsonValue& element : listed->elements()) {
    const auto row = read_subscription(element);
    if (row && row->url == office.access.webhook_url) std::erase(missing, row->table);
  }
  for (const std::string_view table : missing) {
    const base::HttpResponse& answer =
        co_await line.call(office.api.post("/subscriptions", subscription(office.access, table)));
    if (auto failed = failure_of(answer, line.now())) co_return std::unexpected(std::move(*failed));
  }
  co_return true;
}

Flow<Got<bool>> load_laboratories(Office& office, Line& line, std::string& remark) {
  for (std::size_t page = 0; page < laboratory_pages_max; ++page) {
    auto listed = co_await fetch(office, line, page_of("/laboratories", page * page_rows));
    if (!listed) co_return std::unexpected(std::move(listed.error()));
    const std::vector<base::JsonValue> rows = listed->elements();
    for (const base::JsonValue& element : rows) {
      const auto row = read_laboratory(element);
      if (row)
        office.learn(*row);
      else
        add_remark(remark, "/laboratories: " + row.error().text());
    }
    if (rows.size() < page_rows) break;
  }
  co_return true;
}

}  // namespace

Flow<Got<bool>> set_up(Office& office, Line& line, std::string& remark) {
  if (!office.subscriptions_done && !office.access.webhook_url.empty()) {
    auto subscribed = co_await subscribe(office, line);
    if (!subscribed && subscribed.error().worth_retrying) co_return subscribed;
    if (!subscribed)
      add_remark(remark, "no subscriptions, appointments are polled: " + subscribed.error().error);
    office.subscribed = subscribed.has_value();
  }
  office.subscriptions_done = true;
  if (!office.laboratories_loaded) {
    auto loaded = co_await load_laboratories(office, line, remark);
    if (!loaded && loaded.error().worth_retrying) co_return loaded;
    if (!loaded) add_remark(remark, "no list of laboratories: " + loaded.error().error);
    office.laboratories_loaded = true;
  }
  co_return true;
}

}  // namespace articulator::connect::open_dental
