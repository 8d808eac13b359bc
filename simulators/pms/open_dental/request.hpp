// One API call as its resource sees it, and the answers that resources give.
#pragma once

#include "engine/base/http.hpp"
#include "engine/base/json_reader.hpp"
#include "simulators/pms/open_dental/local_time.hpp"
#include "simulators/pms/open_dental/office.hpp"
#include "simulators/world/simulator.hpp"

#include <cstdint>
#include <expected>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::simulators::open_dental {

// Why a call is not done. The body is the bare sentence: no error envelope is documented (DOMAIN.md 1.2).
struct Refusal {
  int status = 400;
  std::string sentence;
};

template <typename T>
using Outcome = std::expected<T, Refusal>;

[[nodiscard]] inline std::unexpected<Refusal> refused(int status, std::string sentence) {
  return std::unexpected(Refusal{status, std::move(sentence)});
}
[[nodiscard]] inline std::unexpected<Refusal> bad(std::string sentence) {
  return refused(400, std::move(sentence));
}
[[nodiscard]] inline std::unexpected<Refusal> not_found(std::string_view what) {
  return refused(404, std::string(what) + " not found");
}

struct Call {
  const base::Target& target;
  base::JsonValue body;     // an object for POST and PUT
  std::int64_t number = 0;  // in the path: the row
  std::size_t limit = 100;  // rows a page
  std::size_t offset = 0;
  const std::string* date_pattern = nullptr;       // DateFormatString
  const std::string* date_time_pattern = nullptr;  // DateTimeFormatString
  world::SimulatorOutputs& out;

  [[nodiscard]] const std::string* query(std::string_view name) const { return target.find(name); }
};

using Answer = Outcome<base::HttpResponse>;

base::HttpResponse ok(std::string json);
base::HttpResponse ok_without_body();
base::HttpResponse created(std::string json);
base::HttpResponse created(std::string json, std::string_view resource,
                           std::int64_t number);  // with a location

// Query parameters. Absent: an empty optional. Refused: unreadable.
Outcome<std::optional<std::int64_t>> number_parameter(const Call& call, std::string_view name);
Outcome<std::optional<LocalDateTime>> time_parameter(const Call& call, std::string_view name);

// `date`, or `dateStart` and `dateEnd`, both inclusive.
struct DateRange {
  std::optional<LocalDateTime> from;
  std::optional<LocalDateTime> to;  // the last day's start
};
Outcome<DateRange> date_range(const Call& call);

// Body members. A number may be written as text, as the vendor's samples do.
std::optional<std::int64_t> number_of(const base::JsonValue& value);
std::optional<bool> flag_of(const base::JsonValue& value);
std::optional<std::int64_t> cents_of(const base::JsonValue& value);
bool given(const base::JsonValue& body, std::string_view name);  // present, not null, not ""

// The first of the names that the body does not give: "PatNum is required".
std::optional<Refusal> missing(const base::JsonValue& body, std::initializer_list<std::string_view> names);

std::optional<std::int64_t> whole_number(std::string_view text);  // digits only, within 18

}  // namespace articulator::simulators::open_dental
