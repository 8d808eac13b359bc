// Certificate: what was certified, against what, when, and the verdicts with their evidence; as canonical
// JSON (RFC 8785), signed with Ed25519 (RFC 8032).
//
//   const std::string text = sign_certificate(certificate, &key);     // certificate.json
//   const SignedCertificate read = read_certificate(text).value();
//
// Its body holds nothing that the scenarios, the transcripts, the profile and what the engine claims do not
// give again, but for the two instants of real time; see verification.hpp.
#pragma once

#include "engine/audit/note.hpp"
#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"
#include "scenarios/certificate/judgement.hpp"
#include "scenarios/certificate/kill_table.hpp"
#include "scenarios/certificate/profile.hpp"
#include "scenarios/runner/requirement_table.hpp"
#include "scenarios/runner/scenario.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::certificate {

struct Certificate {
  std::string articulator;  // the version that judged
  std::string library;      // SHA-256 of the scenarios, see Plan
  Profile profile;
  runner::Pair pair;
  std::string engine;  // as it calls itself in GET /v1/capabilities; empty: it does not say
  Claims claims;
  base::Instant begun;  // real time
  base::Instant ended;
  std::vector<Run> runs;
  Judgement judgement;
  KillTable kills;                // what the checks themselves are worth
  std::string time = "lockstep";  // or the rate: "x3600"

  // Of how many of its requirements no mutant shows what their checks are worth.
  [[nodiscard]] std::size_t without_mutant() const;
};

// The body, canonical.
std::string body_of(const Certificate& certificate);

// Body, key and signature. `key`: null leaves it unsigned.
std::string sign_certificate(const Certificate& certificate, const audit::SigningKey* key);

// What stands in a certificate that cannot be had from elsewhere, and what its verdicts are to be compared
// with.
struct SignedCertificate {
  std::string body;  // canonical, as signed
  std::optional<audit::VerifierKey> key;
  bool signature_holds = false;  // by that key

  std::string articulator;
  std::string library;
  std::string profile;
  runner::Pair pair;
  std::string engine;
  Claims claims;
  std::string time;
  base::Instant begun;
  base::Instant ended;
  struct RunLine {
    std::string id;
    std::string digest;      // SHA-256 of the scenario, hex
    std::string verdict;     // "passed", ..., "left out"
    std::string journal;     // SHA-256, hex
    std::string transcript;  // SHA-256, hex
    bool not_come_to = false;
  };
  std::vector<RunLine> runs;
  struct IdLine {
    std::string id;
    std::string verdict;
  };
  std::vector<IdLine> requirements;
};
// Error: no certificate, with what is wrong with it.
base::Expected<SignedCertificate> read_certificate(std::string_view text);

}  // namespace articulator::certificate
