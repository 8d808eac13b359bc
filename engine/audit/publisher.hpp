// Publisher: what an engine shows of its audit log to those who do not take its word: signed heads,
// consistency proofs, exports.
//
//   Publisher publisher(key);
//   publisher.checkpoint(engine.audit(), now);           // a signed note
//
// It lives beside the engine, not in it: signing is no part of the deterministic step, and hashing a record
// waits until somebody asks, so that a step pays nothing for it. What is kept is 32 bytes a record.
#pragma once

#include "engine/audit/export.hpp"
#include "engine/audit/record.hpp"

#include <string>
#include <vector>

namespace articulator::audit {

class Publisher {
 public:
  explicit Publisher(SigningKey key) : key_(std::move(key)) {}

  [[nodiscard]] VerifierKey key() const { return verifier_of(key_); }

  // All of one log, which only grows.
  std::string checkpoint(const Log& log, base::Instant now);
  std::string whole_export(const Log& log, base::Instant now);
  // {"from","proof":[base64],"to"}. Error: not 0 <= from <= to <= the log's size.
  base::Expected<std::string> consistency(const Log& log, std::uint64_t from, std::uint64_t to);

 private:
  void catch_up(const Log& log);

  SigningKey key_;
  base::MerkleHasher hasher_;
  base::MerkleFrontier frontier_;
  std::vector<base::Sha256> leaves_;
};

// The key of a bench that was given none, from its seed: a simulated world must come out the same twice. It
// vouches for nothing outside of tests, since anybody can make it.
SigningKey bench_key(std::uint64_t seed);

}  // namespace articulator::audit
