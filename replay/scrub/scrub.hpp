// Scrub: a log without who it is about (45 CFR 164.514(b)(2), Safe Harbor), that replays as the log itself.
//
//   auto done = scrub({.log = "log.ndjson.zst", .key = key, .pms = kinds}, [&](std::string_view line) { out
//   << line; });
//
// Of each line there is one in what comes out, so that line numbers stay; those that no reader takes for an
// event are empty. A log is read twice, first for its span and zones, so it must be a file.
#pragma once

#include "engine/base/error.hpp"
#include "replay/scrub/scrub_line.hpp"
#include "replay/scrub/shift.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::replay {

struct ScrubOptions {
  std::string log;           // path
  std::string key;           // at least Pseudonyms::key_bytes_min bytes, known to nobody
  std::optional<int> weeks;  // by which dates move; empty: drawn by the key
  // Kinds of practice management systems, which a source may name ("open-dental"): no names of anybody's.
  std::vector<std::string> pms;
};

struct Scrubbed {
  int weeks = 0;
  ScrubCounts counts;
};

// Each line ends in a line feed. Error: the log cannot be read or holds no event, the key is too short, or no
// move of the dates fits.
base::Expected<Scrubbed> scrub(const ScrubOptions& options,
                               const std::function<void(std::string_view line)>& sink);

}  // namespace articulator::replay
