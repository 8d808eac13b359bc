#include "engine/base/ed25519.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

namespace articulator::base {
namespace {

template <std::size_t N>
std::array<std::uint8_t, N> from_hex(std::string_view text) {
  std::array<std::uint8_t, N> out{};
  for (std::size_t n = 0; n < N; ++n)
    out.at(n) = static_cast<std::uint8_t>(std::stoi(std::string(text.substr(2 * n, 2)), nullptr, 16));
  return out;
}

// RFC 8032, section 7.1, tests 1 to 3.
struct Vector {
  std::string_view seed, key, message, signature;
};
constexpr std::array<Vector, 3> vectors{
    {{"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5"
      "f05"
      "95bbe24655141438e7a100b"},
     {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "\x72",
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2e"
      "aeb"
      "4302aeeb00d291612bb0c00"},
     {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
      "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "\xaf\x82",
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15"
      "e97"
      "16ed28dc027beceea1ec40a"}}};

BOOST_AUTO_TEST_SUITE(ed25519)

BOOST_AUTO_TEST_CASE(keys_and_signatures_are_those_of_the_rfc) {
  for (const Vector& one : vectors) {
    const auto seed = from_hex<32>(one.seed);
    const auto signature = from_hex<64>(one.signature);
    BOOST_TEST((ed25519_public(seed) == from_hex<32>(one.key)));
    BOOST_TEST((ed25519_sign(seed, one.message) == signature));
    BOOST_TEST(ed25519_verify(from_hex<32>(one.key), one.message, signature));
  }
}

BOOST_AUTO_TEST_CASE(a_changed_message_signature_or_key_does_not_verify) {
  const Vector& one = vectors.at(2);
  const auto key = from_hex<32>(one.key);
  const auto signature = from_hex<64>(one.signature);
  BOOST_TEST(!ed25519_verify(key, "\xaf\x83", signature));
  BOOST_TEST(!ed25519_verify(key, "", signature));
  for (const std::size_t byte : {0U, 31U, 32U, 63U}) {
    auto changed = signature;
    changed.at(byte) ^= 1U;
    BOOST_TEST(!ed25519_verify(key, one.message, changed));
  }
  BOOST_TEST(!ed25519_verify(from_hex<32>(vectors.at(0).key), one.message, signature));
  Ed25519Public no_point{};
  no_point.fill(0xFF);
  BOOST_TEST(!ed25519_verify(no_point, one.message, signature));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::base
