#include "tools/build_name.hpp"

#include "engine/base/hash.hpp"

#include <fstream>
#include <string_view>

namespace articulator::tools {

base::Expected<std::string> build_name() {
  constexpr std::size_t piece_bytes = 1U << 16U;
  constexpr std::size_t shown = 12;  // digits: enough for the builds that anybody has at a time
  std::ifstream program("/proc/self/exe", std::ios::binary);
  base::Sha256Stream sha256;
  std::string piece(piece_bytes, '\0');
  do {
    program.read(piece.data(), static_cast<std::streamsize>(piece_bytes));
    sha256.update(std::string_view(piece).substr(0, static_cast<std::size_t>(program.gcount())));
  } while (program);
  if (!program.eof())
    return base::failure("/proc/self/exe", "the program cannot read itself", "run it where /proc is mounted");
  return std::string(ARTICULATOR_VERSION) + " (build " + base::hex(sha256.digest()).substr(0, shown) + ")";
}

}  // namespace articulator::tools
