#include "engine/connect/channel/email/mime.hpp"

#include "engine/base/calendar.hpp"
#include "engine/base/hash.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace articulator::connect::email {
namespace {

constexpr std::size_t line_chars = 76;
constexpr std::size_t address_chars_max = 254;  // RFC 5321, 4.5.3.1.3
constexpr std::size_t subject_chars_max = 200;

constexpr std::array<std::string_view, 7> weekdays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string date_of(base::Instant at) {
  const base::LocalTime utc = base::TimeZone().local(at);
  const base::YearMonthDay date = base::year_month_day(utc.date);
  const std::int32_t seconds = utc.ms_of_day / 1000;
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000",
                     weekdays[static_cast<std::size_t>(base::weekday(utc.date))], date.day,
                     months[static_cast<std::size_t>(date.month - 1)], date.year, seconds / 3600,
                     seconds / 60 % 60, seconds % 60);
}

// Nothing in a header may end its line.
std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= ' ' && c != 0x7F) out += c;
  return out;
}

std::string subject_of(std::string_view text) {
  const std::string line = one_line(text).substr(0, subject_chars_max);
  const bool ascii =
      std::all_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return ascii ? line : "=?UTF-8?B?" + base::base64_encode(line) + "?=";
}

void append_base64(std::string& out, std::string_view content) {
  const std::string text = base::base64_encode(content);
  for (std::size_t at = 0; at < text.size(); at += line_chars)
    out.append(text, at, line_chars).append("\r\n");
}

}  // namespace

bool is_bare_address(std::string_view text) {
  const std::size_t at = text.find('@');
  if (text.size() > address_chars_max || at == 0 || at == std::string_view::npos || at + 1 == text.size())
    return false;
  return text.find('@', at + 1) == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  std::string_view("@.!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
         });
}

std::string write_mime(const MimeMessage& message) {
  std::string hashed = message.id;
  for (const MimePart& part : message.parts)
    hashed += part.content;
  const std::string boundary = "=_" + base::hex(base::sha256(hashed)).substr(0, 32);
  std::string out;
  out += "Date: " + date_of(message.at) + "\r\n";
  out += "From: " + one_line(message.from) + "\r\n";
  out += "To: " + one_line(message.to) + "\r\n";
  out += "Message-ID: <" + one_line(message.id) + ">\r\n";
  out += "Subject: " + subject_of(message.subject) + "\r\n";
  out += "MIME-Version: 1.0\r\n";
  out += "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n";
  out += "--" + boundary + "\r\nContent-Type: text/plain; charset=utf-8\r\n";
  out += "Content-Transfer-Encoding: base64\r\n\r\n";
  append_base64(out, message.text);
  for (const MimePart& part : message.parts) {
    out += "\r\n--" + boundary + "\r\nContent-Type: " + one_line(part.type) + "\r\n";
    out += "Content-Disposition: attachment; filename=\"" + one_line(part.name) + "\"\r\n";
    out += "Content-Transfer-Encoding: base64\r\n\r\n";
    append_base64(out, part.content);
  }
  out += "\r\n--" + boundary + "--\r\n";
  return out;
}

}  // namespace articulator::connect::email
