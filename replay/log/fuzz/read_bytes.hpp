// read_bytes: any bytes at all through the log reader, as if they were a log, with what must hold whatever
// they are.
//
//   ReadBytes read = read_bytes(bytes);     // a failed assertion, or a sanitizer's word, is a finding
//
// The same lines come out whether the bytes arrive at once or a few at a time, line numbers go up, no line is
// longer than is allowed, and a line is dealt to the practice that it is then read as. For the fuzzer, and
// for its corpus with every compiler.
#pragma once

#include <cstdint>
#include <string_view>

namespace articulator::replay {

struct ReadBytes {
  std::int64_t events = 0;
  std::int64_t refused = 0;  // lines
};

ReadBytes read_bytes(std::string_view bytes);

}  // namespace articulator::replay
