// What a practice tells about itself for figures, suggestions and stock: the member `insight` of its bench
// description, all of it optional. Without it nothing is suggested from more than what the engine saw itself,
// and nothing is kept in stock.
//
//   "insight": {
//     "past": [{"lab":"northern","restoration":"crown","material":"zirconia","prescriber":"D-1",
//               "month":"2024-09","cases":300,"on_time":290,"remade":6,"turnaround_minutes":[[7200,300]]}],
//     "selection": {"minimum_cases":20,"weights":{"fee":25},"labs":[LAB PROFILE]},
//     "inventory": {...}}                          // see InventorySetup
//
// `past` is what was before the engine: figures as `articulator insight --json` gives them. `labs` are labs
// that the practice works with and the engine has no wire to.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/money.hpp"
#include "engine/model/ids.hpp"
#include "engine/model/inventory_setup.hpp"
#include "engine/model/lab_profile.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::model {

// Only `lab`, `restoration`, `material`, `month` and `cases` must be given. Where not said otherwise, all
// cases were ordered and delivered, all were judged, none was on time, none remade.
struct PastFigures {
  LabId lab;
  std::string restoration;
  std::string material;
  PersonId prescriber;
  std::int32_t month = 0;  // year * 12 + month - 1
  std::int64_t cases = 0;
  std::int64_t ordered = 0;
  std::int64_t delivered = 0;
  std::int64_t on_time_judged = 0;
  std::int64_t on_time = 0;
  std::int64_t remade = 0;
  std::int64_t callbacks = 0;
  std::int64_t units = 0;
  base::Cents spend;
  std::vector<std::pair<std::int64_t, std::int64_t>> turnaround;  // minutes, and how many took so long
};

// The parts of a suggestion's score.
enum class ScorePart : std::uint8_t { fee, turnaround, on_time, remakes, guideline, insurance };
inline constexpr std::size_t score_parts = 6;
std::string_view word(ScorePart part);

struct SelectionSetup {
  // Below so many delivered cases a lab's history counts for no more than that of the worst lab that has them
  // (SEL-02).
  std::int64_t minimum_cases = 20;
  std::array<std::int64_t, score_parts> weights{25, 20, 20, 20, 10, 5};  // percent, by ScorePart
  std::vector<std::shared_ptr<const LabProfile>> labs;
};

struct InsightSetup {
  std::vector<PastFigures> past;
  SelectionSetup selection;
  std::optional<InventorySetup> inventory;  // empty: nothing is kept in stock
};

// Error: a value of another kind or range, with its JSON pointer; more than 10,000 rows of the past or 20
// labs; weights that are not 100 together.
base::Expected<InsightSetup> read_insight_setup(base::JsonValue value, std::string pointer);

}  // namespace articulator::model
