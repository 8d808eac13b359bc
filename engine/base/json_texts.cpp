#include "engine/base/json_texts.hpp"

#include "engine/base/json_writer.hpp"

#include <cstdint>
#include <cstring>

namespace articulator::base {
namespace {

constexpr std::size_t known_bytes_min = 32;  // what is shorter is written as fast
constexpr std::size_t known_bytes_max = 32 * 1024;

// Of a text of at least 32 bytes, what tells those apart that are alike in most: its size and some of its
// bytes.
std::size_t mark_of(std::string_view value) {
  std::uint64_t mark = value.size();
  for (std::size_t part = 0; part < 4; ++part) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, value.data() + (value.size() - sizeof eight) / 3 * part, sizeof eight);
    mark = (mark ^ eight) * 0x9E3779B97F4A7C15U;
    mark ^= mark >> 32U;
  }
  return static_cast<std::size_t>(mark);
}

}  // namespace

void JsonTexts::append(std::string& out, std::string_view value) {
  if (value.size() < known_bytes_min || value.size() > known_bytes_max) return append_json_text(out, value);
  Known& known = known_[mark_of(value) % places];
  if (known.value != value) {
    known.value = value;
    known.json.clear();
    append_json_text(known.json, value);
  }
  out += known.json;
}

}  // namespace articulator::base
