#include "engine/base/http.hpp"

#include <algorithm>
#include <array>

namespace articulator::base {
namespace {

constexpr std::size_t path_usual = 4;  // segments

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (lower(c) >= 'a' && lower(c) <= 'f') return lower(c) - 'a' + 10;
  return -1;
}

// RFC 3986, 2.3.
constexpr std::array<bool, 256> unreserved = [] {
  std::array<bool, 256> plain{};
  for (const char c : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"))
    plain[static_cast<unsigned char>(c)] = true;
  return plain;
}();

std::string unescaped(std::string_view text) {
  if (text.find('%') == std::string_view::npos) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

const std::string* Headers::find(std::string_view name) const {
  for (const Header& header : list)
    if (same_name(header.name, name)) return &header.value;
  return nullptr;
}

void Headers::set(std::string name, std::string value) {
  for (Header& header : list) {
    if (!same_name(header.name, name)) continue;
    header.value = std::move(value);
    return;
  }
  list.push_back({std::move(name), std::move(value)});
}

std::string_view word(CallFailure failure) {
  switch (failure) {
    case CallFailure::refused:
      return "connection refused";
    case CallFailure::reset:
      return "connection reset";
    case CallFailure::timeout:
      return "no answer in time";
    case CallFailure::untrusted:
      return "certificate not trusted";
  }
  return "";
}

const std::string* Target::find(std::string_view key) const {
  for (const auto& [name, value] : query)
    if (name == key) return &value;
  return nullptr;
}

Target parse_target(std::string_view target) {
  Target parsed;
  parsed.path.reserve(path_usual);
  const std::size_t mark = target.find('?');
  std::string_view path = target.substr(0, mark);
  while (!path.empty()) {
    const std::size_t slash = path.find('/');
    const std::string_view segment = path.substr(0, slash);
    if (!segment.empty()) parsed.path.push_back(unescaped(segment));  // a '+' is a space in queries only
    path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
  }
  std::string_view query = mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);
  while (!query.empty()) {
    const std::size_t ampersand = query.find('&');
    const std::string_view pair = query.substr(0, ampersand);
    const std::size_t equals = pair.find('=');
    if (!pair.empty()) {
      const std::string_view value =
          equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
      parsed.query.emplace_back(percent_decode(pair.substr(0, equals)), percent_decode(value));
    }
    query = ampersand == std::string_view::npos ? std::string_view{} : query.substr(ampersand + 1);
  }
  return parsed;
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out(text.size() * 3, '\0');
  std::size_t end = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (unreserved[byte]) {
      out[end++] = c;
      continue;
    }
    out[end++] = '%';
    out[end++] = digits[byte >> 4U];
    out[end++] = digits[byte & 15U];
  }
  out.resize(end);
  return out;
}

std::string percent_decode(std::string_view text) {
  if (text.find('+') == std::string_view::npos) return unescaped(text);
  std::string spaced(text);
  for (char& c : spaced)
    if (c == '+') c = ' ';
  return unescaped(spaced);
}

HttpResponse json_response(int status, std::string body) {
  HttpResponse response{status, {}, std::move(body)};
  response.headers.list.push_back({"Content-Type", "application/json"});
  return response;
}

HttpResponse text_response(int status, std::string body) {
  HttpResponse response{status, {}, std::move(body)};
  response.headers.list.push_back({"Content-Type", "text/plain; charset=utf-8"});
  return response;
}

}  // namespace articulator::base
