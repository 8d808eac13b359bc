// Merkle: the hash tree of an append-only log (RFC 6962, section 2.1; the same in RFC 9162). A leaf is the
// SHA-256 of 0x00 and the entry, an inner node that of 0x01 and its two children, so that neither can be
// taken for the other.
//
//   MerkleHasher hasher;
//   MerkleFrontier log;                                  // the running root, in O(log n) memory
//   log.append(hasher, hasher.leaf(record));
//   Sha256 root = log.root(hasher);
//
//   MerkleTree tree(leaves);                             // all leaf hashes at once: proofs
//   verify_inclusion(leaf, 7, tree.size(), tree.inclusion(7), tree.root());   // true
#pragma once

#include "engine/base/hash.hpp"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace articulator::base {

// One digest context used again and again: a digest made from scratch costs more than hashing a record.
class MerkleHasher {
 public:
  MerkleHasher();
  ~MerkleHasher();
  MerkleHasher(MerkleHasher&&) noexcept;
  MerkleHasher& operator=(MerkleHasher&&) noexcept;

  Sha256 leaf(std::string_view entry);
  Sha256 node(const Sha256& left, const Sha256& right);
  Sha256 empty_root();  // of a log without entries: the hash of nothing

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

// What must be kept of a log to go on with it: the roots of its complete subtrees, largest first.
class MerkleFrontier {
 public:
  void append(MerkleHasher& hasher, const Sha256& leaf);
  [[nodiscard]] Sha256 root(MerkleHasher& hasher) const;
  [[nodiscard]] std::uint64_t size() const { return size_; }

 private:
  std::uint64_t size_ = 0;
  std::vector<Sha256> peaks_;
};

// The whole tree, for proofs. 64 bytes an entry.
class MerkleTree {
 public:
  explicit MerkleTree(std::vector<Sha256> leaves);

  [[nodiscard]] std::uint64_t size() const { return levels_.front().size(); }
  [[nodiscard]] Sha256 root() const;
  [[nodiscard]] const std::vector<Sha256>& leaves() const { return levels_.front(); }
  // The path from the leaf to the root, lowest first. `index` from 0, below the size.
  [[nodiscard]] std::vector<Sha256> inclusion(std::uint64_t index) const;
  // That the tree of the first `old_size` entries is a beginning of this one. `old_size` not above the size.
  [[nodiscard]] std::vector<Sha256> consistency(std::uint64_t old_size) const;

 private:
  void add_subproof(std::uint64_t old_size, std::uint64_t first, std::uint64_t last, bool known,
                    std::vector<Sha256>& proof) const;
  [[nodiscard]] const Sha256& range(std::uint64_t first, std::uint64_t last) const;

  std::vector<std::vector<Sha256>> levels_;  // an odd node at the end of a level goes up as it is
};

// RFC 9162, sections 2.1.3.2 and 2.1.4.2. Any input whatever; false: it proves nothing.
bool verify_inclusion(const Sha256& leaf, std::uint64_t index, std::uint64_t size,
                      const std::vector<Sha256>& path, const Sha256& root);
bool verify_consistency(std::uint64_t old_size, const Sha256& old_root, std::uint64_t size,
                        const Sha256& root, const std::vector<Sha256>& proof);

}  // namespace articulator::base
