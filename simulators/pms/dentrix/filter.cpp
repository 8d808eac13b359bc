#include "simulators/pms/dentrix/filter.hpp"

#include "engine/base/instant.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace articulator::simulators::dentrix {
namespace {

constexpr std::size_t clauses_max = 20;
constexpr std::size_t values_max = 100;

struct Operator {
  std::string_view text;
  Clause::Is is;
};
constexpr std::array<Operator, 5> operators{{{"==", Clause::Is::equal},
                                             {">=", Clause::Is::at_least},
                                             {"~=", Clause::Is::like},
                                             {"->", Clause::Is::one_of},
                                             {"<", Clause::Is::less}}};

// Instants in milliseconds, whole numbers as they are. Empty: neither, and so without an order.
std::optional<std::int64_t> ordered(std::string_view text) {
  if (const auto instant = base::parse_instant(text)) return instant->ms_since_epoch;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> values;
  while (!list.empty() && values.size() < values_max) {
    const std::size_t comma = std::min(list.find(','), list.size());
    values.emplace_back(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return values;
}

base::Expected<Clause> parse_clause(std::string_view text, std::span<const std::string_view> fields) {
  const std::size_t name_end = text.find_first_of("=<>~-");
  const std::string_view name = text.substr(0, name_end);
  if (std::ranges::find(fields, name) == fields.end())
    return base::failure("filter", "there is no field \"" + std::string(name) + "\" to filter by");
  const std::string_view rest = text.substr(std::min(name_end, text.size()));
  for (const Operator& one : operators) {
    if (!rest.starts_with(one.text)) continue;
    std::string_view value = rest.substr(one.text.size());
    Clause clause{std::string(name), one.is, {}};
    if (one.is != Clause::Is::one_of) {
      clause.values.emplace_back(value);
      const bool wants_order = one.is == Clause::Is::at_least || one.is == Clause::Is::less;
      if (wants_order && !ordered(value))
        return base::failure("filter", "\"" + std::string(value) + "\" is no date-time and no number");
      return clause;
    }
    if (!value.starts_with('[') || !value.ends_with(']'))
      return base::failure("filter", "a list is written in brackets: id->[1,2]");
    clause.values = split(value.substr(1, value.size() - 2));
    return clause;
  }
  return base::failure("filter", "\"" + std::string(text) + "\" has no operator that is known");
}

bool clause_holds(const Clause& clause, const std::string& value) {
  switch (clause.is) {
    case Clause::Is::equal:
      return value == clause.values.front();
    case Clause::Is::at_least:
    case Clause::Is::less: {
      const auto own = ordered(value);
      const auto wanted = ordered(clause.values.front());
      if (!own || !wanted) return false;
      return clause.is == Clause::Is::less ? *own < *wanted : *own >= *wanted;
    }
    case Clause::Is::like:
      return lower(value).find(lower(clause.values.front())) != std::string::npos;
    case Clause::Is::one_of:
      return std::ranges::find(clause.values, value) != clause.values.end();
  }
  return false;
}

}  // namespace

base::Expected<std::vector<Clause>> parse_filter(std::string_view text,
                                                 std::span<const std::string_view> fields) {
  std::vector<Clause> clauses;
  while (!text.empty()) {
    if (clauses.size() == clauses_max) return base::failure("filter", "too many clauses");
    std::size_t end = text.find(',');
    const std::size_t bracket = text.find('[');
    if (bracket < end) end = text.find(',', std::min(text.find(']', bracket), text.size()));
    end = std::min(end, text.size());
    auto clause = parse_clause(text.substr(0, end), fields);
    if (!clause) return std::unexpected(clause.error());
    clauses.push_back(*std::move(clause));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return clauses;
}

bool holds(const std::vector<Clause>& clauses, const Fields& row) {
  return std::ranges::all_of(clauses, [&](const Clause& clause) {
    const auto field = std::ranges::find(row, std::string_view(clause.field), &Fields::value_type::first);
    return field != row.end() && clause_holds(clause, field->second);
  });
}

}  // namespace articulator::simulators::dentrix
