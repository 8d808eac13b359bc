// OAuth 2 client credentials (RFC 6749, 4.4) and the bearer tokens that come of them (RFC 6750).
//
//   Tokens tokens(seed);
//   tokens.issue(account, now)        // "ds.4f0a...", good for an hour
//   tokens.owner("ds.4f0a...", now)   // the account, or empty: expired, revoked or never issued
//
// Tokens are drawn by (seed, account, number), so the same run has the same ones.
#pragma once

#include "engine/base/instant.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace articulator::simulators::dentsply_sirona {

constexpr std::int64_t token_life_s = 3600;

class Tokens {
 public:
  explicit Tokens(std::uint64_t seed) : seed_(seed) {}

  std::string issue(std::size_t account, base::Instant now);
  [[nodiscard]] std::optional<std::size_t> owner(std::string_view token, base::Instant now) const;
  void revoke_all() { live_.clear(); }

 private:
  struct Grant {
    std::size_t account = 0;
    base::Instant until;  // not included
  };

  std::uint64_t seed_;
  std::uint64_t issued_ = 0;
  std::map<std::string, Grant, std::less<>> live_;
};

}  // namespace articulator::simulators::dentsply_sirona
