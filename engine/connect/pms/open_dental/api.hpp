// Requests to Open Dental as its documentation has them (DOMAIN 1.1, 1.2 [D]), and what its answers mean.
#pragma once

#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/connector.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace articulator::connect::open_dental {

inline constexpr std::string_view peer = "Open Dental";
inline constexpr std::size_t page_rows = 100;  // the hard maximum of the remote mode; a full page: ask again

class Api {
 public:
  explicit Api(const model::PmsAccess& access);

  // `path` after the base path, with its query: "/labcases/7".
  [[nodiscard]] base::HttpRequest get(std::string_view path) const;
  [[nodiscard]] base::HttpRequest put(std::string_view path, std::string body) const;
  [[nodiscard]] base::HttpRequest post(std::string_view path, std::string body) const;

  // A read-only query (apiqueries.html [D]): rows of texts, a page at a time.
  [[nodiscard]] base::HttpRequest query(const std::string& sql, std::size_t offset) const;

 private:
  [[nodiscard]] base::HttpRequest request(std::string_view method, std::string_view path) const;

  std::string base_path_;
  base::Headers headers_;
};

// "/labcases" -> "/labcases?Limit=100&Offset=200"; a path with a query goes on with '&'.
std::string page_of(std::string_view path, std::size_t offset);

// Empty: 2xx. As `connect::failure_of`, and a 400 that speaks of the eConnector or of a timeout is worth
// retrying: the vendor answers so when the office cannot be reached [D].
std::optional<model::TaskFailed> failure_of(const base::HttpResponse& response, base::Instant now);

}  // namespace articulator::connect::open_dental
