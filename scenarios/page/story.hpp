// Story: a journal as rows and lanes, what a sequence diagram draws.
//
//   Story story = read_story(journal);
//   story.lanes        // "people", "open-dental", "engine", "glidewell", "patient"
//   story.rows[0]      // 09:00:30 engine to open-dental: GET /api/v1/labcases -> 200
#pragma once

#include "engine/base/instant.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::page {

enum class RowKind : std::uint8_t {
  message,  // a request and its answer
  fact,     // what one of them did or decided
  folded    // several questions for news, one after another
};

struct Row {
  RowKind kind = RowKind::message;
  bool wire = false;  // an HTTP message, or several
  base::Instant at;
  std::string clock;     // "14:00:30", UTC; with the day where it is another than that of the row before
  std::size_t from = 0;  // lanes, in Story::lanes
  std::size_t to = 0;
  std::string from_name;
  std::string to_name;
  std::string text;   // one line
  std::string asked;  // the body, or the fact's data
  std::string answered;
  std::string fault;  // what the network did to it; empty: nothing
};

struct Story {
  std::vector<std::string> lanes;
  std::vector<Row> rows;
};

Story read_story(std::string_view journal);

}  // namespace articulator::page
