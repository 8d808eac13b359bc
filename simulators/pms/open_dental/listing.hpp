// GET of several rows: filters by foreign key (several: all must hold), one page, rows in the order of their
// keys.
#pragma once

#include "simulators/pms/open_dental/columns.hpp"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::simulators::open_dental {

// A query parameter that names a row. Which of the table's indexes finds it; `no_key`: none.
inline constexpr std::size_t no_key = static_cast<std::size_t>(-1);

template <typename Row>
struct Filter {
  std::string_view name;
  std::int64_t Row::* member;
  Reference reference;
  std::size_t key = no_key;
};

// `DateTStamp`: rows "altered after" the time given, or "on or after" it where the vendor's page says so.
enum class Since : std::uint8_t { not_offered, after, on_or_after };

// Narrows the rows of a table step by step, the cheapest way first, so that a look-up by key touches only its
// rows.
template <typename Row>
class Selection {
 public:
  explicit Selection(const Table<Row>& table) : table_(table) {}

  std::optional<Refusal> filter(const Office& office, const Call& call,
                                std::initializer_list<Filter<Row>> filters) {
    for (const Filter<Row>& filter : filters) {
      const auto wanted = number_parameter(call, filter.name);
      if (!wanted) return wanted.error();
      if (!*wanted) continue;
      if (auto refusal = check_reference(office, filter.reference, **wanted)) return refusal;
      if (!rows_ && filter.key != no_key) {
        rows_ = Office::rows_of(table_, table_.with(filter.key, **wanted));
        continue;
      }
      keep([&](const Row& row) { return row.*filter.member == **wanted; });
    }
    return std::nullopt;
  }

  std::optional<Refusal> changed(const Office& office, const Call& call, Since since) {
    const auto time = time_parameter(call, "DateTStamp");
    if (!time) return time.error();
    if (!*time || since == Since::not_offered) return std::nullopt;
    base::Instant from = (*time)->empty() ? long_ago : instant_of(**time, office.config.zone);
    if (since == Since::after) from = from + base::seconds(1);
    if (!rows_) {
      rows_ = Office::rows_of(table_, table_.changed_since(from));
      return std::nullopt;
    }
    keep([&](const Row& row) { return row.stamp >= from; });
    return std::nullopt;
  }

  template <typename Predicate>
  void keep(Predicate predicate) {
    if (rows_) {
      std::erase_if(*rows_, [&](const Row* row) { return !predicate(*row); });
      return;
    }
    rows_.emplace();
    for (const Row& row : table_.rows())
      if (predicate(row)) rows_->push_back(&row);
  }

  // The page that the call asks for.
  [[nodiscard]] std::vector<const Row*> page(const Call& call) const {
    std::vector<const Row*> page;
    const std::size_t count = rows_ ? rows_->size() : table_.rows().size();
    for (std::size_t i = call.offset; i < count && page.size() < call.limit; ++i)
      page.push_back(rows_ ? (*rows_)[i] : &table_.rows()[i]);
    return page;
  }

  [[nodiscard]] std::vector<const Row*> all() const {
    if (rows_) return *rows_;
    std::vector<const Row*> rows;
    for (const Row& row : table_.rows())
      rows.push_back(&row);
    return rows;
  }

 private:
  const Table<Row>& table_;
  std::optional<std::vector<const Row*>> rows_;  // none: all rows still
};

template <typename Row, std::size_t N>
base::HttpResponse list_answer(const std::array<Column<Row>, N>& columns, const std::vector<const Row*>& rows,
                               const Rendering& rendering) {
  std::string json;
  json.reserve(2 + rows.size() * 900);
  base::JsonWriter writer(json);
  writer.begin_array();
  for (const Row* row : rows)
    write_row(writer, columns, *row, rendering);
  writer.end_array();
  return ok(std::move(json));
}

}  // namespace articulator::simulators::open_dental
