#include "simulators/lab/dentsply_sirona/tokens.hpp"

#include "engine/base/hash.hpp"

namespace articulator::simulators::dentsply_sirona {

std::string Tokens::issue(std::size_t account, base::Instant now) {
  std::erase_if(live_, [now](const auto& row) { return row.second.until <= now; });
  const std::string name =
      std::to_string(seed_) + "/" + std::to_string(account) + "/" + std::to_string(++issued_);
  std::string token = "ds." + base::hex(base::sha256(name)).substr(0, 40);
  live_.insert_or_assign(token, Grant{account, now + base::seconds(token_life_s)});
  return token;
}

std::optional<std::size_t> Tokens::owner(std::string_view token, base::Instant now) const {
  const auto found = live_.find(token);
  if (found == live_.end() || found->second.until <= now) return {};
  return found->second.account;
}

}  // namespace articulator::simulators::dentsply_sirona
