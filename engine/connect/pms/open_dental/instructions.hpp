// The structured blocks that Articulator keeps in a lab case's `Instructions`, since LabCase has no columns
// for them:
//
//   Patient prefers mornings. [Rx] procedure: crown; shade: A2; signed: true; procedures: 12 [/Rx]
//   [Lab] status: in_design; tracking: GLW-3E159E [/Lab]
//
// all on one line, as line ends come back as spaces [D]. The free text is the clinician's, the Rx block the
// practice's, the Lab block the engine's. In values '%', ';', '[' and ']' are percent-encoded.
#pragma once

#include "engine/model/connector.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::connect::open_dental {

using Block = std::map<std::string, std::string, std::less<>>;  // key -> value, decoded

struct Instructions {
  std::string notes;  // the free text around the blocks
  Block rx;           // of equal keys the first; empty: no block
  bool has_lab_block = false;

  [[nodiscard]] const std::string* find(std::string_view key) const;  // in the Rx block
};

// Never fails: whatever is no block is free text, and a block without its end reaches to the next one.
Instructions read_instructions(std::string_view text);

// The numbers of a comma list, "12, 13"; whatever is no number is left out. At most 52.
std::vector<std::int64_t> read_numbers(std::string_view list);

// RMK-01: what the clinician says of delivered work, the Rx block's `feedback`. Empty: nothing.
std::string feedback_in(std::string_view text);

std::string without_lab_block(std::string_view text);

// The same text with this status as its Lab block; every other byte stays.
std::string with_lab_block(std::string_view text, const model::StatusWrite& status);

}  // namespace articulator::connect::open_dental
