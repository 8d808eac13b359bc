// Files of a certificate, written whole and packed, with errors that name them. What is plain is read by
// runner::read_file (scenarios/runner/document.hpp).
#pragma once

#include "engine/base/error.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace articulator::certificate {

inline constexpr std::size_t file_bytes_max = 1024UL * 1024 * 1024;

// Whole or not at all: under another name first. Error: not writable.
base::Expected<void> write_text(const std::string& path, std::string_view text);

// The same, packed by zstd: journals say much twice. Error of reading: not readable, no zstd frame, cut
// short, or longer than file_bytes_max, packed or not.
base::Expected<std::string> read_packed(const std::string& path);
base::Expected<void> write_packed(const std::string& path, std::string_view text);

}  // namespace articulator::certificate
