// Error: what went wrong in operation, as a value a person can act on.
//
//   base::Expected<Scenario> load(const std::string& path);
//   if (!scenario) std::cerr << scenario.error().text();   // "crown.json:12: key \"steps\" is missing; add
//   ..."
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace articulator::base {

struct Error {
  std::string where;  // file and line, field (JSON pointer), case or peer; may be empty
  std::string what;   // a sentence without a full stop
  std::string to_do;  // what the reader can do about it; may be empty

  // "where: what; to_do", on one line.
  [[nodiscard]] std::string text() const {
    std::string line = where.empty() ? what : where + ": " + what;
    if (!to_do.empty()) line += "; " + to_do;
    return line;
  }
  friend bool operator==(const Error&, const Error&) = default;
};

template <typename T>
using Expected = std::expected<T, Error>;

[[nodiscard]] inline std::unexpected<Error> failure(std::string where, std::string what,
                                                    std::string to_do = {}) {
  return std::unexpected(Error{std::move(where), std::move(what), std::move(to_do)});
}

}  // namespace articulator::base
