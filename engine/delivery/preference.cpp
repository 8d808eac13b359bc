#include "engine/delivery/preference.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace articulator::delivery {
namespace {

constexpr int noon = 12 * 60;
constexpr std::uint8_t all_week = 0b1111111;

using Words = std::vector<std::string>;

// Lower-case words and numbers, sentence by sentence.
std::vector<Words> sentences_of(std::string_view text) {
  std::vector<Words> sentences(1);
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) sentences.back().push_back(std::move(word));
    word.clear();
  };
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'Z';
    const char low = upper ? static_cast<char>(c - 'A' + 'a') : c;
    const bool in_word =
        (low >= 'a' && low <= 'z') || (low >= '0' && low <= '9') || low == '\'' || low == ':';
    if (in_word) {
      word += low;
      continue;
    }
    end_word();
    if ((c == '.' || c == ';' || c == '!' || c == '\n') && !sentences.back().empty())
      sentences.emplace_back();
  }
  end_word();
  return sentences;
}

bool is_any(std::string_view word, std::initializer_list<std::string_view> of) {
  return std::ranges::find(of, word) != of.end();
}

// "monday", "mondays", "mon"
std::optional<int> day_of(std::string_view word) {
  constexpr std::array<std::string_view, 7> days{"monday", "tuesday",  "wednesday", "thursday",
                                                 "friday", "saturday", "sunday"};
  for (std::size_t n = 0; n < days.size(); ++n) {
    const std::string_view day = days.at(n);
    const bool plural = word.size() == day.size() + 1 && word.starts_with(day) && word.back() == 's';
    if (word == day || plural || word == day.substr(0, 3)) return static_cast<int>(n);
  }
  return std::nullopt;
}

// "3", "3:30", "3pm", followed perhaps by "pm": minutes of the day. An hour before 7 without a word is in the
// afternoon, since nobody is seated at night.
std::optional<int> time_of(std::string_view word, std::string_view next) {
  const bool pm = word.ends_with("pm") || next == "pm";
  const bool am = word.ends_with("am") || next == "am";
  if (word.ends_with("pm") || word.ends_with("am")) word.remove_suffix(2);
  int hour = 0;
  int minute = 0;
  int* part = &hour;
  for (const char c : word) {
    if (c == ':' && part == &hour)
      part = &minute;
    else if (c >= '0' && c <= '9' && *part < 100)
      *part = *part * 10 + (c - '0');
    else
      return std::nullopt;
  }
  if (word.empty() || hour > 23 || minute > 59) return std::nullopt;
  if (hour < 12 && (pm || (!am && hour < 7))) hour += 12;
  return hour * 60 + minute;
}

struct Sentence {
  const Words& words;
  Preference& preference;
  std::uint8_t wanted_days = 0;

  void take(std::size_t n, bool refused) {
    const std::string& word = words[n];
    const auto following = [&](std::size_t by) {
      return n + by < words.size() ? words[n + by] : std::string();
    };
    if (const auto day = day_of(word)) {
      const auto bit = static_cast<std::uint8_t>(1U << static_cast<unsigned>(*day));
      if (refused)
        preference.weekdays = static_cast<std::uint8_t>(preference.weekdays & ~bit);
      else
        wanted_days = static_cast<std::uint8_t>(wanted_days | bit);
    } else if (is_any(word, {"morning", "mornings"})) {
      refused ? not_before(noon) : not_after(noon);
    } else if (is_any(word, {"afternoon", "afternoons"})) {
      refused ? not_after(noon) : not_before(noon);
    } else if (const auto time = time_of(following(1), following(2));
               time && is_any(word, {"after", "before"})) {
      (word == "after") != refused ? not_before(*time) : not_after(*time);
    }
  }
  void not_before(int minute) { preference.from_minute = std::max(preference.from_minute, minute); }
  void not_after(int minute) { preference.to_minute = std::min(preference.to_minute, minute); }
};

void read_sentence(const Words& words, Preference& preference) {
  const bool about_visits = std::ranges::any_of(words, [](const std::string& word) {
    return is_any(word, {"patient", "pt", "appointment", "appointments", "visit", "visits", "appt", "appts"});
  });
  if (!about_visits) return;
  Sentence sentence{words, preference};
  enum class Mood : std::uint8_t { none, wants, refuses } mood = Mood::none;
  for (std::size_t n = 0; n < words.size(); ++n) {
    if (is_any(words[n], {"prefers", "prefer", "preferably", "wants", "only", "likes"})) mood = Mood::wants;
    if (is_any(words[n], {"no", "not", "never", "cannot", "can't", "avoid"})) mood = Mood::refuses;
    if (words[n] == "but") mood = Mood::none;
    if (mood != Mood::none) sentence.take(n, mood == Mood::refuses);
  }
  if (sentence.wanted_days != 0)
    preference.weekdays = static_cast<std::uint8_t>(preference.weekdays & sentence.wanted_days);
}

}  // namespace

bool Preference::allows(const base::LocalTime& start, int minutes) const {
  const int minute = start.ms_of_day / 60'000;
  const bool day = ((weekdays >> static_cast<unsigned>(base::weekday(start.date))) & 1U) != 0;
  return day && minute >= from_minute && minute + minutes <= to_minute;
}

Preference read_preference(std::string_view notes) {
  Preference preference;
  for (const Words& words : sentences_of(notes))
    read_sentence(words, preference);
  // What contradicts itself says nothing.
  if ((preference.weekdays & all_week) == 0 || preference.from_minute >= preference.to_minute) return {};
  return preference;
}

}  // namespace articulator::delivery
