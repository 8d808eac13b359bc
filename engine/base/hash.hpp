// Hashing and encodings, by OpenSSL: SHA-256, HMAC-SHA256, base64, hex.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace articulator::base {

using Sha256 = std::array<std::uint8_t, 32>;

Sha256 sha256(std::string_view bytes);
Sha256 hmac_sha256(std::string_view key, std::string_view bytes);  // RFC 2104
std::string hex(const Sha256& digest);                             // 64 lower-case digits

// A hash of what comes in pieces, the journal's fingerprint for one.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(Sha256Stream&&) noexcept;
  Sha256Stream& operator=(Sha256Stream&&) noexcept;

  void update(std::string_view bytes);
  [[nodiscard]] Sha256 digest() const;  // of all so far; more may follow

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

std::string base64_encode(std::string_view bytes);                    // RFC 4648, padded
std::optional<std::string> base64_decode(std::string_view text);      // empty optional: not base64
bool equal_in_constant_time(std::string_view a, std::string_view b);  // for signatures

}  // namespace articulator::base
