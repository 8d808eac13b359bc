// Who is signed in: tokens, and when each was last used.
#pragma once

#include "engine/base/hash.hpp"
#include "engine/base/instant.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace articulator::simulators::eaglesoft {

class Sessions {
 public:
  static constexpr base::Duration idle_max = base::minutes(15);

  std::string begin(std::string_view installation, base::Instant now) {
    std::erase_if(used_, [now](const auto& session) { return now - session.second > idle_max; });
    const std::string drawn = base::hex(base::sha256(fmt::format("session {} {}", installation, ++begun_)));
    used_[drawn.substr(0, 32)] = now;
    return drawn.substr(0, 32);
  }

  // False: there is no such session, or it has lapsed.
  bool use(std::string_view token, base::Instant now) {
    const auto found = used_.find(token);
    if (found == used_.end() || now - found->second > idle_max) return false;
    found->second = now;
    return true;
  }

  void end_all() { used_.clear(); }

 private:
  std::map<std::string, base::Instant, std::less<>> used_;
  std::uint64_t begun_ = 0;
};

}  // namespace articulator::simulators::eaglesoft
