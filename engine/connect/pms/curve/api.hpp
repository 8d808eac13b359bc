// Requests to Curve, and what its answers mean.
//
// Errors are problem details (RFC 9457), and a list comes by cursors: `{"items":[...],"nextCursor":"..."}`,
// where a last page has none.
#pragma once

#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/connect/flow.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/connector.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace articulator::connect::curve {

inline constexpr std::string_view peer = "Curve";
inline constexpr std::size_t pages_max = 1'000;

class Api {
 public:
  explicit Api(const model::PmsAccess& access);

  // `path` after the base path, with its query: "/lab-cases/lc_0000007".
  [[nodiscard]] base::HttpRequest get(std::string_view path) const;
  [[nodiscard]] base::HttpRequest post(std::string_view path, std::string body) const;
  // Replaces what stands there, if it is still what `etag` was given for (RFC 9110, 13.1.1).
  [[nodiscard]] base::HttpRequest put(std::string_view path, std::string body, const std::string& etag) const;

 private:
  [[nodiscard]] base::HttpRequest request(std::string_view method, std::string_view path) const;

  std::string base_path_;
  std::string key_;
};

// Empty: 2xx. As `connect::failure_of`; `error` has the problem's own words.
std::optional<model::TaskFailed> failure_of(base::JsonParser& parser, const base::HttpResponse& response,
                                            base::Instant now);
std::unexpected<model::TaskFailed> refused(std::string error);

// Members of a row; of another kind or missing: empty, 0.
std::string text_in(const base::JsonValue& row, std::string_view key);
std::int64_t number_in(const base::JsonValue& row, std::string_view key);
std::optional<base::Instant> instant_in(const base::JsonValue& row, std::string_view key);

// "/lab-cases" -> "/lab-cases?limit=100&cursor=..."; a path with a query goes on with '&'. An empty cursor is
// the first page.
std::string page_of(std::string_view path, std::string_view cursor);

// GET, its failure or its JSON: valid until the next parse of that parser.
Flow<Got<base::JsonValue>> fetch(const Api& api, base::JsonParser& parser, Line& line, std::string path);

}  // namespace articulator::connect::curve
