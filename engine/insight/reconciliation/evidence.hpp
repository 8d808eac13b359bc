// Lines that name no case we know, told by what else they say: patient, tooth, date, amount (REC-01).
//
//   for (const Assigned& one : assign_by_evidence(lines, entries, zone)) ...
//
// An assignment: each line and each case at most once, as many as can be, and of those the best evidenced in
// sum. Where two assignments are equally good, the lines that they differ in are a tie, and nobody's to
// guess.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/insight/reconciliation/ledger.hpp"
#include "engine/model/invoice.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace articulator::insight {

// How well a line fits a making of a case. 0: not at all. The patient must be the same, and the tooth where
// the line gives one; then tooth 4, amount 3, date within 3 days of the shipment 2, within 31 days 1. Less
// than `evidence_min` is no evidence.
inline constexpr int evidence_min = 5;
int evidence(const model::BilledLine& line, const Ordered& entry, const base::TimeZone& zone);

// More lines or cases of one patient than this are not taken apart: all of them are ties.
inline constexpr std::size_t alike_max = 24;

struct Assigned {
  const model::BilledLine* line = nullptr;
  std::optional<std::size_t> entry;  // index; empty: none fits, or a tie
  std::vector<std::size_t> tied;     // of a tie, the entries that it may be
};

// One for each line, in their order.
std::vector<Assigned> assign_by_evidence(const std::vector<const model::BilledLine*>& lines,
                                         const std::vector<const Ordered*>& entries,
                                         const base::TimeZone& zone);

}  // namespace articulator::insight
