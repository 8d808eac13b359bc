#include "engine/connect/answer.hpp"

#include "engine/base/calendar.hpp"
#include "engine/base/utf8.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace articulator::connect {
namespace {

constexpr std::size_t excerpt_max = 160;

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || value < 0)
    return std::nullopt;
  return value;
}

std::optional<int> month_of(std::string_view name) {
  constexpr std::array<std::string_view, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<int>(found - names.begin()) + 1;
}

std::string two_digits(int value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}

// "Sun, 06 Nov 1994 08:49:37 GMT", the form that RFC 9110 has senders use.
std::optional<base::Instant> http_date(std::string_view text) {
  if (text.size() != 29 || text.substr(25) != " GMT") return std::nullopt;
  const auto day = number(text.substr(5, 2));
  const auto month = month_of(text.substr(8, 3));
  const auto year = number(text.substr(12, 4));
  if (!day || !month || !year) return std::nullopt;
  const auto instant = base::parse_instant(std::to_string(*year) + "-" + two_digits(*month) + "-" +
                                           two_digits(*day) + "T" + std::string(text.substr(17, 8)) + "Z");
  if (!instant) return std::nullopt;
  return *instant;
}

std::size_t utf8_length(std::string_view text) {  // of the first character; 0: none
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0U) != 0x80) return 0;
  const bool overlong = (first == 0xE0 && byte(1) < 0xA0) || (first == 0xF0 && byte(1) < 0x90);
  const bool no_character = (first == 0xED && byte(1) >= 0xA0) || (first == 0xF4 && byte(1) >= 0x90);
  return overlong || no_character ? 0 : length;
}

}  // namespace

std::string as_utf8(std::string whole) {
  if (base::is_utf8(whole)) return whole;
  std::string_view bytes = whole;
  std::string text;
  text.reserve(bytes.size());
  while (!bytes.empty()) {
    const std::size_t length = utf8_length(bytes);
    if (length == 0)
      text += '?';
    else
      text += bytes.substr(0, length);
    bytes.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return text;
}

std::string excerpt(std::string_view body) {
  std::string text;
  for (const char c : body.substr(0, excerpt_max))
    text += c >= ' ' && c <= '~' ? c : '?';
  if (body.size() > excerpt_max) text += "...";
  return text;
}

std::string describe(std::string_view peer, const base::HttpResponse& response) {
  std::string text = std::to_string(response.status) + " from " + std::string(peer);
  if (!response.body.empty()) text += ": " + excerpt(response.body);
  return text;
}

std::optional<base::Duration> retry_after(const base::HttpResponse& response, base::Instant now) {
  const std::string* header = response.headers.find("Retry-After");
  if (header == nullptr) return std::nullopt;
  constexpr base::Duration longest = base::days(1);
  if (const auto seconds = number(*header)) return std::min(base::seconds(*seconds), longest);
  const auto date = http_date(*header);
  if (!date) return std::nullopt;
  return std::clamp(*date - now, base::Duration{0}, longest);
}

std::optional<model::TaskFailed> failure_of(std::string_view peer, const base::HttpResponse& response,
                                            base::Instant now) {
  if (is_success(response.status)) return std::nullopt;
  const bool busy = response.status == 408 || response.status == 429 || response.status >= 500;
  model::TaskFailed failed;
  failed.worth_retrying = busy;
  if (busy) failed.retry_after = retry_after(response, now);
  failed.error = describe(peer, response);
  return failed;
}

base::Expected<base::JsonValue> read_body(base::JsonParser& parser, const base::HttpResponse& response) {
  auto document = parser.parse(response.body);
  if (document) return document;
  if (base::is_utf8(response.body)) return document;
  return parser.parse(as_utf8(response.body));
}

model::TaskFailed unreadable(std::string_view peer, const base::Error& error) {
  return {true, std::nullopt, "an answer of " + std::string(peer) + " cannot be read: " + error.text()};
}

}  // namespace articulator::connect
