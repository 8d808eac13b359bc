// What a look at the office found, until all of it is handed over: by one poll, or by several that follow
// each other with the same list.
#pragma once

#include "engine/base/instant.hpp"
#include "engine/connect/pms/open_dental/readings.hpp"
#include "engine/connect/pms/open_dental/rows.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace articulator::connect::open_dental {

enum class Closing : std::uint8_t { finished, cancelled };

// One page of the change feed as it came. A page that is byte for byte the one of the last poll needs no look
// at its rows: that is what makes a poll with nothing new cheap.
struct Page {
  std::string body;
  std::size_t rows = 0;
  std::vector<std::int64_t> numbers;  // of the lab cases on it that could be read
};

struct Found {
  base::Instant started;                   // when the list was asked for
  std::vector<std::optional<Page>> pages;  // empty: as at the last poll
  std::vector<std::int64_t> numbers;       // of all lab cases on them
  std::string stamp;                       // the latest on the first page
  std::map<std::int64_t, LabCaseRow> changed;
  std::map<std::int64_t, std::string> complaints;         // of finished cases
  std::vector<std::pair<std::int64_t, Closing>> history;  // over before they were first seen: no events
  std::vector<AppointmentRow> appointments;
  std::string appointments_stamp;
  Readings readings;
  std::size_t cases_read = 0;
  bool swept = false;
};

}  // namespace articulator::connect::open_dental
