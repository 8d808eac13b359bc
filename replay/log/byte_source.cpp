#include "replay/log/byte_source.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include <poll.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

namespace articulator::replay {
namespace {

constexpr std::size_t chunk_bytes = 1U << 16U;  // what is copied on stays in the cache

struct CloseFile {
  void operator()(std::FILE* file) const {
    if (file != stdin) static_cast<void>(std::fclose(file));
  }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

class PlainSource : public ByteSource {
 public:
  PlainSource(File file, std::string name, const ReadOn& on)
      : file_(std::move(file)), name_(std::move(name)), on_(on) {}

  // What there is by now: a pipe that fills slowly is read as it fills.
  base::Expected<void> read(std::string& chunk) override {
    chunk.resize(chunk_bytes);
    for (;;) {
      if (!wait_for_more()) return chunk.clear(), base::Expected<void>();
      const ssize_t count = ::read(::fileno(file_.get()), chunk.data(), chunk.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0)
        return base::failure(name_, "cannot be read on", "check the disk or the pipe it comes from");
      if (count == 0 && on_.follow && !on_.is_stopped()) {
        std::this_thread::sleep_for(look_again_after);
        continue;
      }
      chunk.resize(static_cast<std::size_t>(count));
      return {};
    }
  }

 private:
  // False: it is to stop here. Where nobody may say so, reading itself waits.
  [[nodiscard]] bool wait_for_more() const {
    while (on_.stop != nullptr) {
      if (on_.is_stopped()) return false;
      pollfd waited{::fileno(file_.get()), POLLIN, 0};
      const int ready = ::poll(&waited, 1, static_cast<int>(look_again_after.count()));
      // Broken off by a signal, it says nothing of the bytes: reading then would wait for them.
      if (ready > 0 || (ready < 0 && errno != EINTR)) return true;
    }
    return true;
  }

  static constexpr std::chrono::milliseconds look_again_after{200};

  File file_;
  std::string name_;
  ReadOn on_;
};

// What was looked at to find out the packing comes first, then the rest.
class PeekedSource : public ByteSource {
 public:
  PeekedSource(std::string first, std::unique_ptr<ByteSource> rest)
      : first_(std::move(first)), rest_(std::move(rest)) {}

  base::Expected<void> read(std::string& chunk) override {
    if (first_.empty()) return rest_->read(chunk);
    chunk = std::exchange(first_, {});
    return {};
  }

 private:
  std::string first_;
  std::unique_ptr<ByteSource> rest_;
};

class GzipSource : public ByteSource {
 public:
  explicit GzipSource(std::unique_ptr<ByteSource> packed) : packed_(std::move(packed)) {
    constexpr int window_bits_gzip = 15 + 16;
    usable_ = inflateInit2(&stream_, window_bits_gzip) == Z_OK;
  }
  ~GzipSource() override { inflateEnd(&stream_); }
  GzipSource(const GzipSource&) = delete;
  GzipSource& operator=(const GzipSource&) = delete;

  base::Expected<void> read(std::string& chunk) override {
    chunk.clear();
    while (chunk.empty()) {
      if (!usable_) return base::failure("", "the gzip data is damaged", "fetch the log once more");
      if (stream_.avail_in == 0) {
        if (auto more = packed_->read(in_); !more) return more;
        if (in_.empty()) return at_end();
        stream_.next_in = reinterpret_cast<Bytef*>(in_.data());
        stream_.avail_in = static_cast<uInt>(in_.size());
      }
      chunk.resize(chunk_bytes);
      stream_.next_out = reinterpret_cast<Bytef*>(chunk.data());
      stream_.avail_out = static_cast<uInt>(chunk.size());
      const int result = inflate(&stream_, Z_NO_FLUSH);
      chunk.resize(chunk.size() - stream_.avail_out);
      inside_ = result != Z_STREAM_END;
      if (result == Z_STREAM_END)
        usable_ = inflateReset(&stream_) == Z_OK;
      else if (result != Z_OK && result != Z_BUF_ERROR)
        usable_ = false;
    }
    return {};
  }

 private:
  base::Expected<void> at_end() const {
    if (inside_) return base::failure("", "the gzip data ends too early", "fetch the log once more");
    return {};
  }

