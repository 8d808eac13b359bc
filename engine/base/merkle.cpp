#include "engine/base/merkle.hpp"

#include "engine/base/assert.hpp"

#include <bit>
#include <utility>

#include <openssl/evp.h>

namespace articulator::base {
namespace {

constexpr char leaf_prefix = 0;
constexpr char node_prefix = 1;

// The largest power of two below `size`, which is above 1: where RFC 6962 parts a tree.
std::uint64_t split_of(std::uint64_t size) {
  return std::bit_floor(size - 1);
}

}  // namespace

struct MerkleHasher::Context {
  EVP_MD* sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  EVP_MD_CTX* md = EVP_MD_CTX_new();
  Context() { ART_ASSERT(sha256 != nullptr && md != nullptr); }
  ~Context() {
    EVP_MD_CTX_free(md);
    EVP_MD_free(sha256);
  }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  void begin() { ART_ASSERT(EVP_DigestInit_ex2(md, sha256, nullptr) == 1); }
  void add(const void* bytes, std::size_t count) { ART_ASSERT(EVP_DigestUpdate(md, bytes, count) == 1); }
  Sha256 end() {
    Sha256 out{};
    unsigned size = 0;
    ART_ASSERT(EVP_DigestFinal_ex(md, out.data(), &size) == 1 && size == out.size());
    return out;
  }
};

MerkleHasher::MerkleHasher() : context_(std::make_unique<Context>()) {}
MerkleHasher::~MerkleHasher() = default;
MerkleHasher::MerkleHasher(MerkleHasher&&) noexcept = default;
MerkleHasher& MerkleHasher::operator=(MerkleHasher&&) noexcept = default;

Sha256 MerkleHasher::leaf(std::string_view entry) {
  context_->begin();
  context_->add(&leaf_prefix, 1);
  context_->add(entry.data(), entry.size());
  return context_->end();
}

Sha256 MerkleHasher::node(const Sha256& left, const Sha256& right) {
  context_->begin();
  context_->add(&node_prefix, 1);
  context_->add(left.data(), left.size());
  context_->add(right.data(), right.size());
  return context_->end();
}

Sha256 MerkleHasher::empty_root() {
  context_->begin();
  return context_->end();
}

void MerkleFrontier::append(MerkleHasher& hasher, const Sha256& leaf) {
  Sha256 node = leaf;
  for (std::uint64_t full = size_; (full & 1U) != 0; full >>= 1U) {
    node = hasher.node(peaks_.back(), node);
    peaks_.pop_back();
  }
  peaks_.push_back(node);
  ++size_;
}

Sha256 MerkleFrontier::root(MerkleHasher& hasher) const {
  if (peaks_.empty()) return hasher.empty_root();
  Sha256 root = peaks_.back();
  for (std::size_t n = peaks_.size() - 1; n > 0; --n)
    root = hasher.node(peaks_[n - 1], root);
  return root;
}

MerkleTree::MerkleTree(std::vector<Sha256> leaves) {
  MerkleHasher hasher;
  levels_.push_back(std::move(leaves));
  while (levels_.back().size() > 1) {
    const std::vector<Sha256>& below = levels_.back();
    std::vector<Sha256> level;
    level.reserve((below.size() + 1) / 2);
    for (std::size_t n = 0; n + 1 < below.size(); n += 2)
      level.push_back(hasher.node(below[n], below[n + 1]));
    if (below.size() % 2 != 0) level.push_back(below.back());
    levels_.push_back(std::move(level));
  }
}

Sha256 MerkleTree::root() const {
  return size() == 0 ? MerkleHasher().empty_root() : levels_.back().front();
}

std::vector<Sha256> MerkleTree::inclusion(std::uint64_t index) const {
  ART_ASSERT(index < size());
  std::vector<Sha256> path;
  for (const std::vector<Sha256>& level : levels_) {
    const std::uint64_t sibling = index ^ 1U;
    if (sibling < level.size()) path.push_back(level[sibling]);
    index >>= 1U;
  }
  return path;
}

// A subtree whose first leaf is aligned to its size, or the rest of the tree at its right edge.
const Sha256& MerkleTree::range(std::uint64_t first, std::uint64_t last) const {
  const auto level = static_cast<unsigned>(std::bit_width(last - first - 1));
  return levels_[level][first >> level];
}

std::vector<Sha256> MerkleTree::consistency(std::uint64_t old_size) const {
  ART_ASSERT(old_size <= size());
  std::vector<Sha256> proof;
  if (old_size > 0 && old_size < size()) add_subproof(old_size, 0, size(), true, proof);
  return proof;
}

// SUBPROOF of RFC 9162, section 2.1.4.1, over the leaves [first, last).
void MerkleTree::add_subproof(std::uint64_t old_size, std::uint64_t first, std::uint64_t last, bool known,
                              std::vector<Sha256>& proof) const {
  const std::uint64_t count = last - first;
  if (old_size == count) {
    if (!known) proof.push_back(range(first, last));
    return;
  }
  const std::uint64_t middle = first + split_of(count);
  if (old_size <= middle - first) {
    add_subproof(old_size, first, middle, known, proof);
    proof.push_back(range(middle, last));
  } else {
    add_subproof(old_size - (middle - first), middle, last, false, proof);
    proof.push_back(range(first, middle));
  }
}

namespace {

// The way from a node of a level to the root (RFC 9162, 2.1.3.2 and 2.1.4.2).
struct Climb {
  std::uint64_t node = 0;  // its place in its level
  std::uint64_t last = 0;  // of the level

