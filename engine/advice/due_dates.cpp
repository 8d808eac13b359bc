#include "engine/advice/mention.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace articulator::advice {
namespace {

using base::Date;

// Before a date, these say that something is due then; the others, that it was something else.
constexpr std::array<std::string_view, 25> due_words{
    "due",   "need",    "needs",    "needed", "by",     "before", "seat", "seats", "seating",
    "seatd", "deliver", "delivery", "insert", "return", "back",   "want", "wants", "wanted",
    "del",   "cement",  "appt",     "deliv",  "until",  "asap",   "b4"};
constexpr std::array<std::string_view, 16> past_words{
    "dob",  "born",   "taken", "scanned", "scan",       "prepped", "prep'd", "seen",
    "last", "called", "since", "from",    "impression", "imp",     "rct",    "pt"};
constexpr std::size_t due_reach = 5;  // tokens between the word and the date

constexpr std::array<std::pair<std::string_view, int>, 24> months{
    {{"jan", 1},  {"january", 1},  {"feb", 2},    {"february", 2},  {"mar", 3},  {"march", 3},
     {"apr", 4},  {"april", 4},    {"may", 5},    {"jun", 6},       {"june", 6}, {"jul", 7},
     {"july", 7}, {"aug", 8},      {"august", 8}, {"sep", 9},       {"sept", 9}, {"september", 9},
     {"oct", 10}, {"october", 10}, {"nov", 11},   {"november", 11}, {"dec", 12}, {"december", 12}}};
constexpr std::array<std::pair<std::string_view, int>, 17> weekdays{{{"mon", 0},
                                                                     {"monday", 0},
                                                                     {"tue", 1},
                                                                     {"tues", 1},
                                                                     {"tuesday", 1},
                                                                     {"wed", 2},
                                                                     {"weds", 2},
                                                                     {"wednesday", 2},
                                                                     {"thu", 3},
                                                                     {"thur", 3},
                                                                     {"thurs", 3},
                                                                     {"thursday", 3},
                                                                     {"fri", 4},
                                                                     {"friday", 4},
                                                                     {"frday", 4},
                                                                     {"sat", 5},
                                                                     {"saturday", 5}}};

template <typename Words>
bool among(const Words& words, std::string_view text) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

template <typename Table>
int number_named(const Table& table, std::string_view text) {
  for (const auto& [name, number] : table)
    if (name == text) return number;
  return -1;
}

struct Found {
  Date date;
  std::size_t end = 0;
  bool by_itself = false;  // says that it is a due date without another word: "in 2 wks"
};

std::optional<Date> date_of(int year, int month, int day) {
  const auto date = base::parse_date(fmt::format("{:04}-{:02}-{:02}", year, month, day));
  return date ? std::optional(*date) : std::nullopt;
}

// Without a year: the one that is nearest to the day of writing.
std::optional<Date> nearest(int month, int day, Date written) {
  const int year = base::year_month_day(written).year;
  std::optional<Date> best;
  for (const int candidate : {year, year + 1, year - 1})
    if (const auto date = date_of(candidate, month, day))
      if (!best || std::abs(*date - written) < std::abs(*best - written)) best = date;
  return best;
}

int year_of(int written) {
  return written < 100 ? 2000 + written : written;
}

int number_at(const Reading& reading, std::size_t at) {
  return at < reading.tokens.size() ? number_of(reading.tokens[at]) : -1;
}

// "11/4", "11/4/24", "2024-11-04"
std::optional<Found> numeric_at(const Reading& reading, std::size_t at, DayWritten& written) {
  const int first = number_at(reading, at);
  const std::string& joint = reading.text(at + 1);
  const int second = number_at(reading, at + 2);
  if (first < 0 || second < 0 || (joint != "/" && joint != "-")) return std::nullopt;
  const bool third = reading.is(at + 3, joint) && number_at(reading, at + 4) >= 0;
  if (third && first > 999) {
    const auto date = date_of(first, second, number_at(reading, at + 4));
    return date ? std::optional(Found{*date, at + 5}) : std::nullopt;
  }
  // "8-9" is a range of teeth, not the ninth of August.
  if (joint == "-" && !third) return std::nullopt;
  const auto date = third ? date_of(year_of(number_at(reading, at + 4)), first, second)
                          : nearest(first, second, written.day());
  return date ? std::optional(Found{*date, at + (third ? 5U : 3U)}) : std::nullopt;
}

int day_at(const Reading& reading, std::size_t at) {
  std::string text = reading.text(at);
  for (const std::string_view ending : {"st", "nd", "rd", "th"})
    if (text.size() > 2 && text.ends_with(ending)) text.resize(text.size() - 2);
  const Token token{text, 0, 0, false};
  const int day = number_of(token);
  return day >= 1 && day <= 31 ? day : -1;
}

// "Nov 4", "4 Nov", "November 4th"
std::optional<Found> named_at(const Reading& reading, std::size_t at, DayWritten& written) {
  for (const bool month_first : {true, false}) {
    const int month = number_named(months, reading.text(month_first ? at : at + 1));
    std::size_t day_place = month_first ? at + 1 : at;
    if (month_first && reading.is(day_place, ".")) ++day_place;
    const int day = day_at(reading, day_place);
    if (month < 0 || day < 0) continue;
    const auto date = nearest(month, day, written.day());
    return date ? std::optional(Found{*date, std::max(day_place, at + 1) + 1}) : std::nullopt;
  }
  return std::nullopt;
}

// "Friday", "next Fri", "tomorrow"
std::optional<Found> weekday_at(const Reading& reading, std::size_t at, DayWritten& written) {
  if (reading.is(at, "tomorrow") || reading.is(at, "tmrw")) return Found{written.day() + 1, at + 1};
  const bool next = reading.is(at, "next");
  const std::size_t place = at + (next ? 1 : 0);
  const int wanted = number_named(weekdays, reading.text(place));
  if (wanted < 0) return std::nullopt;
  const int today = static_cast<int>(base::weekday(written.day()));
  if (next) return Found{written.day() + (7 - today + wanted), place + 1};
  const int ahead = (wanted - today + 6) % 7 + 1;
  return Found{written.day() + ahead, place + 1};
}

// "in 2 wks", "in 10 days", "within a week"
std::optional<Found> span_at(const Reading& reading, std::size_t at, DayWritten& written) {
  if (!reading.is(at, "in") && !reading.is(at, "within")) return std::nullopt;
  const std::string& amount = reading.text(at + 1);
  const int n = amount == "a" || amount == "one" ? 1
                : amount == "two"                ? 2
                : amount == "three"              ? 3
                                                 : number_at(reading, at + 1);
  const std::string& unit = reading.text(at + 2);
  if (n < 1 || n > 90) return std::nullopt;
  if (unit == "wk" || unit == "wks" || unit == "week" || unit == "weeks")
    return Found{written.day() + 7 * n, at + 3, true};
  if (unit == "day" || unit == "days") return Found{written.day() + n, at + 3, true};
  return std::nullopt;
}

std::optional<Found> date_at(const Reading& reading, std::size_t at, DayWritten& written) {
  if (auto found = numeric_at(reading, at, written)) return found;
  if (auto found = named_at(reading, at, written)) return found;
  if (auto found = weekday_at(reading, at, written)) return found;
  return span_at(reading, at, written);
}

bool is_due(const Reading& reading, std::size_t at) {
  for (std::size_t back = 1; back <= due_reach && back <= at; ++back) {
    const Token& token = reading.tokens[at - back];
    if (among(past_words, token.text)) return false;
    if (among(due_words, token.text)) return true;
    if (ends_sentence(token)) return false;
  }
  return false;
}

// "in 2 weeks" of something else: "recall in 6 wks", "moved in 2 days".
bool tells_of_past(const Reading& reading, std::size_t at) {
  for (std::size_t back = 1; back <= due_reach && back <= at; ++back) {
    const Token& token = reading.tokens[at - back];
    if (ends_sentence(token)) return false;
    if (among(past_words, token.text) || token.text == "recall" || token.text == "vacation" ||
        token.text == "moves" || token.text == "f" || token.text == "followup")
      return true;
  }
  return false;
}

}  // namespace

std::vector<Mention> due_dates_in(const Reading& reading, DayWritten& written) {
  std::vector<Mention> found;
  for (std::size_t at = 0; at < reading.tokens.size();) {
    const auto date = date_at(reading, at, written);
    if (!date) {
      ++at;
      continue;
    }
    if (is_due(reading, at) || (date->by_itself && !tells_of_past(reading, at)))
      found.push_back({model::NoteField::due_date, base::format_date(date->date), at, date->end, 920});
    at = date->end;
  }
  return found;
}

}  // namespace articulator::advice
