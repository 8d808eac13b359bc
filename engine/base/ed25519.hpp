// Ed25519 signatures (RFC 8032), by OpenSSL: deterministic, so the same key and message always give the same
// signature.
//
//   const Ed25519Seed seed = ...;                                  // the private key, 32 bytes
//   const Ed25519Signature signature = ed25519_sign(seed, message);
//   ed25519_verify(ed25519_public(seed), message, signature);      // true
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace articulator::base {

using Ed25519Seed = std::array<std::uint8_t, 32>;
using Ed25519Public = std::array<std::uint8_t, 32>;
using Ed25519Signature = std::array<std::uint8_t, 64>;

Ed25519Public ed25519_public(const Ed25519Seed& seed);
Ed25519Signature ed25519_sign(const Ed25519Seed& seed, std::string_view message);
bool ed25519_verify(const Ed25519Public& key, std::string_view message, const Ed25519Signature& signature);

}  // namespace articulator::base
