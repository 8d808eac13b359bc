// What an HTTP answer means for the one who asked, where vendors do not differ.
//
//   if (auto failed = failure_of("Glidewell", answer, now)) return *failed;   // 503: worth retrying, after
//   30 s auto body = read_body(parser, answer);                                     // Error: not JSON
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/model/connector.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace articulator::connect {

[[nodiscard]] constexpr bool is_success(int status) {
  return status >= 200 && status < 300;
}

// Empty: 2xx. Worth retrying: 408, 429 and 5xx, with the answer's own Retry-After. All else was understood
// and refused. `error` reads "503 from Glidewell: under maintenance".
std::optional<model::TaskFailed> failure_of(std::string_view peer, const base::HttpResponse& response,
                                            base::Instant now);

// "503 from Glidewell: under maintenance".
std::string describe(std::string_view peer, const base::HttpResponse& response);

// Retry-After (RFC 9110, 10.2.3) in either form, seconds or a date; at most a day, the retry budget of
// RES-01. Empty: none, or none that can be read.
std::optional<base::Duration> retry_after(const base::HttpResponse& response, base::Instant now);

// The body as JSON. Bytes that are no UTF-8 become '?', since one broken name in one row must not hide all
// other rows. Error: not JSON all the same, e.g. a proxy's page or half a body.
base::Expected<base::JsonValue> read_body(base::JsonParser& parser, const base::HttpResponse& response);

// A 2xx whose body cannot be read: worth retrying, since a proxy's page or half a body goes away by itself.
model::TaskFailed unreadable(std::string_view peer, const base::Error& error);

// The same with every byte that is no UTF-8 as '?'.
std::string as_utf8(std::string bytes);

// At most 160 characters of a peer's words for an audit line: printable ASCII, anything else as '?'.
std::string excerpt(std::string_view body);

}  // namespace articulator::connect
