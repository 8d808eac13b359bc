// Circuit: the breaker of one peer (RES-01). Calls that fail in a row open it; while it is open nothing is
// tried; after a pause one task is let through as a probe, whose outcome closes it or opens it anew.
#pragma once

#include "engine/base/instant.hpp"

#include <optional>

namespace articulator::workflow {

class Circuit {
 public:
  Circuit(int failures_max, base::Duration pause) : failures_max_(failures_max), pause_(pause) {}

  [[nodiscard]] bool lets_through(base::Instant now) const {
    return !open_until_ || (now >= *open_until_ && !probing_);
  }
  // When it lets a probe through; empty: it is closed, or the probe is under way.
  [[nodiscard]] std::optional<base::Instant> reopens_at() const {
    return probing_ ? std::nullopt : open_until_;
  }

  // True: what has started is the probe.
  bool started() {
    probing_ = open_until_.has_value();
    return probing_;
  }
  // The probe ended without a call.
  void nothing_learned() { probing_ = false; }

  // True: this closed it.
  bool succeeded() {
    const bool was_open = open_until_.has_value();
    open_until_.reset();
    probing_ = false;
    failures_ = 0;
    return was_open;
  }

  // True: this opened it. A failed probe, or a straggler's failure, prolongs the pause.
  bool failed(base::Instant now) {
    const bool was_open = open_until_.has_value();
    probing_ = false;
    if (++failures_ < failures_max_ && !was_open) return false;
    open_until_ = now + pause_;
    return !was_open;
  }

 private:
  int failures_max_;
  base::Duration pause_;
  int failures_ = 0;
  std::optional<base::Instant> open_until_;
  bool probing_ = false;
};

}  // namespace articulator::workflow
