// The vectors of the Certificate Transparency reference implementation (merkle_tree_test.cc), by which
// implementations of RFC 6962 are held to agree.
#include "engine/base/merkle.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

namespace articulator::base {
namespace {

using namespace std::string_literals;

const std::vector<std::string> inputs{""s,
                                      "\x00"s,
                                      "\x10"s,
                                      "\x20\x21"s,
                                      "\x30\x31"s,
                                      "\x40\x41\x42\x43"s,
                                      "\x50\x51\x52\x53\x54\x55\x56\x57"s,
                                      "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"s};

const std::vector<std::string> roots{"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                     "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                     "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                     "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                     "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                     "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                     "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                     "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                     "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

MerkleTree tree_of(std::uint64_t size) {
  MerkleHasher hasher;
  std::vector<Sha256> leaves;
  for (std::uint64_t n = 0; n < size; ++n)
    leaves.push_back(hasher.leaf(n < inputs.size() ? inputs[n] : "entry " + std::to_string(n)));
  return MerkleTree(std::move(leaves));
}

std::vector<std::string> hex_of(const std::vector<Sha256>& hashes) {
  std::vector<std::string> texts;
  for (const Sha256& one : hashes)
    texts.push_back(hex(one));
  return texts;
}

BOOST_AUTO_TEST_SUITE(merkle)

BOOST_AUTO_TEST_CASE(roots_are_those_of_the_reference) {
  MerkleHasher hasher;
  MerkleFrontier frontier;
  for (std::uint64_t size = 0; size <= inputs.size(); ++size) {
    BOOST_TEST(hex(frontier.root(hasher)) == roots[size]);
    BOOST_TEST(hex(tree_of(size).root()) == roots[size]);
    if (size < inputs.size()) frontier.append(hasher, hasher.leaf(inputs[size]));
  }
}

BOOST_AUTO_TEST_CASE(inclusion_paths_are_those_of_the_reference) {
  struct Row {
    std::uint64_t index, size;
    std::vector<std::string> path;
  };
  const std::vector<Row> rows{{0, 1, {}},
                              {0,
                               8,
                               {"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}},
                              {5,
                               8,
                               {"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}},
                              {2, 3, {"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"}},
                              {1,
                               5,
                               {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}}};
  for (const Row& row : rows)
    BOOST_TEST(hex_of(tree_of(row.size).inclusion(row.index)) == row.path, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(consistency_proofs_are_those_of_the_reference) {
  struct Row {
    std::uint64_t old_size, size;
    std::vector<std::string> proof;
  };
  const std::vector<Row> rows{{1, 1, {}},
                              {1,
                               8,
                               {"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}},
                              {6,
                               8,
                               {"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}},
                              {2,
                               5,
                               {"5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}}};
  for (const Row& row : rows)
    BOOST_TEST(hex_of(tree_of(row.size).consistency(row.old_size)) == row.proof,
               boost::test_tools::per_element());
}

constexpr std::uint64_t size_max = 34;  // over two powers of two, and the odd sizes between

BOOST_AUTO_TEST_CASE(every_inclusion_verifies_and_nothing_else_does) {
  for (std::uint64_t size = 1; size <= size_max; ++size) {
    const MerkleTree tree = tree_of(size);
    for (std::uint64_t index = 0; index < size; ++index) {
      const Sha256 leaf = tree.leaves()[index];
      std::vector<Sha256> path = tree.inclusion(index);
      BOOST_TEST(verify_inclusion(leaf, index, size, path, tree.root()));
      BOOST_TEST(!verify_inclusion(leaf, index, size, path, tree_of(size + 1).root()));
      BOOST_TEST(!verify_inclusion(leaf, (index + 1) % (size + 1), size, path, tree.root()));
      BOOST_TEST(!verify_inclusion(tree_of(40).leaves()[39], index, size, path, tree.root()));
      path.push_back(leaf);
      BOOST_TEST(!verify_inclusion(leaf, index, size, path, tree.root()));
      path.pop_back();
      if (path.empty()) continue;
      path.front()[0] ^= 1U;
      BOOST_TEST(!verify_inclusion(leaf, index, size, path, tree.root()));
      path.erase(path.begin());
      BOOST_TEST(!verify_inclusion(leaf, index, size, path, tree.root()));
    }
  }
}

BOOST_AUTO_TEST_CASE(every_consistency_verifies_and_nothing_else_does) {
  for (std::uint64_t size = 0; size <= size_max; ++size) {
    const MerkleTree tree = tree_of(size);
    for (std::uint64_t old_size = 0; old_size <= size; ++old_size) {
      const Sha256 old_root = tree_of(old_size).root();
      std::vector<Sha256> proof = tree.consistency(old_size);
      BOOST_TEST(verify_consistency(old_size, old_root, size, tree.root(), proof));
      if (old_size == 0) continue;  // an empty log is a beginning of all
      BOOST_TEST(!verify_consistency(old_size, old_root, size, tree_of(size + 1).root(), proof));
      BOOST_TEST(!verify_consistency(old_size, tree_of(old_size - 1).root(), size, tree.root(), proof));
      BOOST_TEST(!verify_consistency(size + 1, old_root, size, tree.root(), proof));
      if (proof.empty()) continue;
      proof.back()[31] ^= 1U;
      BOOST_TEST(!verify_consistency(old_size, old_root, size, tree.root(), proof));
      proof.pop_back();
      BOOST_TEST(!verify_consistency(old_size, old_root, size, tree.root(), proof));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::base
