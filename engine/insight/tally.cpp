#include "engine/insight/tally.hpp"

#include "engine/base/words.hpp"

#include <fmt/format.h>

namespace articulator::insight {
namespace {

constexpr std::array<base::Word<Dimension>, dimensions.size()> dimension_words{{
    {Dimension::practice, "practice"},
    {Dimension::lab, "lab"},
    {Dimension::restoration, "restoration"},
    {Dimension::material, "material"},
    {Dimension::prescriber, "prescriber"},
    {Dimension::month, "month"},
}};

std::string text_of(const Key& key, Dimension dimension) {
  switch (dimension) {
    case Dimension::practice:
      return key.practice.text;
    case Dimension::lab:
      return key.lab.text;
    case Dimension::restoration:
      return key.restoration;
    case Dimension::material:
      return key.material;
    case Dimension::prescriber:
      return key.practice.text + "/" + key.prescriber.text;
    case Dimension::month:
      return format_month(key.month);
  }
  return {};
}

}  // namespace

Month month_of(base::Date date) {
  const base::YearMonthDay day = base::year_month_day(date);
  return {day.year * 12 + day.month - 1};
}

std::string format_month(Month month) {
  return fmt::format("{:04}-{:02}", month.since_year_zero / 12, month.since_year_zero % 12 + 1);
}

base::Cents Tally::cost_per_unit() const {
  if (costed_units == 0) return {};
  return {(2 * spend.cents + costed_units) / (2 * costed_units)};
}

void merge(Tally& into, const Tally& from) {
  into.cases += from.cases;
  into.ordered += from.ordered;
  into.delivered += from.delivered;
  into.cancelled += from.cancelled;
  into.turnaround.merge(from.turnaround);
  into.on_time_judged += from.on_time_judged;
  into.on_time += from.on_time;
  into.remade += from.remade;
  for (const auto& [cause, count] : from.remake_causes)
    into.remake_causes[cause] += count;
  into.callbacks += from.callbacks;
  into.costed_units += from.costed_units;
  into.spend = into.spend + from.spend;
}

void merge(Table& into, const Table& from) {
  for (const auto& [key, tally] : from)
    merge(into[key], tally);
}

std::string_view word(Dimension dimension) {
  return base::word_of(dimension_words, dimension);
}

std::map<std::string, Tally> by(const Table& table, Dimension dimension) {
  std::map<std::string, Tally> groups;
  for (const auto& [key, tally] : table)
    merge(groups[text_of(key, dimension)], tally);
  return groups;
}

std::map<std::string, Tally> by(const Table& table, Dimension dimension, Dimension second) {
  std::map<std::string, Tally> groups;
  for (const auto& [key, tally] : table)
    merge(groups[text_of(key, dimension) + " " + text_of(key, second)], tally);
  return groups;
}

Tally whole(const Table& table) {
  Tally sum;
  for (const auto& [key, tally] : table)
    merge(sum, tally);
  return sum;
}

}  // namespace articulator::insight
