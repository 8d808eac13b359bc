#include "replay/cluster/packed_bytes.hpp"

#include "engine/base/assert.hpp"
#include "replay/log/byte_source.hpp"

#include <memory>
#include <utility>

#include <zstd.h>

namespace articulator::replay::cluster {
namespace {

// Logs pack to a tenth at the quickest level, and hardly smaller at others.
constexpr int level = 1;

class BytesSource : public ByteSource {
 public:
  explicit BytesSource(std::string bytes) : bytes_(std::move(bytes)) {}
  base::Expected<void> read(std::string& chunk) override {
    chunk = std::exchange(bytes_, {});
    return {};
  }

 private:
  std::string bytes_;
};

}  // namespace

std::string packed(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), level);
  ART_ASSERT(ZSTD_isError(size) == 0);
  out.resize(size);
  return out;
}

base::Expected<std::string> unpacked_whole(std::string bytes, std::size_t bytes_max) {
  auto source = unpacked(std::make_unique<BytesSource>(std::move(bytes)));
  if (!source) return std::unexpected(source.error());
  std::string whole;
  for (std::string chunk;;) {
    if (auto read = (*source)->read(chunk); !read) return std::unexpected(read.error());
    if (chunk.empty()) return whole;
    if (chunk.size() > bytes_max - whole.size())
      return base::failure("", "unpacks to more than " + std::to_string(bytes_max) + " bytes",
                           "ask for less at once");
    whole += chunk;
  }
}

}  // namespace articulator::replay::cluster
