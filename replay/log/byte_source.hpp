// ByteSource: the bytes of a log, whatever it is packed in. Told apart by the first bytes, never by the name.
//
//   auto source = open_bytes("log.ndjson.zst");   // "-": standard input
//   std::string chunk;
//   while (true) { auto more = source.value()->read(chunk); if (!more || chunk.empty()) break; ... }
#pragma once

#include "engine/base/error.hpp"

#include <atomic>
#include <memory>
#include <string>

namespace articulator::replay {

class ByteSource {
 public:
  ByteSource() = default;
  virtual ~ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  // Replaces `chunk` by the next bytes; left empty at the end. Error: the file cannot be read on, or the
  // packing is damaged or ends too early; what was read before is good, and nothing can be read after.
  virtual base::Expected<void> read(std::string& chunk) = 0;
};

// When a log ends.
struct ReadOn {
  bool follow = false;                      // not with its file: more is waited for
  const std::atomic<bool>* stop = nullptr;  // when this becomes true, within a quarter of a second
  [[nodiscard]] bool is_stopped() const { return stop != nullptr && stop->load(); }
};

// Error: no such file, or it may not be read. gzip (RFC 1952, members one after the other) and zstd (RFC
// 8878, frames one after the other) are recognised by their magic bytes.
base::Expected<std::unique_ptr<ByteSource>> open_bytes(const std::string& path, const ReadOn& on = {});

// The same of bytes that come from anywhere. Error: not even the first could be read.
base::Expected<std::unique_ptr<ByteSource>> unpacked(std::unique_ptr<ByteSource> bytes);

}  // namespace articulator::replay
