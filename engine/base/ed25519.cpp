#include "engine/base/ed25519.hpp"

#include "engine/base/assert.hpp"

#include <memory>

#include <openssl/evp.h>

namespace articulator::base {
namespace {

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Key = std::unique_ptr<EVP_PKEY, FreeKey>;
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

Key private_key(const Ed25519Seed& seed) {
  Key key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()));
  ART_ASSERT(key);
  return key;
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

Ed25519Public ed25519_public(const Ed25519Seed& seed) {
  Ed25519Public out{};
  std::size_t size = out.size();
  ART_ASSERT(EVP_PKEY_get_raw_public_key(private_key(seed).get(), out.data(), &size) == 1 &&
             size == out.size());
  return out;
}

Ed25519Signature ed25519_sign(const Ed25519Seed& seed, std::string_view message) {
  const Key key = private_key(seed);
  const Context context(EVP_MD_CTX_new());
  Ed25519Signature out{};
  std::size_t size = out.size();
  ART_ASSERT(context && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1);
  ART_ASSERT(EVP_DigestSign(context.get(), out.data(), &size, bytes_of(message), message.size()) == 1 &&
             size == out.size());
  return out;
}

bool ed25519_verify(const Ed25519Public& key, std::string_view message, const Ed25519Signature& signature) {
  // Not every 32 bytes are a point of the curve.
  const Key public_key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()));
  const Context context(EVP_MD_CTX_new());
  if (!public_key || !context) return false;
  if (EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, public_key.get()) != 1) return false;
  return EVP_DigestVerify(context.get(), signature.data(), signature.size(), bytes_of(message),
                          message.size()) == 1;
}

}  // namespace articulator::base
