// A database table of the office: rows in the order of their primary key, with indexes by foreign key and by
// the time of the last change.
//
// A row type has `number` (the primary key), `stamp` (DateTStamp), `==`, and `keys()`, the foreign keys that
// it is looked up by. A row is changed by writing a changed copy: `update` compares, and only a real change
// moves the stamp, which is what MySQL's automatic timestamp does and what makes a no-op PUT fire no event.
#pragma once

#include "engine/base/assert.hpp"
#include "engine/base/instant.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace articulator::simulators::open_dental {

// DateTStamp has whole seconds.
constexpr base::Instant whole_second(base::Instant instant) {
  return {instant.ms_since_epoch - (instant.ms_since_epoch % 1000 + 1000) % 1000};
}

template <typename Row>
class Table {
 public:
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }

  [[nodiscard]] const Row* find(std::int64_t number) const {
    const std::size_t at = position(number);
    return at < rows_.size() && rows_[at].number == number ? &rows_[at] : nullptr;
  }

  // The numbers of the rows whose foreign key number `key` (an index into `keys()`) is `value`, rising.
  [[nodiscard]] const std::vector<std::int64_t>& with(std::size_t key, std::int64_t value) const {
    static const std::vector<std::int64_t> none;
    const auto found = by_key_.find({key, value});
    return found == by_key_.end() ? none : found->second;
  }

  // The numbers of the rows changed at `from` or since, rising.
  [[nodiscard]] std::vector<std::int64_t> changed_since(base::Instant from) const {
    std::vector<std::int64_t> numbers;
    for (auto change = first_change(from); change != changes_.end(); ++change) {
      const Row* row = find(change->second);
      if (row != nullptr && row->stamp == change->first) numbers.push_back(change->second);
    }
    std::ranges::sort(numbers);
    const auto repeated = std::ranges::unique(numbers);
    numbers.erase(repeated.begin(), repeated.end());
    return numbers;
  }

  // When the first of the rows still standing that changed at `from` or since did so; `none` if there is
  // none.
  [[nodiscard]] base::Instant first_change_since(base::Instant from, base::Instant none) const {
    for (auto change = first_change(from); change != changes_.end(); ++change) {
      const Row* row = find(change->second);
      if (row != nullptr && row->stamp == change->first) return change->first;
    }
    return none;
  }

  // Adds a row; number 0 takes the next one, as an automatic primary key does.
  const Row& add(Row row, base::Instant now) {
    if (row.number == 0) row.number = rows_.empty() ? 1 : rows_.back().number + 1;
    const std::size_t at = position(row.number);
    ART_ASSERT(at == rows_.size() || rows_[at].number != row.number);
    stamp(row, now);
    for (std::size_t key = 0; key < row.keys().size(); ++key)
      index(key, row.keys()[key], row.number);
    rendered_.insert(rendered_.begin() + static_cast<std::ptrdiff_t>(at), std::string{});
    rows_.insert(rows_.begin() + static_cast<std::ptrdiff_t>(at), std::move(row));
    return rows_[at];
  }

  // Writes the row back. True: something did change, and the stamp with it.
  bool update(Row row, base::Instant now) {
    const std::size_t at = position(row.number);
    ART_ASSERT(at < rows_.size() && rows_[at].number == row.number);
    row.stamp = rows_[at].stamp;
    if (row == rows_[at]) return false;
    for (std::size_t key = 0; key < row.keys().size(); ++key) {
      if (row.keys()[key] == rows_[at].keys()[key]) continue;
      unindex(key, rows_[at].keys()[key], row.number);
      index(key, row.keys()[key], row.number);
    }
    stamp(row, now);
    rows_[at] = std::move(row);
    rendered_[at].clear();
    return true;
  }

  bool remove(std::int64_t number) {
    const std::size_t at = position(number);
    if (at == rows_.size() || rows_[at].number != number) return false;
    for (std::size_t key = 0; key < rows_[at].keys().size(); ++key)
      unindex(key, rows_[at].keys()[key], number);
    rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(at));
    rendered_.erase(rendered_.begin() + static_cast<std::ptrdiff_t>(at));
    return true;
  }

  // A place beside the row for its text as JSON, emptied whenever the row changes: for rows that are read
  // again and again in whole pages and whose text depends on nothing else.
  std::string& rendered(const Row& row) { return rendered_[position(row.number)]; }

 private:
  using Change = std::pair<base::Instant, std::int64_t>;

  [[nodiscard]] std::size_t position(std::int64_t number) const {
    // Numbers mostly run from 1 without a gap.
    const auto guess = static_cast<std::size_t>(number - 1);
    if (number >= 1 && guess < rows_.size() && rows_[guess].number == number) return guess;
    const auto found = std::ranges::lower_bound(rows_, number, {}, &Row::number);
    return static_cast<std::size_t>(found - rows_.begin());
  }

  [[nodiscard]] auto first_change(base::Instant from) const {
    return std::ranges::lower_bound(changes_, from, {}, &Change::first);
  }

  void stamp(Row& row, base::Instant now) {
    row.stamp = whole_second(now);
    if (!changes_.empty() && row.stamp < changes_.back().first) row.stamp = changes_.back().first;
    changes_.emplace_back(row.stamp, row.number);
  }

  void index(std::size_t key, std::int64_t value, std::int64_t number) {
    std::vector<std::int64_t>& numbers = by_key_[{key, value}];
    numbers.insert(std::ranges::lower_bound(numbers, number), number);
  }

  void unindex(std::size_t key, std::int64_t value, std::int64_t number) {
    std::erase(by_key_[{key, value}], number);
  }

  std::vector<Row> rows_;
  std::vector<std::string> rendered_;
  std::map<std::pair<std::size_t, std::int64_t>, std::vector<std::int64_t>> by_key_;
  std::vector<Change> changes_;  // in the order of time; an entry whose row has moved on is stale
};

}  // namespace articulator::simulators::open_dental
