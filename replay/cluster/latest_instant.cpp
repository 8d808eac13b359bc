#include "replay/cluster/latest_instant.hpp"

#include "replay/log/log_event.hpp"

#include <algorithm>
#include <optional>

namespace articulator::replay::cluster {
namespace {

// The instant of a line that looks as logs usually do: its first "time" a member before any object, without
// escapes. Absent: it does not, and must be read whole.
std::optional<base::Instant> apparent_instant(std::string_view line) {
  constexpr std::string_view key = R"("time":")";
  const std::size_t at = line.find(R"("time")");
  if (at == std::string_view::npos || at < 2 || line[at - 1] != ',') return std::nullopt;
  if (!line.starts_with('{') || !line.substr(at).starts_with(key)) return std::nullopt;
  if (line.substr(1, at).find_first_of("{\\") != std::string_view::npos) return std::nullopt;
  const std::size_t begin = at + key.size();
  const auto instant = base::parse_instant(line.substr(begin, line.find('"', begin) - begin));
  return instant ? std::optional(*instant) : std::nullopt;
}

}  // namespace

void LatestInstant::look(std::string_view line) {
  const auto seems = apparent_instant(line);
  if (!seems) {
    const auto event = read_log_event(line, parser_);
    if (event) latest_ = std::max(latest_, event->at);
    return;
  }
  if (*seems <= latest_) return;
  if (used_ == candidates_.size()) candidates_.emplace_back();
  Candidate& candidate = candidates_[used_++];
  candidate.seems = *seems;
  candidate.line = line;
  if (used_ == candidates_max) settle();
}

base::Instant LatestInstant::value() {
  settle();
  return latest_;
}

void LatestInstant::settle() {
  const auto end = candidates_.begin() + static_cast<std::ptrdiff_t>(used_);
  std::sort(candidates_.begin(), end,
            [](const Candidate& a, const Candidate& b) { return a.seems > b.seems; });
  for (auto candidate = candidates_.begin(); candidate != end && candidate->seems > latest_; ++candidate) {
    const auto event = read_log_event(candidate->line, parser_);
    if (event) latest_ = std::max(latest_, event->at);
  }
  used_ = 0;
}

}  // namespace articulator::replay::cluster
