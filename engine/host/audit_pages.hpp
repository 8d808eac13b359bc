// What the daemon shows of its audit beside the records themselves, for those who do not take its word:
//
//   GET /v1/audit/checkpoint                the signed tree head (C2SP tlog-checkpoint), as text
//   GET /v1/audit/key                       the public key it is signed with, as text
//   GET /v1/audit/consistency?from=M&to=N   {"from","proof","to"}: that the log of M grew to that of N
//   GET /v1/audit/export                    the whole log, to verify elsewhere (engine/audit/export.hpp)
//
// Signing is here and not in the engine, whose steps must come out the same anywhere, with no key in reach.
#pragma once

#include "engine/audit/publisher.hpp"
#include "engine/base/http.hpp"

#include <optional>

namespace articulator::host {

class AuditPages {
 public:
  // Without a key all but the records is refused (409).
  explicit AuditPages(std::optional<audit::SigningKey> key);

  // Of one log, which only grows. Empty: none of these pages.
  std::optional<base::HttpResponse> answer(const base::HttpRequest& request, const audit::Log& log,
                                           base::Instant now);

 private:
  std::optional<audit::Publisher> publisher_;
};

}  // namespace articulator::host