  [[nodiscard]] bool at_root() const { return last == 0; }
  [[nodiscard]] bool sibling_is_left() const { return (node & 1U) != 0 || node == last; }
  void one_level() {
    node >>= 1U;
    last >>= 1U;
  }
  // To the parent; a node without a sibling stands for its parents as well.
  void up() {
    if (sibling_is_left())
      while ((node & 1U) == 0 && node != 0)
        one_level();
    one_level();
  }
};

}  // namespace

bool verify_inclusion(const Sha256& leaf, std::uint64_t index, std::uint64_t size,
                      const std::vector<Sha256>& path, const Sha256& root) {
  if (index >= size) return false;
  MerkleHasher hasher;
  Climb climb{index, size - 1};
  Sha256 node = leaf;
  for (const Sha256& sibling : path) {
    if (climb.at_root()) return false;
    node = climb.sibling_is_left() ? hasher.node(sibling, node) : hasher.node(node, sibling);
    climb.up();
  }
  return climb.at_root() && node == root;
}

bool verify_consistency(std::uint64_t old_size, const Sha256& old_root, std::uint64_t size,
                        const Sha256& root, const std::vector<Sha256>& proof) {
  if (old_size > size) return false;
  if (old_size == size) return proof.empty() && old_root == root;
  MerkleHasher hasher;
  if (old_size == 0) return proof.empty() && old_root == hasher.empty_root();
  // A complete old tree is a node of the new one, and the proof leaves it out.
  std::size_t next = 0;
  const bool complete = std::has_single_bit(old_size);
  if (!complete && proof.empty()) return false;
  Sha256 old_node = complete ? old_root : proof[next++];
  Sha256 node = old_node;
  Climb climb{old_size - 1, size - 1};
  while ((climb.node & 1U) != 0)
    climb.one_level();
  for (; next < proof.size(); ++next) {
    if (climb.at_root()) return false;
    const Sha256& sibling = proof[next];
    if (climb.sibling_is_left()) old_node = hasher.node(sibling, old_node);
    node = climb.sibling_is_left() ? hasher.node(sibling, node) : hasher.node(node, sibling);
    climb.up();
  }
  return climb.at_root() && old_node == old_root && node == root;
}

}  // namespace articulator::base
