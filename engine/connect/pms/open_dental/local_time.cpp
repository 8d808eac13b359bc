#include "engine/connect/pms/open_dental/local_time.hpp"

#include <algorithm>
#include <cstdint>

namespace articulator::connect::open_dental {
namespace {

constexpr base::Duration repeated_span = base::hours(4);

int two_digits(std::string_view text) {  // -1: none
  if (text.size() != 2 || text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9') return -1;
  return (text[0] - '0') * 10 + (text[1] - '0');
}

void append_two(std::string& out, int value) {
  out += static_cast<char>('0' + value / 10);
  out += static_cast<char>('0' + value % 10);
}

std::unexpected<base::Error> no_local_time(std::string_view text) {
  return base::failure("", "\"" + std::string(text.substr(0, 40)) + "\" is no local time",
                       "write it like 2024-10-21 14:05:00");
}

}  // namespace

base::Expected<std::optional<base::LocalTime>> read_local(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (text.size() != 10 && text.size() != 19) return no_local_time(text);
  const bool before_1900 = text[0] == '0' || (text[0] == '1' && text[1] < '9');
  const std::string dated =
      before_1900 ? "2000" + std::string(text.substr(4, 6)) : std::string(text.substr(0, 10));
  const auto date = base::parse_date(dated);
  if (!date) return no_local_time(text);
  base::LocalTime time{*date, 0};
  if (text.size() == 19) {
    const int hour = two_digits(text.substr(11, 2));
    const int minute = two_digits(text.substr(14, 2));
    const int second = two_digits(text.substr(17, 2));
    const bool punctuated = (text[10] == ' ' || text[10] == 'T') && text[13] == ':' && text[16] == ':';
    if (!punctuated || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
      return no_local_time(text);
    time.ms_of_day = ((hour * 60 + minute) * 60 + second) * 1000;
  }
  if (before_1900) return std::nullopt;
  return time;
}

std::string format_local(const base::LocalTime& time) {
  std::string text = base::format_date(time.date);
  const int second_of_day = time.ms_of_day / 1000;
  text += ' ';
  append_two(text, second_of_day / 3600);
  text += ':';
  append_two(text, second_of_day / 60 % 60);
  text += ':';
  append_two(text, second_of_day % 60);
  return text;
}

std::string ask_from(const std::string& last_stamp, base::Instant asked, base::Instant now,
                     const base::TimeZone& zone) {
  const bool went_back = zone.offset(now) < zone.offset(asked - repeated_span);
  if (!went_back) return last_stamp;
  return std::min(last_stamp, format_local(zone.local(asked - repeated_span)));
}

bool is_older(const std::string& stamp, const std::string& other, base::Instant now,
              const base::TimeZone& zone) {
  if (stamp.empty() || stamp >= other) return false;
  const bool stamps_repeat = zone.offset(now) < zone.offset(now - repeated_span);
  return !stamps_repeat;
}

}  // namespace articulator::connect::open_dental
