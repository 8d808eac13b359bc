// Packed lines: some of a log's lines with their places, on their way to another machine.
//
//   LinesPacker packer;
//   packer.add(line, place);
//   if (packer.packed().size() >= enough) send(std::exchange(packer.packed(), {}));
//   packer.close();                                     // what is left
//
//   auto done = unpack_lines(std::move(source), [&](std::string_view line, Place place) { ... });
//
// Zstd frames of "LOG NUMBER TEXT\n", so that what is on its way can be looked at with zstdcat.
#pragma once

#include "engine/base/error.hpp"
#include "replay/log/byte_source.hpp"
#include "replay/log/place.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace articulator::replay::cluster {

class LinesPacker {
 public:
  static constexpr std::size_t frame_bytes = 1U << 18U;  // before packing

  void add(std::string_view line, Place place);
  void close();
  std::string& packed() { return packed_; }
  [[nodiscard]] std::int64_t lines() const { return lines_; }

 private:
  std::string plain_;
  std::string packed_;
  std::int64_t lines_ = 0;
};

// Error: the bytes are not what a packer made, or end too early.
base::Expected<void> unpack_lines(std::unique_ptr<ByteSource> source,
                                  const std::function<void(std::string_view line, Place place)>& take);

}  // namespace articulator::replay::cluster
