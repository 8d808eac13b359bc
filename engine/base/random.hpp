// Counter-based randomness: a draw is a function of (seed, purpose, id), never of what was drawn before.
//
//   draw(seed, "latency", call_id)            -> 64 even bits, the same whatever else happened
//   draw_below(draw(seed, "pick", n), 6)      -> 0..5
//
// So taking one event out of a world does not change the dice of the others. The mixer is SplitMix64's
// finaliser (Steele, Lea, Flood 2014) over FNV-1a of the texts: not for secrets.
#pragma once

#include <cstdint>
#include <string_view>

namespace articulator::base {

constexpr std::uint64_t mix(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

constexpr std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : text)
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return hash;
}

constexpr std::uint64_t draw(std::uint64_t seed, std::string_view purpose, std::uint64_t id) {
  return mix(mix(seed ^ fnv1a(purpose)) ^ id);
}

constexpr std::uint64_t draw(std::uint64_t seed, std::string_view purpose, std::string_view id,
                             std::uint64_t index = 0) {
  return draw(draw(seed, purpose, fnv1a(id)), "index", index);
}

// 0 .. bound-1, bound > 0. The bias is below bound / 2^32 and the same everywhere.
constexpr std::uint32_t draw_below(std::uint64_t bits, std::uint32_t bound) {
  return static_cast<std::uint32_t>(((bits >> 32U) * bound) >> 32U);
}

// True `per_mille` times in a thousand.
constexpr bool draw_chance(std::uint64_t bits, std::uint32_t per_mille) {
  return draw_below(bits, 1000) < per_mille;
}

}  // namespace articulator::base
