#include "engine/insight/reconciliation/evidence.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <map>

namespace articulator::insight {
namespace {

constexpr std::int64_t one_more = 1'000;  // another line told weighs more than any evidence

using Weights = std::vector<std::vector<std::int64_t>>;  // by line, by entry; 0: may not be

// The assignment of the greatest weight, by the Hungarian method on a square of costs; what is left over on
// either side is paired with nobody at no cost. Empty: nobody.
struct Solution {
  std::vector<std::optional<std::size_t>> entry_of;  // by line
  std::int64_t weight = 0;
};

Solution best_assignment(const Weights& weights) {
  const std::size_t lines = weights.size();
  const std::size_t entries = weights.front().size();
  const std::size_t n = lines + entries;
  const auto cost = [&](std::size_t row, std::size_t column) -> std::int64_t {
    return row < lines && column < entries ? -weights[row][column] : 0;
  };
  constexpr std::int64_t infinite = std::numeric_limits<std::int64_t>::max() / 4;
  std::vector<std::int64_t> row_price(n + 1, 0);
  std::vector<std::int64_t> column_price(n + 1, 0);
  std::vector<std::size_t> row_of(n + 1, 0);  // by column, from 1; 0: none
  std::vector<std::size_t> way(n + 1, 0);
  for (std::size_t row = 1; row <= n; ++row) {
    row_of[0] = row;
    std::size_t column = 0;
    std::vector<std::int64_t> least(n + 1, infinite);
    std::vector<bool> seen(n + 1, false);
    do {
      seen[column] = true;
      const std::size_t here = row_of[column];
      std::int64_t step = infinite;
      std::size_t next = 0;
      for (std::size_t j = 1; j <= n; ++j) {
        if (seen[j]) continue;
        const std::int64_t reduced = cost(here - 1, j - 1) - row_price[here] - column_price[j];
        if (reduced < least[j]) {
          least[j] = reduced;
          way[j] = column;
        }
        if (least[j] < step) {
          step = least[j];
          next = j;
        }
      }
      for (std::size_t j = 0; j <= n; ++j) {
        if (seen[j]) {
          row_price[row_of[j]] += step;
          column_price[j] -= step;
        } else {
          least[j] -= step;
        }
      }
      column = next;
    } while (row_of[column] != 0);
    do {
      const std::size_t before = way[column];
      row_of[column] = row_of[before];
      column = before;
    } while (column != 0);
  }
  Solution solution;
  solution.entry_of.resize(lines);
  for (std::size_t j = 1; j <= entries; ++j) {
    const std::size_t row = row_of[j];
    if (row == 0 || row > lines || weights[row - 1][j - 1] == 0) continue;
    solution.entry_of[row - 1] = j - 1;
    solution.weight += weights[row - 1][j - 1];
  }
  return solution;
}

// What one patient's lines and cases come to.
void assign_one_patient(const std::vector<std::size_t>& lines, const std::vector<std::size_t>& entries,
                        Weights weights, std::vector<Assigned>& out) {
  const auto tie = [&](std::size_t line) {
    for (std::size_t j = 0; j < entries.size(); ++j)
      if (weights[line][j] > 0) out[lines[line]].tied.push_back(entries[j]);
  };
  if (lines.size() > alike_max || entries.size() > alike_max) {
    for (std::size_t line = 0; line < lines.size(); ++line)
      tie(line);
    return;
  }
  const Solution best = best_assignment(weights);
  for (std::size_t line = 0; line < lines.size(); ++line) {
    // Without this choice, is there another as good? A line left out beside an equal one is in a tie, too.
    const std::optional<std::size_t> chosen = best.entry_of[line];
    const bool possible = std::any_of(weights[line].begin(), weights[line].end(),
                                      [](std::int64_t weight) { return weight > 0; });
    if (!possible) continue;
    Weights without = weights;
    if (chosen) {
      without[line][*chosen] = 0;
    } else {
      for (std::int64_t& weight : without[line])
        if (weight > 0) weight += 1;  // chosen once it is the least bit better
    }
    const Solution other = best_assignment(without);
    const bool tied = chosen ? other.weight == best.weight : other.entry_of[line].has_value();
    if (tied)
      tie(line);
    else if (chosen)
      out[lines[line]].entry = entries[*chosen];
  }
}

}  // namespace

int evidence(const model::BilledLine& line, const Ordered& entry, const base::TimeZone& zone) {
  if (line.patient.empty() || line.patient != entry.patient) return 0;
  int sum = 0;
  if (line.tooth) {
    if (std::find(entry.teeth.begin(), entry.teeth.end(), *line.tooth) == entry.teeth.end()) return 0;
    sum += 4;
  }
  const base::Cents expected = entry.warranty ? base::Cents{} : entry.fee.value_or(base::Cents{-1});
  if (line.amount == expected) sum += 3;
  if (line.date && entry.shipped_at) {
    const int days = std::abs(*line.date - zone.local(*entry.shipped_at).date);
    if (days <= 3)
      sum += 2;
    else if (days <= 31)
      sum += 1;
  }
  return sum >= evidence_min ? sum : 0;
}

std::vector<Assigned> assign_by_evidence(const std::vector<const model::BilledLine*>& lines,
                                         const std::vector<const Ordered*>& entries,
                                         const base::TimeZone& zone) {
  std::vector<Assigned> out(lines.size());
  std::map<model::PatientId, std::vector<std::size_t>> lines_of;
  std::map<model::PatientId, std::vector<std::size_t>> entries_of;
  for (std::size_t n = 0; n < lines.size(); ++n) {
    out[n].line = lines[n];
    if (!lines[n]->patient.empty()) lines_of[lines[n]->patient].push_back(n);
  }
  for (std::size_t n = 0; n < entries.size(); ++n)
    if (lines_of.contains(entries[n]->patient)) entries_of[entries[n]->patient].push_back(n);
  for (const auto& [patient, of_patient] : lines_of) {
    const std::vector<std::size_t>& theirs = entries_of[patient];
    if (theirs.empty()) continue;
    Weights weights(of_patient.size(), std::vector<std::int64_t>(theirs.size(), 0));
    for (std::size_t i = 0; i < of_patient.size(); ++i)
      for (std::size_t j = 0; j < theirs.size(); ++j)
        if (const int sum = evidence(*lines[of_patient[i]], *entries[theirs[j]], zone); sum > 0)
          weights[i][j] = one_more + sum;
    assign_one_patient(of_patient, theirs, std::move(weights), out);
  }
  return out;
}

}  // namespace articulator::insight
