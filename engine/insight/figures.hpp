// The figures as JSON, for `GET /v1/insight/analytics` and `articulator insight --json`: a tally, and a table
// by each of its dimensions.
//
//   {"whole": TALLY, "by_lab": [{"lab": "glidewell", ...TALLY}, ...], "by_month": [...], ...,
//    "by_restoration_and_lab": [{"restoration_and_lab": "crown glidewell", ...}]}
//
// TALLY: {"callbacks","cancelled","cases","cost_per_unit_cents","delivered",
//   "on_time":{"high_bp","judged","low_bp","on_time","rate_bp"},"ordered",
//   "remakes":{"causes":{"fit":2},"high_bp","low_bp","rate_bp","remade"},"spend_cents",
//   "turnaround_minutes":{"error_one_in":128,"measured","p50","p90"}}
// `_bp` are basis points, low and high the bounds of the 95 % interval; p50 and p90 are null of none.
#pragma once

#include "engine/base/json_writer.hpp"
#include "engine/insight/tally.hpp"

namespace articulator::insight {

void write_tally_members(base::JsonWriter& out, const Tally& tally);  // inside an object
void write_table_members(base::JsonWriter& out, const Table& table);  // inside an object

}  // namespace articulator::insight
