// AuditWitness: somebody outside who takes what an engine shows of its audit and believes none of it: the
// expectation `audit_verifies` (AUD-02, AUD-03).
//
//   AuditWitness witness;
//   auto wrong = witness.look(binding, {"LC-1", "p-01"}, 10, now);    // sentences; empty: all holds
//
// It asks for the records, the signed head, the export and the public key, and then works on these alone:
// every record canonical and numbered, the head signed by the key that it was the first time, and of these
// records and no others, the log grown out of what it was at the last look, the export whole, a changed,
// dropped, added or swapped record in it found and named, and the case's records provable without the others.
#pragma once

#include "engine/audit/case_proof.hpp"
#include "engine/base/error.hpp"
#include "scenarios/runner/engine_binding.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace articulator::runner {

class AuditWitness {
 public:
  // Error: the engine does not answer.
  base::Expected<std::vector<std::string>> look(EngineBinding& engine, const audit::CaseName& of_case,
                                                std::int64_t records_min, base::Instant now);

 private:
  std::optional<audit::VerifierKey> key_;     // of the first look
  std::optional<audit::TreeHead> last_head_;  // of the last
};

}  // namespace articulator::runner
