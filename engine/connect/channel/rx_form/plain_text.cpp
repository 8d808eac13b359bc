#include "engine/connect/channel/rx_form/plain_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace articulator::connect::rx_form {
namespace {

// The code points of Windows-1252 from 0x80 to 0x9F; 0: none.
constexpr std::array<std::uint16_t, 32> cp1252_high{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// U+0100 to U+017F without their marks.
constexpr std::string_view latin_extended =
    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlL"
    "lLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";
static_assert(latin_extended.size() == 128);

// U+0410 to U+044F, as in passports.
constexpr std::array<std::string_view, 32> cyrillic{
    "A", "B", "V", "G", "D", "E",  "Zh", "Z",  "I",  "I",    "K",  "L", "M", "N", "O",  "P",
    "R", "S", "T", "U", "F", "Kh", "Ts", "Ch", "Sh", "Shch", "Ie", "Y", "",  "E", "Iu", "Ia"};

// U+0391 to U+03A9.
constexpr std::array<std::string_view, 25> greek{"A", "V", "G", "D", "E",  "Z",  "I", "Th", "I",
                                                 "K", "L", "M", "N", "X",  "O",  "P", "R",  "",
                                                 "S", "T", "Y", "F", "Ch", "Ps", "O"};

constexpr std::uint32_t broken = 0xFFFD;

// The next code point; a byte that begins none is `broken`.
std::uint32_t next(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t first = byte(at++);
  if (first < 0x80) return first;
  const std::size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
  if (first < 0xC2 || first > 0xF4 || at + more > text.size()) return broken;
  std::uint32_t point = first & (0x3FU >> more);
  for (std::size_t i = 0; i < more; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80) return broken;
    point = (point << 6U) | (byte(at + i) & 0x3FU);
  }
  at += more;
  return point;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string stand_in(std::uint32_t point) {
  if (point >= 0x0100 && point <= 0x017F) return std::string(1, latin_extended[point - 0x0100]);
  if (point >= 0x0218 && point <= 0x021B) return std::string(1, "SsTt"[point - 0x0218]);
  if (point == 0x0401) return "E";
  if (point == 0x0451) return "e";
  if (point >= 0x0410 && point <= 0x042F) return std::string(cyrillic[point - 0x0410]);
  if (point >= 0x0430 && point <= 0x044F) return lower(cyrillic[point - 0x0430]);
  if (point >= 0x0391 && point <= 0x03A9) return std::string(greek[point - 0x0391]);
  if (point >= 0x03AC && point <= 0x03AF) return std::string(1, "aeii"[point - 0x03AC]);
  if (point >= 0x03CC && point <= 0x03CE) return std::string(1, "oyo"[point - 0x03CC]);
  if (point == 0x03C2) return "s";
  if (point >= 0x03B1 && point <= 0x03C9) return lower(greek[point - 0x03B1]);
  if (point >= 0x0300 && point <= 0x036F) return "";  // a mark of its own, after its letter
  if (point == 0x2212 || point == 0x2010 || point == 0x2011) return "-";
  if (point == 0x00A0 || (point >= 0x2000 && point <= 0x200A) || point == 0x202F) return " ";
  return "?";
}

}  // namespace

PlainText plain_text(std::string_view utf8) {
  PlainText text;
  for (std::size_t at = 0; at < utf8.size();) {
    const std::uint32_t point = next(utf8, at);
    if (point < 0x20 || point == 0x7F) {
      text.bytes += ' ';
      continue;
    }
    if (point < 0x7F || (point > 0xA0 && point <= 0xFF)) {
      text.bytes += static_cast<char>(point);
      continue;
    }
    const auto high = std::find(cp1252_high.begin(), cp1252_high.end(), point);
    if (high != cp1252_high.end()) {
      text.bytes += static_cast<char>(0x80 + (high - cp1252_high.begin()));
      continue;
    }
    const std::string plain = stand_in(point);
    text.altered = text.altered || plain != " ";
    text.bytes += plain;
  }
  return text;
}

}  // namespace articulator::connect::rx_form
