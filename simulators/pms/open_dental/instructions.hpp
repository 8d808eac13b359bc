// What a lab prescription looks like inside LabCase.Instructions: free text, an Rx block, a lab block.
//
//   Patient prefers mornings. [Rx] procedure: crown; shade: A2; signed: true [/Rx] [Lab] status: in_design
//   [/Lab]
//
// This is Articulator's convention: LabCase has no columns for tooth, shade or status (README.md). All on one
// line, since line ends come back as spaces; `%`, `;`, `[` and `]` in values are percent-encoded; unknown
// keys are kept.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::simulators::open_dental {

struct Block {
  std::vector<std::pair<std::string, std::string>> entries;  // in their order

  [[nodiscard]] const std::string* find(std::string_view key) const;
  void set(std::string_view key, std::string value);
  void remove(std::string_view key);
};

struct Instructions {
  std::string notes;
  std::optional<Block> rx;
  std::optional<Block> lab;
};

Instructions parse_instructions(std::string_view text);
std::optional<Block> lab_block(std::string_view text);  // that alone
std::string format_instructions(const Instructions& instructions);

std::string on_one_line(std::string_view text);  // each line end is a space

}  // namespace articulator::simulators::open_dental
