// Whole files, read and written, plain or packed, with errors that name them.
#pragma once

#include "engine/base/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace articulator::certificate {

inline constexpr std::uintmax_t file_bytes_max = 1024ULL * 1024 * 1024;

// Error: not there, not readable, or longer than file_bytes_max.
base::Expected<std::string> read_text(const std::string& path);

// Whole or not at all: under another name first. Error: not writable.
base::Expected<void> write_text(const std::string& path, std::string_view text);

// The same, packed by zstd: journals say much twice. Error of reading, besides: no zstd frame, cut short, or
// unpacked longer than file_bytes_max.
base::Expected<std::string> read_packed(const std::string& path);
base::Expected<void> write_packed(const std::string& path, std::string_view text);

}  // namespace articulator::certificate
