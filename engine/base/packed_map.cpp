#include "engine/base/packed_map.hpp"

#include "engine/base/assert.hpp"
#include "engine/base/random.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace articulator::base {
namespace {

// A place is a chunk's number and an offset into it. A record larger than a chunk has one of its own.
constexpr unsigned chunk_bits = 12;
constexpr std::size_t chunk_bytes = std::size_t{1}
                                    << chunk_bits;  // of a large map; of a small one an eighth of it
constexpr std::size_t chunk_bytes_min = 256;
constexpr std::size_t chunks_max = (std::size_t{1} << (32U - chunk_bits)) - 1;
constexpr std::size_t slots_min = 8;
constexpr std::size_t grown_by = 8;  // what grew once will again: room for an eighth more
constexpr std::size_t grows_by = 3;  // of a new one that will: a third

std::uint32_t hash_of(std::string_view key) {
  return static_cast<std::uint32_t>(mix(fnv1a(key)));
}

std::size_t length_of(std::size_t number) {
  std::size_t bytes = 1;
  for (; number >= 0x80U; number >>= 7U)
    ++bytes;
  return bytes;
}

// In as many bytes as it needs, or in `width` where that is more.
char* write_number(char* out, std::size_t number, std::size_t width = 1) {
  for (; number >= 0x80U || width > 1; number >>= 7U) {
    *out++ = static_cast<char>((number & 0x7FU) | 0x80U);
    if (width > 0) --width;
  }
  *out++ = static_cast<char>(number);
  return out;
}

std::size_t read_number(const char*& in) {
  std::size_t number = 0;
  for (unsigned shift = 0;; shift += 7U) {
    const auto byte = static_cast<unsigned char>(*in++);
    number |= std::size_t{byte & 0x7FU} << shift;
    if (byte < 0x80U) return number;
  }
}

}  // namespace

// A record: the key's length, the capacity, the bytes' length (as wide as the capacity's), key, bytes.
PackedMap::Record PackedMap::at(std::uint32_t place) const {
  const std::size_t position = place - 1U;
  Record record;
  record.begin = chunks_[position >> chunk_bits].bytes.get() + (position & (chunk_bytes - 1));
  const char* in = record.begin;
  const std::size_t key = read_number(in);
  record.capacity = read_number(in);
  const std::size_t bytes = read_number(in);
  record.key = {in, key};
  record.bytes = {in + key, bytes};
  record.size = static_cast<std::size_t>(in - record.begin) + key + record.capacity;
  return record;
}

std::size_t PackedMap::slot_of(std::uint32_t hash, std::string_view key) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = hash & mask;
  while (slots_[i].place != 0 && (slots_[i].hash != hash || at(slots_[i].place).key != key))
    i = (i + 1) & mask;
  return i;
}

std::optional<std::string_view> PackedMap::find(std::string_view key) const {
  if (slots_.empty()) return std::nullopt;
  const Slot& slot = slots_[slot_of(hash_of(key), key)];
  if (slot.place == 0) return std::nullopt;
  return at(slot.place).bytes;
}

void PackedMap::put(std::string_view key, std::string_view bytes) {
  make_room();
  const std::uint32_t hash = hash_of(key);
  Slot& slot = slots_[slot_of(hash, key)];
  if (slot.place == 0) {
    const std::size_t more = records_ == Records::grow ? bytes.size() / grows_by : 0;
    slot = {hash, add_record(key, bytes, bytes.size() + more)};
    ++size_;
    return;
  }
  const Record record = at(slot.place);
  if (bytes.size() > record.capacity) {
    dead_ += record.size;
    slot.place = add_record(key, bytes, bytes.size() + bytes.size() / grown_by);
    return;
  }
  char* out = write_number(record.begin, key.size());
  out = write_number(out, record.capacity);
  out = write_number(out, bytes.size(), length_of(record.capacity));
  std::memmove(out + key.size(), bytes.data(), bytes.size());
}

bool PackedMap::erase(std::string_view key) {
  if (slots_.empty()) return false;
  const std::size_t mask = slots_.size() - 1;
  std::size_t hole = slot_of(hash_of(key), key);
  if (slots_[hole].place == 0) return false;
  dead_ += at(slots_[hole].place).size;
  --size_;
  // What comes behind moves up where it may, so that no search ends at the hole.
  for (std::size_t i = (hole + 1) & mask; slots_[i].place != 0; i = (i + 1) & mask) {
    const std::size_t home = slots_[i].hash & mask;
    if (((i - home) & mask) < ((i - hole) & mask)) continue;
    slots_[hole] = slots_[i];
    hole = i;
  }
  slots_[hole] = {};
  return true;
}

std::uint32_t PackedMap::add_record(std::string_view key, std::string_view bytes, std::size_t capacity) {
  const std::size_t header = length_of(key.size()) + 2 * length_of(capacity);
  const std::size_t size = header + key.size() + capacity;
  if (chunks_.empty() || used_ + size > chunks_.back().size) {
    if (!chunks_.empty()) dead_ += chunks_.back().size - used_;
    ART_ASSERT(chunks_.size() < chunks_max);
    const std::size_t whole = std::max(size, std::clamp(bytes_ / 8, chunk_bytes_min, chunk_bytes));
    chunks_.push_back({std::make_unique_for_overwrite<char[]>(whole), whole});
    bytes_ += whole;
    used_ = 0;
  }
  const std::size_t position = ((chunks_.size() - 1) << chunk_bits) | used_;
  char* out = chunks_.back().bytes.get() + used_;
  used_ += size;
  out = write_number(out, key.size());
  out = write_number(out, capacity);
  out = write_number(out, bytes.size(), length_of(capacity));
  out = std::copy(key.begin(), key.end(), out);
  std::copy(bytes.begin(), bytes.end(), out);
  return static_cast<std::uint32_t>(position + 1);
}

void PackedMap::make_room() {
  const std::size_t dead_max = bytes_ / (records_ == Records::grow ? 4 : 8) + chunk_bytes_min;
  if (dead_ > dead_max) write_anew();
  if ((size_ + 1) * 5 <= slots_.size() * 4) return;
  const std::vector<Slot> old = std::exchange(slots_, {});
  slots_.resize(std::max(slots_min, old.size() * 2));
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.place == 0) continue;
    std::size_t i = slot.hash & mask;
    while (slots_[i].place != 0)
      i = (i + 1) & mask;
    slots_[i] = slot;
  }
}

void PackedMap::write_anew() {
  PackedMap anew(records_);
  for (Slot& slot : slots_) {
    if (slot.place == 0) continue;
    const Record record = at(slot.place);
    slot.place = anew.add_record(record.key, record.bytes, record.capacity);
  }
  chunks_ = std::move(anew.chunks_);
  used_ = anew.used_;
  bytes_ = anew.bytes_;
  dead_ = anew.dead_;
}

std::size_t PackedMap::memory_bytes() const {
  return bytes_ + chunks_.capacity() * sizeof(Chunk) + slots_.capacity() * sizeof(Slot);
}

}  // namespace articulator::base
