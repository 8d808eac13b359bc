// Sequence diagram: what happened in a run, as a person reads it: who said what to whom, in virtual time, top
// to bottom, each message open to its body, faults marked, and each failure pinned where it was found.
//
//   const std::string html = sequence_diagram(journal, failures, {});
//
// PMS, engine, lab and patient have a lane each; people and the other nodes where they take part. What only
// asks for news and was told none is folded. Plain HTML: an ordered list, `<details>` for what opens; it is
// read in order by a screen reader and worked by keyboard. Wants `sequence_style()` once a page.
#pragma once

#include "scenarios/runner/check_failure.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::page {

struct DiagramOptions {
  std::size_t rows_max = 240;    // the rest is counted, and the last before the first failure are kept
  std::size_t body_max = 4'000;  // characters of a body that are shown
  bool facts_only = false;       // without the messages on the wire
};

// `journal`: NDJSON. Lines that are none are passed over.
std::string sequence_diagram(std::string_view journal, const std::vector<runner::Failure>& as_found,
                             const DiagramOptions& options = {});

// CSS.
std::string_view sequence_style();

}  // namespace articulator::page
