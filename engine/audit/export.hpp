// An export: the whole log in one file that verifies on another machine with the public key alone (AUD-03).
// NDJSON, a line each, all canonical JSON (RFC 8785):
//
//   {"action":...,"sequence":1}                                  the records, as GET /v1/audit gives them
//   ...
//   {"block":{"checkpoint":"<signed note>","hashes":"<base64>"}} after every 256 records, and after the last
//   ...
//   {"head":"<signed note>"}                                     the last line
//
// A block holds the leaf hash of each of its records (RFC 6962), 32 bytes apiece, and a signed head of the
// log up to there. Either would do to find a change; together they name it: the signed heads say in which
// block, and hashes that the head vouches for say which record. Who changes a record and its hash alike
// contradicts a signature, and the block that bears it.
#pragma once

#include "engine/audit/note.hpp"
#include "engine/audit/tree_head.hpp"
#include "engine/base/merkle.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace articulator::audit {

constexpr std::uint64_t block_records = 256;

class ExportWriter {
 public:
  // Appends to `out`, which must outlive it.
  ExportWriter(std::string& out, SigningKey key) : out_(out), key_(std::move(key)) {}

  void add(std::string_view record, base::Instant at);  // canonical, without a line end
  void finish(base::Instant now);                       // nothing may follow

 private:
  void end_block();
  [[nodiscard]] TreeHead head(base::Instant at, bool interval);

  std::string& out_;
  SigningKey key_;
  base::MerkleHasher hasher_;
  base::MerkleFrontier log_;
  std::string hashes_;  // of the block under way
  base::Instant last_at_;
};

// What is wrong, and where. `sequence` to `sequence_last` are the records that are meant; 0: none.
struct Flaw {
  enum class Kind : std::uint8_t { changed, dropped, added, swapped, truncated, signature, root, unreadable };
  Kind kind = Kind::unreadable;
  std::uint64_t sequence = 0;
  std::uint64_t sequence_last = 0;
  std::uint64_t line = 0;
  std::string what;  // a sentence
};
std::string_view word(Flaw::Kind kind);

struct Checked {
  std::uint64_t records = 0;  // that hold, up to the flaw if there is one
  TreeHead head;              // where it holds
  std::string note;           // the head, signed
  std::vector<base::Sha256> leaves;
  std::optional<Flaw> flaw;  // the first
};

// Without a key signatures are not looked at: what holds then is only that the file agrees with itself.
// Error: no export at all.
base::Expected<Checked> check_export(std::string_view text, const VerifierKey* key);

}  // namespace articulator::audit
