// Lists by cursors, and the feed.
#include "engine/base/hash.hpp"
#include "engine/base/json_writer.hpp"
#include "simulators/pms/curve/render.hpp"
#include "simulators/pms/curve/routes.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include <fmt/format.h>

namespace articulator::simulators::curve {
namespace {

constexpr base::Duration cursor_holds = base::hours(24);
constexpr std::int64_t limit_max = 200;
constexpr std::int64_t limit_unless_said = 50;

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || value < 0)
    return std::nullopt;
  return value;
}

// What a cursor says, which is nobody's business but ours.
std::string cursor(const State& state, std::string_view list, std::uint64_t position, base::Instant now) {
  return base::base64_encode(
      fmt::format("{}|{}|{}|{}", list, position, state.cursor_generation, now.ms_since_epoch));
}

struct Place {
  std::uint64_t position = 0;
  int status = 200;  // 400: no cursor of this list; 410: too old
};

Place read_cursor(const State& state, const Call& call, std::string_view list) {
  const auto text = base::base64_decode(call.query("cursor"));
  if (!text) return {0, 400};
  std::vector<std::string_view> parts;
  std::string_view rest = *text;
  for (std::size_t bar = rest.rfind('|'); bar != std::string_view::npos && parts.size() < 3;
       bar = rest.rfind('|')) {
    parts.push_back(rest.substr(bar + 1));
    rest = rest.substr(0, bar);
  }
  if (parts.size() < 3 || rest != list) return {0, 400};
  const auto issued = number(parts[0]);
  const auto generation = number(parts[1]);
  const auto position = number(parts[2]);
  if (!issued || !generation || !position) return {0, 400};
  const bool current = static_cast<std::uint64_t>(*generation) == state.cursor_generation;
  if (!current || base::Instant{*issued} + cursor_holds < call.now) return {0, 410};
  return {static_cast<std::uint64_t>(*position), 200};
}

// 0: no number from 1 to 200. A page may be shorter than asked for, and then is not the last.
std::int64_t limit_of(const State& state, const Call& call) {
  if (call.query("limit").empty()) return std::min(limit_unless_said, state.page_rows_max);
  const auto limit = number(call.query("limit"));
  return limit && *limit <= limit_max ? std::min(*limit, state.page_rows_max) : 0;
}

base::HttpResponse refuse(const Place& place) {
  if (place.status == 410)
    return problem(410, "cursor-expired", "This cursor has expired", "Start over without a cursor");
  return problem(400, "bad-cursor", "This is no cursor of this list");
}

}  // namespace

base::HttpResponse page_of(const State& state, const Call& call, std::string_view list,
                           const std::vector<std::string>& items) {
  const std::int64_t limit = limit_of(state, call);
  if (limit == 0) return problem(400, "bad-limit", "limit is a number from 1 to 200");
  Place place;
  if (!call.query("cursor").empty()) place = read_cursor(state, call, list);
  if (place.status != 200) return refuse(place);
  const std::size_t first = std::min<std::size_t>(place.position, items.size());
  const std::size_t end = std::min(first + static_cast<std::size_t>(limit), items.size());
  std::string json;
  base::JsonWriter out(json);
  out.begin_object().key("items").begin_array();
  for (std::size_t i = first; i < end; ++i)
    out.raw(items[i]);
  out.end_array();
  if (end < items.size()) out.member("nextCursor", cursor(state, list, end, call.now));
  out.end_object();
  return base::json_response(200, std::move(json));
}

// Unlike a list it has no end: there is always a cursor to come back with.
base::HttpResponse changes(State& state, Call& call) {
  constexpr std::string_view list = "/changes";
  const std::int64_t limit = limit_of(state, call);
  if (limit == 0) return problem(400, "bad-limit", "limit is a number from 1 to 200");
  Place place;
  if (call.query("from") == "now")
    place.position = state.office.revision();
  else if (!call.query("cursor").empty())
    place = read_cursor(state, call, list);
  if (place.status != 200) return refuse(place);
  const auto all = state.office.changes_after(place.position);
  const std::size_t count = std::min(all.size(), static_cast<std::size_t>(limit));
  std::string json;
  base::JsonWriter out(json);
  out.begin_object().key("items").begin_array();
  for (const office::Change& change : all.first(count)) {
    out.begin_object().member("type", change_type(state, change)).member("id", change_wire_id(change));
    out.member("revision", static_cast<std::int64_t>(change.revision)).member("occurredAt", change.at);
    if (change.kind == office::Kind::message)
      if (const auto row = state.office.messages().find(change.id); row != state.office.messages().end())
        out.member("patientId", change_wire_id({0, {}, office::Kind::patient, {}, row->second.patient}));
    out.end_object();
  }
  const std::uint64_t reached = count == 0 ? place.position : all[count - 1].revision;
  out.end_array().member("nextCursor", cursor(state, list, reached, call.now));
  out.member("hasMore", count < all.size()).end_object();
  return base::json_response(200, std::move(json));
}

}  // namespace articulator::simulators::curve
