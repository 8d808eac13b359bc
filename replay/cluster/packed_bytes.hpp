// Packed bytes: what goes to another machine as a whole, small, and back out of it.
//
//   send(packed(text));                                 // a zstd frame
//   auto text = unpacked_whole(std::move(bytes));       // Error: damaged, or larger than it may be
//
// What comes from elsewhere may claim to be of any size: more than `unpacked_bytes_max` is refused while it
// is unpacked, before it takes that much memory.
#pragma once

#include "engine/base/error.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace articulator::replay::cluster {

inline constexpr std::size_t unpacked_bytes_max = 1024UL * 1024 * 1024;

std::string packed(std::string_view bytes);
base::Expected<std::string> unpacked_whole(std::string bytes, std::size_t bytes_max = unpacked_bytes_max);

}  // namespace articulator::replay::cluster
