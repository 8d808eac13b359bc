#include "replay/scrub/moved_date.hpp"

#include "engine/base/instant.hpp"
#include "engine/model/spelling.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include <fmt/format.h>

namespace articulator::replay {
namespace {

constexpr std::array<std::string_view, 12> months{"january",   "february", "march",    "april",
                                                  "may",       "june",     "july",     "august",
                                                  "september", "october",  "november", "december"};

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

int number(std::string_view text) {
  int value = 0;
  for (const char c : text.substr(0, 8))
    value = value * 10 + (c - '0');
  return value;
}

std::optional<base::Date> date_of(int year, int month, int day) {
  const auto date = base::parse_date(fmt::format("{:04}-{:02}-{:02}", year, month, day));
  return date ? std::optional(*date) : std::nullopt;
}

base::Date nearest(int month, int day, base::Date written, base::Date otherwise) {
  const int year = base::year_month_day(written).year;
  std::optional<base::Date> best;
  for (const int candidate : {year, year + 1, year - 1})
    if (const auto date = date_of(candidate, month, day))
      if (!best || std::abs(*date - written) < std::abs(*best - written)) best = date;
  return best.value_or(otherwise);
}

// Two digits: of this century up to some years ahead, else of the last, as birth dates are.
int full_year(std::string_view text, base::Date written) {
  const int year = number(text);
  if (text.size() > 2) return year;
  return 2000 + year > base::year_month_day(written).year + 5 ? 1900 + year : 2000 + year;
}

// As wide as it was written, with zeros in front where those were.
std::string as_wide(std::string_view before, int value) {
  return before.size() >= 2 && before.front() == '0' ? fmt::format("{:02}", value) : fmt::format("{}", value);
}

std::string year_as(std::string_view before, int year) {
  return before.size() == 2 ? fmt::format("{:02}", year % 100) : fmt::format("{:04}", year);
}

std::vector<std::string_view> parts_of(std::string_view text, char joint) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = text.find(joint);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::optional<std::string> moved_parts(const std::vector<std::string_view>& parts, char joint,
                                       base::Date written, int days) {
  if (parts.size() < 2 || parts.size() > 3 || !std::ranges::all_of(parts, all_digits)) return std::nullopt;
  if (parts.size() == 2) {
    if (joint != '/' || parts[0].size() > 2 || parts[1].size() > 2) return std::nullopt;
    const int month = number(parts[0]);
    const int day = number(parts[1]);
    if (month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    const auto moved = base::year_month_day(nearest(month, day, written, written) + days);
    return as_wide(parts[0], moved.month) + joint + as_wide(parts[1], moved.day);
  }
  if (parts[0].size() == 4) {
    const auto date = date_of(number(parts[0]), number(parts[1]), number(parts[2]));
    if (!date) return std::nullopt;
    const auto moved = base::year_month_day(*date + days);
    return fmt::format("{:04}{}{}{}{}", moved.year, joint, as_wide(parts[1], moved.month), joint,
                       as_wide(parts[2], moved.day));
  }
  if ((parts[2].size() != 4 && parts[2].size() != 2) || parts[0].size() > 2 || parts[1].size() > 2)
    return std::nullopt;
  const int year = full_year(parts[2], written);
  const bool month_first = date_of(year, number(parts[0]), number(parts[1])).has_value();
  const auto date = month_first ? date_of(year, number(parts[0]), number(parts[1]))
                                : date_of(year, number(parts[1]), number(parts[0]));
  if (!date) return std::nullopt;
  const auto moved = base::year_month_day(*date + days);
  return as_wide(parts[0], month_first ? moved.month : moved.day) + joint +
         as_wide(parts[1], month_first ? moved.day : moved.month) + joint + year_as(parts[2], moved.year);
}

}  // namespace

std::optional<std::string> moved_date(std::string_view text, base::Date written, int days) {
  if (text.size() == 8 && all_digits(text)) {
    const auto date = date_of(number(text.substr(0, 4)), number(text.substr(4, 2)), number(text.substr(6)));
    if (!date) return std::nullopt;
    const auto moved = base::year_month_day(*date + days);
    return fmt::format("{:04}{:02}{:02}", moved.year, moved.month, moved.day);
  }
  if (text.size() > 10 && text.find('T') == 10)
    if (const auto instant = base::parse_instant(text))
      return base::format_instant(*instant + base::days(days));
  for (const char joint : {'/', '-', '.'})
    if (text.find(joint) != std::string_view::npos)
      if (auto moved = moved_parts(parts_of(text, joint), joint, written, days)) return moved;
  return std::nullopt;
}

int month_named(std::string_view folded) {
  if (folded == "sept") return 9;
  for (std::size_t n = 0; n < months.size(); ++n)
    if (folded == months[n] || folded == months[n].substr(0, 3)) return static_cast<int>(n) + 1;
  return 0;
}

NamedDate moved_named_date(std::string_view month, int day, std::optional<int> year, base::Date written,
                           int days) {
  std::string folded;
  for (const char c : month)
    folded += model::lower_case(c);
  const int number_of_month = month_named(folded);
  const auto date = year ? date_of(*year, number_of_month, day).value_or(written)
                         : nearest(number_of_month, day, written, written);
  const auto moved = base::year_month_day(date + days);
  const std::string_view name = months[static_cast<std::size_t>(moved.month) - 1];
  NamedDate named{std::string(month.size() > 4 ? name : name.substr(0, 3)), fmt::format("{}", moved.day),
                  fmt::format("{}", moved.year)};
  if (month.front() != folded.front()) named.month.front() = model::upper_case(named.month.front());
  return named;
}

}  // namespace articulator::replay
