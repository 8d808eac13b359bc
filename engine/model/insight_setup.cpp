#include "engine/model/insight_setup.hpp"

#include "engine/base/calendar.hpp"
#include "engine/base/words.hpp"

#include <numeric>

#include <fmt/format.h>

namespace articulator::model {
namespace {

constexpr std::size_t past_max = 10'000;
constexpr std::size_t labs_max = 20;
constexpr std::size_t durations_max = 1'000;
constexpr std::int64_t cases_max = 1'000'000;
constexpr std::int64_t minutes_max = 10'000'000;
constexpr std::int64_t cents_max = 1'000'000'000'000;

constexpr std::array<base::Word<ScorePart>, score_parts> part_words{{
    {ScorePart::fee, "fee"},
    {ScorePart::turnaround, "turnaround"},
    {ScorePart::on_time, "on_time"},
    {ScorePart::remakes, "remakes"},
    {ScorePart::guideline, "guideline"},
    {ScorePart::insurance, "insurance"},
}};

std::int32_t read_month(base::ObjectReader& in) {
  const auto date = base::parse_date(in.text("month") + "-01");
  if (!date) {
    in.report("month", "is no month", "write it like 2024-10");
    return 0;
  }
  const base::YearMonthDay day = base::year_month_day(*date);
  return day.year * 12 + day.month - 1;
}

void read_turnaround(base::ObjectReader& in, PastFigures& past) {
  std::int64_t measured = 0;
  for (const base::JsonValue& pair : in.elements_or_none("turnaround_minutes")) {
    const std::vector<base::JsonValue> both = pair.elements();
    const auto minutes = both.size() == 2 ? both[0].integer() : std::nullopt;
    const auto count = both.size() == 2 ? both[1].integer() : std::nullopt;
    if (!minutes || !count || *minutes < 0 || *minutes > minutes_max || *count < 0) {
      in.report("turnaround_minutes", "is not a list of minutes and counts", "write [[7200, 12], ...]");
      return;
    }
    measured += *count;
    past.turnaround.emplace_back(*minutes, *count);
    if (measured > past.delivered || past.turnaround.size() > durations_max) {
      in.report("turnaround_minutes", "holds more cases than were delivered, or more than 1,000 durations");
      return;
    }
  }
}

PastFigures read_past(base::ObjectReader& in) {
  PastFigures past;
  past.lab = LabId(in.text("lab"));
  past.restoration = in.text("restoration");
  past.material = in.text("material");
  past.prescriber = PersonId(in.text_or("prescriber", ""));
  past.month = read_month(in);
  past.cases = in.integer("cases", 0, cases_max);
  past.ordered = in.integer_or("ordered", past.cases, 0, past.cases);
  past.delivered = in.integer_or("delivered", past.ordered, 0, past.ordered);
  past.on_time_judged = in.integer_or("on_time_judged", past.delivered, 0, past.delivered);
  past.on_time = in.integer_or("on_time", 0, 0, past.on_time_judged);
  past.remade = in.integer_or("remade", 0, 0, past.delivered);
  past.callbacks = in.integer_or("callbacks", 0, 0, cases_max);
  past.units = in.integer_or("units", 0, 0, cases_max);
  past.spend = {in.integer_or("spend_cents", 0, 0, cents_max)};
  read_turnaround(in, past);
  return past;
}

SelectionSetup read_selection(base::ObjectReader& in) {
  SelectionSetup selection;
  selection.minimum_cases = in.integer_or("minimum_cases", selection.minimum_cases, 1, 1'000);
  if (in.has("weights")) {
    base::ObjectReader weights = in.object("weights");
    for (std::size_t n = 0; n < score_parts; ++n)
      selection.weights[n] =
          weights.integer_or(word(static_cast<ScorePart>(n)), selection.weights[n], 0, 100);
    if (std::accumulate(selection.weights.begin(), selection.weights.end(), std::int64_t{0}) != 100)
      weights.report("", "are not 100 percent together");
    in.report(weights.error());
  }
  const std::vector<base::JsonValue> labs = in.elements_or_none("labs");
  if (labs.size() > labs_max) in.report("labs", "names more than 20 labs");
  for (std::size_t n = 0; n < labs.size() && !in.error(); ++n) {
    auto profile = read_lab_profile(labs[n], fmt::format("{}/labs/{}", in.pointer(), n));
    if (profile)
      selection.labs.push_back(std::make_shared<const LabProfile>(*std::move(profile)));
    else
      in.report(profile.error());
  }
  return selection;
}

}  // namespace

std::string_view word(ScorePart part) {
  return base::word_of(part_words, part);
}

base::Expected<InsightSetup> read_insight_setup(base::JsonValue value, std::string pointer) {
  base::ObjectReader in(value, std::move(pointer));
  InsightSetup setup;
  const std::vector<base::JsonValue> past = in.elements_or_none("past");
  if (past.size() > past_max) in.report("past", "has more than 10,000 rows");
  for (std::size_t n = 0; n < past.size() && !in.error(); ++n) {
    base::ObjectReader row(past[n], fmt::format("{}/past/{}", in.pointer(), n));
    setup.past.push_back(read_past(row));
    in.report(row.error());
  }
  if (in.has("selection")) {
    base::ObjectReader selection = in.object("selection");
    setup.selection = read_selection(selection);
    in.report(selection.error());
  }
  if (const auto inventory = in.value("inventory"); inventory && !in.error()) {
    auto read = read_inventory_setup(*inventory, in.pointer() + "/inventory");
    if (read)
      setup.inventory = *std::move(read);
    else
      in.report(read.error());
  }
  return in.finished(std::move(setup));
}

}  // namespace articulator::model
