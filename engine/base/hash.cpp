#include "engine/base/hash.hpp"

#include "engine/base/assert.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>

#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace articulator::base {

namespace {

// Looked up once: EVP_sha256() is looked up anew at each use.
const EVP_MD* sha256_algorithm() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}

}  // namespace

struct Sha256Stream::Context {
  EVP_MD_CTX* md = EVP_MD_CTX_new();
  Context() { ART_ASSERT(md != nullptr); }
  ~Context() { EVP_MD_CTX_free(md); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
};

Sha256Stream::Sha256Stream() : context_(std::make_unique<Context>()) {
  ART_ASSERT(EVP_DigestInit_ex(context_->md, sha256_algorithm(), nullptr) == 1);
}
Sha256Stream::~Sha256Stream() = default;
Sha256Stream::Sha256Stream(Sha256Stream&&) noexcept = default;
Sha256Stream& Sha256Stream::operator=(Sha256Stream&&) noexcept = default;

void Sha256Stream::update(std::string_view bytes) {
  ART_ASSERT(EVP_DigestUpdate(context_->md, bytes.data(), bytes.size()) == 1);
}

Sha256 Sha256Stream::digest() const {
  Context copy;
  Sha256 out{};
  unsigned size = 0;
  ART_ASSERT(EVP_MD_CTX_copy_ex(copy.md, context_->md) == 1);
  ART_ASSERT(EVP_DigestFinal_ex(copy.md, out.data(), &size) == 1 && size == out.size());
  return out;
}

Sha256 sha256(std::string_view bytes) {
  Sha256 out{};
  unsigned size = 0;
  ART_ASSERT(EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, sha256_algorithm(), nullptr) == 1);
  ART_ASSERT(size == out.size());
  return out;
}

// RFC 2104 over one digest context: OpenSSL's own HMAC looks the digest up by name for each message, which
// costs more than the hash itself.
Sha256 hmac_sha256(std::string_view key, std::string_view bytes) {
  constexpr std::size_t block_bytes = 64;
  constexpr std::uint8_t inner_pad = 0x36;
  constexpr std::uint8_t outer_pad = 0x5c;
  std::array<std::uint8_t, block_bytes> block{};
  if (key.size() > block.size()) {
    const Sha256 short_key = sha256(key);
    std::ranges::copy(short_key, block.begin());
  } else {
    std::ranges::copy(key, block.begin());
  }
  for (std::uint8_t& byte : block)
    byte ^= inner_pad;
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  ART_ASSERT(context != nullptr);
  Sha256 out{};
  const auto hash_block_and = [&](const void* data, std::size_t size) {
    unsigned written = 0;
    ART_ASSERT(EVP_DigestInit_ex(context.get(), sha256_algorithm(), nullptr) == 1);
    ART_ASSERT(EVP_DigestUpdate(context.get(), block.data(), block.size()) == 1);
    ART_ASSERT(EVP_DigestUpdate(context.get(), data, size) == 1);
    ART_ASSERT(EVP_DigestFinal_ex(context.get(), out.data(), &written) == 1 && written == out.size());
  };
  hash_block_and(bytes.data(), bytes.size());
  for (std::uint8_t& byte : block)
    byte ^= inner_pad ^ outer_pad;
  hash_block_and(out.data(), out.size());
  OPENSSL_cleanse(block.data(), block.size());
  return out;
}

std::string hex(const Sha256& digest) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(digest.size() * 2);
  for (const std::uint8_t byte : digest) {
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out;
}

std::string base64_encode(std::string_view bytes) {
  std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  out.resize(static_cast<std::size_t>(size));
  return out;
}

std::optional<std::string> base64_decode(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  if (text.empty()) return std::string{};
  std::size_t padding = 0;
  while (padding < 2 && text[text.size() - 1 - padding] == '=')
    ++padding;
  // OpenSSL would pass over white space, and over '=' in the middle.
  for (const char c : text.substr(0, text.size() - padding)) {
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (!letter && (c < '0' || c > '9') && c != '+' && c != '/') return std::nullopt;
  }
  std::string out(text.size() / 4 * 3, '\0');
  const int size =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                      reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  if (size < 0) return std::nullopt;
  out.resize(static_cast<std::size_t>(size) - padding);
  return out;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace articulator::base