  std::unique_ptr<ByteSource> packed_;
  std::string in_;
  z_stream stream_{};
  bool usable_ = false;
  bool inside_ = true;
};

class ZstdSource : public ByteSource {
 public:
  explicit ZstdSource(std::unique_ptr<ByteSource> packed)
      : packed_(std::move(packed)),
        stream_(ZSTD_createDStream()),
        first_portion_(ZSTD_initDStream(stream_.get())),
        portion_(first_portion_) {}

  base::Expected<void> read(std::string& chunk) override {
    chunk.clear();
    while (chunk.empty()) {
      if (input_.pos == input_.size && !output_waits_) {
        if (auto more = packed_->read(in_); !more) return more;
        if (in_.empty()) return at_end();
        input_ = {in_.data(), in_.size(), 0};
      }
      chunk.resize(chunk_bytes);
      ZSTD_outBuffer output{chunk.data(), chunk.size(), 0};
      // A block at a time, however much there is, and the head of the next by itself: of a call that finds
      // damage nothing comes out, not even of the good blocks that it was given along with it.
      ZSTD_inBuffer portion{input_.src, std::min(input_.size, input_.pos + portion_), input_.pos};
      const std::size_t result = ZSTD_decompressStream(stream_.get(), &output, &portion);
      input_.pos = portion.pos;
      chunk.resize(output.pos);
      if (ZSTD_isError(result) != 0)
        return base::failure("", "the zstd data is damaged", "fetch the log once more");
      inside_ = result != 0;
      portion_ = inside_ ? without_next_head(result) : first_portion_;
      output_waits_ = inside_ && output.pos == chunk_bytes;
    }
    return {};
  }

 private:
  base::Expected<void> at_end() const {
    if (inside_) return base::failure("", "the zstd data ends too early", "fetch the log once more");
    return {};
  }

  // The decoder asks for a block with the head of what follows it.
  static std::size_t without_next_head(std::size_t wanted) {
    constexpr std::size_t head_bytes = 3;  // RFC 8878, 3.1.1.2
    return wanted > head_bytes ? wanted - head_bytes : wanted;
  }

  struct Free {
    void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
  };
  std::unique_ptr<ByteSource> packed_;
  std::unique_ptr<ZSTD_DStream, Free> stream_;
  std::size_t first_portion_;  // bytes that the decoder wants of a frame's beginning
  std::size_t portion_;        // and now
  std::string in_;
  ZSTD_inBuffer input_{};
  bool inside_ = true;
  bool output_waits_ = false;
};

constexpr std::string_view gzip_magic = "\x1f\x8b";
constexpr std::string_view zstd_magic = "\x28\xb5\x2f\xfd";

}  // namespace

base::Expected<std::unique_ptr<ByteSource>> open_bytes(const std::string& path, const ReadOn& on) {
  File file(path == "-" ? stdin : std::fopen(path.c_str(), "rb"));
  const std::string name = path == "-" ? "standard input" : path;
  if (std::error_code none; path != "-" && std::filesystem::is_directory(path, none))
    return base::failure(name, "is a folder", "name the log files in it");
  if (!file)
    return base::failure(name, "cannot be opened: " + std::generic_category().message(errno),
                         "name a log file, or - for standard input");
  return unpacked(std::make_unique<PlainSource>(std::move(file), name, on));
}

base::Expected<std::unique_ptr<ByteSource>> unpacked(std::unique_ptr<ByteSource> bytes) {
  std::string first;
  // A pipe may give them one by one.
  for (std::string more; first.size() < zstd_magic.size();) {
    if (auto read = bytes->read(more); !read) return std::unexpected(read.error());
    if (more.empty()) break;
    first += more;
  }
  const bool gzip = first.starts_with(gzip_magic);
  const bool zstd = first.starts_with(zstd_magic);
  bytes = std::make_unique<PeekedSource>(std::move(first), std::move(bytes));
  if (gzip) bytes = std::make_unique<GzipSource>(std::move(bytes));
  if (zstd) bytes = std::make_unique<ZstdSource>(std::move(bytes));
  return bytes;
}

}  // namespace articulator::replay
