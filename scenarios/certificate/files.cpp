#include "scenarios/certificate/files.hpp"

#include "scenarios/runner/document.hpp"

#include <filesystem>
#include <fstream>
#include <memory>

#include <zstd.h>

namespace articulator::certificate {

base::Expected<void> write_text(const std::string& path, std::string_view text) {
  const std::string unfinished = path + ".unfinished";
  std::ofstream file(unfinished, std::ios::binary);
  file << text;
  file.close();
  std::error_code failed;
  if (file) std::filesystem::rename(unfinished, path, failed);
  if (!file || failed)
    return base::failure(path, "cannot be written", "name a folder that you may write to, with space left");
  return {};
}

base::Expected<std::string> read_packed(const std::string& path) {
  const auto packed = runner::read_file(path, file_bytes_max);
  if (!packed) return packed;
  const std::unique_ptr<ZSTD_DStream, std::size_t (*)(ZSTD_DStream*)> stream(ZSTD_createDStream(),
                                                                             &ZSTD_freeDStream);
  ZSTD_inBuffer input{packed->data(), packed->size(), 0};
  std::string text;
  std::string chunk(ZSTD_DStreamOutSize(), '\0');
  std::size_t wanted = 1;  // 0: the frame is whole
  while (wanted != 0 || input.pos < input.size) {
    ZSTD_outBuffer output{chunk.data(), chunk.size(), 0};
    const std::size_t read_before = input.pos;
    wanted = ZSTD_decompressStream(stream.get(), &output, &input);
    if (ZSTD_isError(wanted) != 0) return base::failure(path, "is no zstd file", "take it as it was written");
    if (output.pos == 0 && input.pos == read_before)
      return base::failure(path, "is cut short", "take it as it was written");
    if (text.size() + output.pos > file_bytes_max)
      return base::failure(path, "is longer than 1 GiB when unpacked", "name the right file");
    text.append(chunk.data(), output.pos);
  }
  return text;
}

base::Expected<void> write_packed(const std::string& path, std::string_view text) {
  constexpr int level = 3;
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  const std::size_t size = ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), level);
  if (ZSTD_isError(size) != 0) return base::failure(path, ZSTD_getErrorName(size), "see that memory is left");
  packed.resize(size);
  return write_text(path, packed);
}

}  // namespace articulator::certificate
