// The log reader under libFuzzer: `cmake --preset fuzz && cmake --build --preset fuzz --target log_fuzzer`,
// then see replay/log/README.md. Compiled in every build, so that it goes on compiling.
#include "replay/log/fuzz/read_bytes.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  articulator::replay::read_bytes({reinterpret_cast<const char*>(data), size});
  return 0;
}
