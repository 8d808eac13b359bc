// The lab profile as the lab itself reads it: products, fees, calendar, and its own status words.
//
// An own reading on purpose: the engine reads the same JSON with its own code, so that a mistake in one of
// them shows as a disagreement on the wire.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/error.hpp"
#include "engine/base/money.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::simulators::workshop {

// What a status word stands for, by the profile's `statuses`.
enum class Meaning : std::uint8_t {
  unknown,  // a word that the profile does not have
  received,
  in_design,
  in_fabrication,
  quality_check,
  shipped,
  on_hold,
  cancelled,
};

struct StatusWord {
  std::string word;  // "In Design"
  Meaning meaning = Meaning::unknown;
};

struct Product {
  std::string procedure;  // "crown"
  std::string material;   // "zirconia"
  bool anterior = false;
  bool posterior = false;
  bool shade = false;                // wants a shade
  std::vector<std::string> margins;  // wants one of these; empty: none
  std::vector<std::string> needs;    // attachment kinds
  std::int32_t turnaround_working_days = 0;
  std::int32_t units_max = 0;  // 0: no limit
  base::Cents fee;             // a unit
};

struct Profile {
  std::string lab;   // "glidewell"
  std::string name;  // "Glidewell"
  base::TimeZone zone;
  std::int32_t cutoff_ms_of_day = 0;
  base::WorkingDays days;
  std::int32_t transit_working_days = 0;
  std::string tracking_prefix;
  std::vector<std::string> shades;  // of all its guides, as the guides spell them
  std::vector<std::string> attachment_types;
  std::int64_t attachment_bytes_max = 0;
  std::int32_t warranty_days = 0;
  std::vector<std::string> warranty_causes;  // that a claim may name
  std::vector<Product> products;
  std::vector<StatusWord> line;  // the production line's words in order: received first, shipped last
  StatusWord hold{"On Hold", Meaning::on_hold};
  StatusWord cancelled{"Cancelled", Meaning::cancelled};

  [[nodiscard]] Meaning meaning(std::string_view word) const;
  // The lab's own word for a stage, "in_design": the first of the line that stands for it. Empty: it has
  // none.
  [[nodiscard]] std::optional<std::string> word_for(std::string_view stage) const;
  // Index into `products`, or -1.
  [[nodiscard]] int find_product(std::string_view procedure, std::string_view material) const;
};

// Error: the first thing that is missing or of the wrong kind, with its JSON pointer. What a lab has no need
// of (channels, recommendations) is passed over.
base::Expected<Profile> read_profile(std::string_view json);

}  // namespace articulator::simulators::workshop
