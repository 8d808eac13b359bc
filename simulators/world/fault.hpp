// Faults of the network: what may become of a message, by script and by seed.
//
//   FaultPlan plan(seed);
//   plan.add({.kind = FaultKind::lost_answer, .to = "glidewell", .method = "POST", .path = "/v1/orders",
//   .times = 1}); plan.set_rates({.per_mille = {...}}); Fate fate = plan.decide(call, "engine", "glidewell",
//   request, now);
//
// A scripted fault strikes the first messages that fit it; a seeded one strikes by a draw on (seed, call), so
// that another message more or less changes nothing for the rest.
#pragma once

#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/words.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::world {

enum class FaultKind : std::uint8_t {
  lost_request,  // never arrives; the sender waits in vain
  lost_answer,   // arrives and is acted upon; the answer never comes back
  latency,       // arrives late, but is answered
  server_error,  // a 5xx before anything is done
  too_many,      // 429 with Retry-After, before anything is done
  reset,         // the connection breaks after the request was acted upon
  duplicate,     // arrives twice
  outage,        // nothing listens: refused, for a while
  untrusted,     // shows a certificate that is not to be trusted, for a while: nothing arrives
  truncated,     // acted upon; the answer's body stops in the middle, and nothing else says so
  malformed      // acted upon; something in between puts a page of its own into the answer
};
inline constexpr std::array<base::Word<FaultKind>, 11> fault_words{{{FaultKind::lost_request, "lost_request"},
                                                                    {FaultKind::lost_answer, "lost_answer"},
                                                                    {FaultKind::latency, "latency"},
                                                                    {FaultKind::server_error, "server_error"},
                                                                    {FaultKind::too_many, "too_many"},
                                                                    {FaultKind::reset, "reset"},
                                                                    {FaultKind::duplicate, "duplicate"},
                                                                    {FaultKind::outage, "outage"},
                                                                    {FaultKind::untrusted, "untrusted"},
                                                                    {FaultKind::truncated, "truncated"},
                                                                    {FaultKind::malformed, "malformed"}}};

// What is wrong with a certificate: over real sockets such a one is shown.
enum class Certificate : std::uint8_t { good, expired, wrong_host, unknown_issuer };
inline constexpr std::array<base::Word<Certificate>, 4> certificate_words{
    {{Certificate::good, "good"},
     {Certificate::expired, "expired"},
     {Certificate::wrong_host, "wrong_host"},
     {Certificate::unknown_issuer, "unknown_issuer"}}};

struct Fault {
  FaultKind kind = FaultKind::lost_request;
  std::string to{};                // the receiving node; empty: any
  std::string method{};            // empty: any
  std::string path{};              // prefix of the target; empty: any
  std::string body_has{};          // a text that the body must hold; empty: any
  base::Instant from{};            // strikes from here ...
  base::Instant until{INT64_MAX};  // ... up to, not including
  int skip = 0;                    // this many fitting messages pass unharmed first
  int times = 1;     // then this many are struck; an outage and a certificate strike all that come
  int status = 503;  // server_error
  base::Duration delay{30'000};                    // latency; Retry-After of too_many
  Certificate certificate = Certificate::expired;  // untrusted
  friend bool operator==(const Fault&, const Fault&) = default;
};

// Chances in a thousand for each kind, in the order of FaultKind; `outage` starts one of five minutes.
struct FaultRates {
  std::array<std::uint32_t, fault_words.size()> per_mille{};
  base::Instant until{INT64_MAX};  // faults stop here, so that the end can be judged in peace
  friend bool operator==(const FaultRates&, const FaultRates&) = default;
};

struct Fate {
  std::optional<FaultKind> fault;
  int status = 503;
  base::Duration delay{0};  // extra latency, or the Retry-After
};

// What the network says itself, before anything is done: an error of 5xx, or 429 with Retry-After. Empty: the
// fault, if any, is no answer.
std::optional<base::HttpResponse> answer_by_the_network(const Fate& fate);

// The answer as the sender of the request gets it: `truncated` and `malformed` spoil its body.
base::HttpResponse on_the_way_back(std::optional<FaultKind> fault, base::HttpResponse response);

class FaultPlan {
 public:
  explicit FaultPlan(std::uint64_t seed = 0) : seed_(seed) {}

  void add(Fault fault) { scripted_.push_back({std::move(fault), 0}); }
  void set_rates(const FaultRates& rates) { rates_ = rates; }

  // `call` numbers the messages of a run. Changes the counts of scripted faults.
  Fate decide(std::uint64_t call, std::string_view to, const base::HttpRequest& request, base::Instant now);

  // What `to` shows to who connects now.
  [[nodiscard]] Certificate certificate_of(std::string_view to, base::Instant now) const;

  [[nodiscard]] std::uint64_t struck() const { return struck_; }

 private:
  struct Scripted {
    Fault fault;
    int seen = 0;
  };
  struct Outage {
    std::string to;
    base::Instant until;
  };

  std::optional<Fate> by_script(std::string_view to, const base::HttpRequest& request, base::Instant now);
  std::optional<Fate> by_seed(std::uint64_t call, std::string_view to, base::Instant now);

  std::uint64_t seed_;
  FaultRates rates_;
  std::vector<Scripted> scripted_;
  std::vector<Outage> outages_;
  std::uint64_t struck_ = 0;
};

}  // namespace articulator::world
