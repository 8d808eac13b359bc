// HTTP messages as values: what crosses the wire, in process and over sockets alike.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::base {

struct Header {
  std::string name;
  std::string value;
  friend bool operator==(const Header&, const Header&) = default;
};

// In the order given; names compare without case (RFC 9110, 5.1).
struct Headers {
  std::vector<Header> list;

  [[nodiscard]] const std::string* find(std::string_view name) const;
  void set(std::string name, std::string value);  // replaces
  friend bool operator==(const Headers&, const Headers&) = default;
};

struct HttpRequest {
  std::string method = "GET";
  std::string target = "/";  // path and query, percent-encoded, e.g. "/labcases?PatNum=1"
  Headers headers;
  std::string body;
  friend bool operator==(const HttpRequest&, const HttpRequest&) = default;
};

struct HttpResponse {
  int status = 200;
  Headers headers;
  std::string body;
  friend bool operator==(const HttpResponse&, const HttpResponse&) = default;
};

// Why a call has no response.
enum class CallFailure : std::uint8_t {
  refused,    // no connection
  reset,      // the connection broke
  timeout,    // no answer in time
  untrusted,  // the peer's certificate is not to be trusted, so nothing was said
};
std::string_view word(CallFailure failure);
// Whether the peer may have acted on the request; false: it has certainly not seen it.
constexpr bool is_ambiguous(CallFailure failure) {
  return failure == CallFailure::reset || failure == CallFailure::timeout;
}

// A request target taken apart: path segments and query parameters, percent-decoded.
struct Target {
  std::vector<std::string> path;
  std::vector<std::pair<std::string, std::string>> query;

  [[nodiscard]] const std::string* find(std::string_view key) const;
};
Target parse_target(std::string_view target);

std::string percent_encode(std::string_view text);  // all but RFC 3986 unreserved
std::string percent_decode(std::string_view text);  // '+' is a space; a broken escape stays as it is

HttpResponse json_response(int status, std::string body);
HttpResponse text_response(int status, std::string body);

}  // namespace articulator::base
