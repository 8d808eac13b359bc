#include "engine/base/hash.hpp"

#include "engine/base/assert.hpp"

#include <array>
#include <memory>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

namespace articulator::base {

namespace {

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

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

Sha256 hmac_sha256(std::string_view key, std::string_view bytes) {
  // OpenSSL's one-shot call looks both algorithms up by name each time, which costs more than the hash
  // itself.
  static EVP_MAC* const algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  std::array<char, 7> digest_name{"SHA256"};
  const std::array<OSSL_PARAM, 2> parameters{
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest_name.data(), 0),
      OSSL_PARAM_construct_end()};
  const std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)> context(EVP_MAC_CTX_new(algorithm),
                                                                          &EVP_MAC_CTX_free);
  Sha256 out{};
  std::size_t size = 0;
  ART_ASSERT(context != nullptr);
  ART_ASSERT(EVP_MAC_init(context.get(), bytes_of(key), key.size(), parameters.data()) == 1);
  ART_ASSERT(EVP_MAC_update(context.get(), bytes_of(bytes), bytes.size()) == 1);
  ART_ASSERT(EVP_MAC_final(context.get(), out.data(), &size, out.size()) == 1 && size == out.size());
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
