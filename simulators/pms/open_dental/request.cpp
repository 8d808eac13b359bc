#include "simulators/pms/open_dental/request.hpp"

#include <fmt/format.h>

namespace articulator::simulators::open_dental {

base::HttpResponse ok(std::string json) {
  return base::json_response(200, std::move(json));
}

base::HttpResponse ok_without_body() {
  return {200, {}, {}};
}

base::HttpResponse created(std::string json) {
  return base::json_response(201, std::move(json));
}

base::HttpResponse created(std::string json, std::string_view resource, std::int64_t number) {
  base::HttpResponse response = created(std::move(json));
  response.headers.set("location", fmt::format("https://api.opendental.com/api/v1/{}/{}", resource, number));
  return response;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  if (text.empty() || text.size() > 18) return std::nullopt;
  std::int64_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

Outcome<std::optional<std::int64_t>> number_parameter(const Call& call, std::string_view name) {
  const std::string* text = call.query(name);
  if (text == nullptr || text->empty()) return std::optional<std::int64_t>{};
  const auto number = whole_number(*text);
  if (!number) return bad(fmt::format("{} is invalid", name));
  return number;
}

Outcome<std::optional<LocalDateTime>> time_parameter(const Call& call, std::string_view name) {
  const std::string* text = call.query(name);
  if (text == nullptr || text->empty()) return std::optional<LocalDateTime>{};
  const auto time = parse_local(*text);
  if (!time) return bad(fmt::format("{} format must be yyyy-MM-dd HH:mm:ss", name));
  return time;
}

Outcome<DateRange> date_range(const Call& call) {
  DateRange range;
  for (const auto& [name, from, to] : {std::tuple{"date", true, true}, std::tuple{"dateStart", true, false},
                                       std::tuple{"dateEnd", false, true}}) {
    const std::string* text = call.query(name);
    if (text == nullptr || text->empty()) continue;
    const auto day = parse_local(*text);
    if (!day || day->empty() || text->size() != 10)
      return bad(fmt::format("{} format must be yyyy-MM-dd", name));
    if (from) range.from = *day;
    if (to) range.to = *day;
  }
  return range;
}

std::optional<std::int64_t> number_of(const base::JsonValue& value) {
  if (const auto number = value.integer()) return *number >= 0 ? number : std::nullopt;
  if (const auto text = value.text()) return whole_number(*text);
  return std::nullopt;
}

std::optional<bool> flag_of(const base::JsonValue& value) {
  const auto text = value.text();
  if (text == "true" || text == "True") return true;
  if (text == "false" || text == "False") return false;
  return std::nullopt;
}

std::optional<std::int64_t> cents_of(const base::JsonValue& value) {
  constexpr std::int64_t cents_max = 100'000'000'000;
  std::optional<std::int64_t> cents = value.hundredths();
  if (const auto text = value.text()) {
    const std::size_t point = text->find('.');
    const auto whole = whole_number(text->substr(0, point));
    std::string rest(point == std::string_view::npos ? "00" : text->substr(point + 1));
    if (rest.size() == 1) rest += '0';
    const auto part = whole_number(rest);
    if (!whole || !part || rest.size() != 2 || *whole > cents_max) return std::nullopt;
    cents = *whole * 100 + *part;
  }
  if (!cents || *cents < 0 || *cents > cents_max) return std::nullopt;
  return cents;
}

bool given(const base::JsonValue& body, std::string_view name) {
  const auto value = body.find(name);
  if (!value || value->is(base::JsonKind::null)) return false;
  return value->text() != std::string_view{};
}

std::optional<Refusal> missing(const base::JsonValue& body, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    if (!given(body, name)) return Refusal{400, fmt::format("{} is required", name)};
  return std::nullopt;
}

}  // namespace articulator::simulators::open_dental
