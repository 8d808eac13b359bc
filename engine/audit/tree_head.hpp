// TreeHead: what a log was at an instant, in so few words that they can be signed (C2SP tlog-checkpoint v1):
// its origin, how many records it had, and the root of their Merkle tree.
//
//   audit.example
//   1042
//   CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//   time 2024-10-21T14:00:00.000Z
//
// Signed (`sign_note`) it is a checkpoint. The time is an extension line, which other tools pass over; so is
// the line `interval` of the heads that an export carries along the way, so that nobody can cut the export
// off there and pass it for the whole.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/hash.hpp"
#include "engine/base/instant.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace articulator::audit {

struct TreeHead {
  std::string origin;
  std::uint64_t size = 0;
  base::Sha256 root{};
  std::optional<base::Instant> at;  // the engine's time
  bool interval = false;
  friend bool operator==(const TreeHead&, const TreeHead&) = default;
};

std::string write_tree_head(const TreeHead& head);  // a note's text

// Error: not three lines of that shape. Extension lines of others are passed over.
base::Expected<TreeHead> read_tree_head(std::string_view text);

}  // namespace articulator::audit
