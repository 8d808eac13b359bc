#include "simulators/world/fault.hpp"

#include "engine/base/random.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace articulator::world {
namespace {

bool fits(const Fault& fault, std::string_view to, const base::HttpRequest& request, base::Instant now) {
  return (fault.to.empty() || fault.to == to) && (fault.method.empty() || fault.method == request.method) &&
         std::string_view(request.target).starts_with(fault.path) &&
         (fault.body_has.empty() || request.body.find(fault.body_has) != std::string::npos) &&
         fault.from <= now && now < fault.until;
}

constexpr base::Duration outage_length = base::minutes(5);
constexpr std::int64_t latency_ms_max =
    90'000;  // past a caller's usual 60 s, so that some answers come too late
constexpr std::int64_t retry_after_ms_max = 120'000;

}  // namespace

std::optional<base::HttpResponse> answer_by_the_network(const Fate& fate) {
  if (fate.fault == FaultKind::server_error)
    return base::text_response(fate.status, "The server is not able to answer");
  if (fate.fault != FaultKind::too_many) return std::nullopt;
  base::HttpResponse response = base::text_response(429, "Too many requests");
  response.headers.set("Retry-After", std::to_string((fate.delay.count() + 999) / 1000));
  return response;
}

base::HttpResponse on_the_way_back(std::optional<FaultKind> fault, base::HttpResponse response) {
  if (fault == FaultKind::truncated) response.body.resize(response.body.size() / 2);
  if (fault == FaultKind::malformed) {
    response.body = "<html><body>You are connected.</body></html>";
    response.headers.set("Content-Type", "text/html");
  }
  return response;
}

Fate FaultPlan::decide(std::uint64_t call, std::string_view to, const base::HttpRequest& request,
                       base::Instant now) {
  std::optional<Fate> fate = by_script(to, request, now);
  if (!fate) fate = by_seed(call, to, now);
  if (!fate) return {};
  ++struck_;
  return *fate;
}

Certificate FaultPlan::certificate_of(std::string_view to, base::Instant now) const {
  for (const Scripted& scripted : scripted_) {
    const Fault& fault = scripted.fault;
    if (fault.kind == FaultKind::untrusted && (fault.to.empty() || fault.to == to) && now >= fault.from &&
        now < fault.until)
      return fault.certificate;
  }
  return Certificate::good;
}

std::optional<Fate> FaultPlan::by_script(std::string_view to, const base::HttpRequest& request,
                                         base::Instant now) {
  for (Scripted& scripted : scripted_) {
    const Fault& fault = scripted.fault;
    if (!fits(fault, to, request, now)) continue;
    const int position = scripted.seen++;
    const bool strikes_all = fault.kind == FaultKind::outage || fault.kind == FaultKind::untrusted;
    if (position >= fault.skip && (strikes_all || position < fault.skip + fault.times))
      return Fate{fault.kind, fault.status, fault.delay};
  }
  return std::nullopt;
}

std::optional<Fate> FaultPlan::by_seed(std::uint64_t call, std::string_view to, base::Instant now) {
  if (now >= rates_.until) return std::nullopt;
  const auto down =
      std::find_if(outages_.begin(), outages_.end(), [&](const Outage& o) { return o.to == to; });
  if (down != outages_.end()) {
    if (now < down->until) return Fate{FaultKind::outage, 0, base::Duration{0}};
    outages_.erase(down);
  }
  // One draw decides; a second gives the size.
  std::uint32_t left = base::draw_below(base::draw(seed_, "fault", call), 1000);
  for (std::size_t kind = 0; kind < rates_.per_mille.size(); ++kind) {
    if (left >= rates_.per_mille[kind]) {
      left -= rates_.per_mille[kind];
      continue;
    }
    const std::uint64_t size = base::draw(seed_, "fault size", call);
    Fate fate{static_cast<FaultKind>(kind), 500 + static_cast<int>(base::draw_below(size, 4)),
              base::Duration{0}};
    if (fate.fault == FaultKind::latency)
      fate.delay = base::milliseconds(base::draw_below(size, latency_ms_max));
    if (fate.fault == FaultKind::too_many)
      fate.delay = base::seconds(1 + base::draw_below(size, retry_after_ms_max / 1000));
    if (fate.fault == FaultKind::outage) outages_.push_back({std::string(to), now + outage_length});
    return fate;
  }
  return std::nullopt;
}

}  // namespace articulator::world
