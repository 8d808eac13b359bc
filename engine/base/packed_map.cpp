#include "engine/base/packed_map.hpp"

#include "engine/base/assert.hpp"
#include "engine/base/random.hpp"

#include <algorithm>
#include <bit>
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
constexpr unsigned beginning_bits = 4;
constexpr std::size_t beginning_mask = (std::size_t{1} << beginning_bits) - 1;
constexpr std::size_t grown_by = 8;  // what grew once will again: room for an eighth more
constexpr std::size_t grows_by = 5;  // of a new one that will: a fifth

static_assert(Beginnings::known_max <= beginning_mask);

std::uint32_t hash_of(const Beginnings::Split& key) {
  return static_cast<std::uint32_t>(mix(fnv1a(key.rest) + key.beginning));
}

// From the low bits a key's place in the table, from the high ones its tag.
constexpr std::uint8_t tag_of(std::uint32_t hash) {
  return static_cast<std::uint8_t>(hash >> 24U);
}

// Rounded down to what memory is given out in without a loss: four sizes to each power of two.
constexpr std::size_t even_size(std::size_t bytes) {
  const auto low_bits = static_cast<unsigned>(std::bit_width(bytes)) - 3;
  return bytes >> low_bits << low_bits;
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

// A record: the length of its key's rest and the number of its beginning, the capacity, the bytes' length (as
// wide as the capacity's), the key's rest, the bytes.
PackedMap::Record PackedMap::at(std::uint32_t place) const {
  const std::size_t position = place - 1U;
  Record record;
  record.begin = chunks_[position >> chunk_bits].bytes.get() + (position & (chunk_bytes - 1));
  const char* in = record.begin;
  const std::size_t key = read_number(in);
  const std::size_t rest = key >> beginning_bits;
  record.capacity = read_number(in);
  const std::size_t bytes = read_number(in);
  record.key = {static_cast<std::uint8_t>(key & beginning_mask), {in, rest}};
  record.bytes = {in + rest, bytes};
  record.size = static_cast<std::size_t>(in - record.begin) + rest + record.capacity;
  return record;
}

std::size_t PackedMap::slot_of(std::uint32_t hash, const Key& key) const {
  const std::size_t mask = places_.size() - 1;
  std::size_t i = hash & mask;
  while (places_[i] != 0 && (tags_[i] != tag_of(hash) || at(places_[i]).key != key))
    i = (i + 1) & mask;
  return i;
}

std::optional<std::string_view> PackedMap::find(std::string_view key) const {
  if (places_.empty()) return std::nullopt;
  const Key split = beginnings_.split(key);
  const std::uint32_t place = places_[slot_of(hash_of(split), split)];
  if (place == 0) return std::nullopt;
  return at(place).bytes;
}

void PackedMap::put(std::string_view key, std::string_view bytes) {
  make_room();
  const Key split = beginnings_.learn(key);
  const std::uint32_t hash = hash_of(split);
  const std::size_t slot = slot_of(hash, split);
  std::uint32_t& place = places_[slot];
  if (place == 0) {
    const std::size_t more = records_ == Records::grow ? bytes.size() / grows_by : 0;
    place = add_record(split, bytes, bytes.size() + more);
    tags_[slot] = tag_of(hash);
    ++size_;
    return;
  }
  const Record record = at(place);
  if (bytes.size() > record.capacity) {
    dead_ += record.size;
    place = add_record(split, bytes, bytes.size() + bytes.size() / grown_by);
    return;
  }
  // The key stays where it is, the new length is as wide as the old one.
  char* const rest = record.begin + (record.key.rest.data() - record.begin);
  write_number(rest - length_of(record.capacity), bytes.size(), length_of(record.capacity));
  std::memmove(rest + record.key.rest.size(), bytes.data(), bytes.size());
}

bool PackedMap::erase(std::string_view key) {
  if (places_.empty()) return false;
  const std::size_t mask = places_.size() - 1;
  const Key split = beginnings_.split(key);
  std::size_t hole = slot_of(hash_of(split), split);
  if (places_[hole] == 0) return false;
  dead_ += at(places_[hole]).size;
  --size_;
  // What comes behind moves up where it may, so that no search ends at the hole.
  for (std::size_t i = (hole + 1) & mask; places_[i] != 0; i = (i + 1) & mask) {
    const std::size_t home = hash_of(at(places_[i]).key) & mask;
    if (((i - home) & mask) < ((i - hole) & mask)) continue;
    places_[hole] = places_[i];
    tags_[hole] = tags_[i];
    hole = i;
  }
  places_[hole] = 0;
  return true;
}

std::uint32_t PackedMap::add_record(const Key& key, std::string_view bytes, std::size_t capacity) {
  const std::size_t length = key.rest.size() << beginning_bits | key.beginning;
  const std::size_t header = length_of(length) + 2 * length_of(capacity);
  const std::size_t size = header + key.rest.size() + capacity;
  if (chunks_.empty() || used_ + size > chunks_.back().size) {
    if (!chunks_.empty()) dead_ += chunks_.back().size - used_;
    ART_ASSERT(chunks_.size() < chunks_max);
    const std::size_t whole = std::max(size, even_size(std::clamp(bytes_ / 8, chunk_bytes_min, chunk_bytes)));
    chunks_.push_back({std::make_unique_for_overwrite<char[]>(whole), whole});
    bytes_ += whole;
    used_ = 0;
  }
  const std::size_t position = ((chunks_.size() - 1) << chunk_bits) | used_;
  char* out = chunks_.back().bytes.get() + used_;
  used_ += size;
  out = write_number(out, length);
  out = write_number(out, capacity);
  out = write_number(out, bytes.size(), length_of(capacity));
  out = std::copy(key.rest.begin(), key.rest.end(), out);
  std::copy(bytes.begin(), bytes.end(), out);
  return static_cast<std::uint32_t>(position + 1);
}

void PackedMap::make_room() {
  const std::size_t dead_max = bytes_ / (records_ == Records::grow ? 6 : 8) + chunk_bytes_min;
  if (dead_ > dead_max) write_anew();
  if ((size_ + 1) * 8 <= places_.size() * 7) return;
  const std::vector<std::uint32_t> old = std::exchange(places_, {});
  places_.resize(std::max(slots_min, old.size() * 2));
  tags_.assign(places_.size(), 0);
  const std::size_t mask = places_.size() - 1;
  for (const std::uint32_t place : old) {
    if (place == 0) continue;
    const std::uint32_t hash = hash_of(at(place).key);
    std::size_t i = hash & mask;
    while (places_[i] != 0)
      i = (i + 1) & mask;
    places_[i] = place;
    tags_[i] = tag_of(hash);
  }
}

void PackedMap::write_anew() {
  PackedMap anew(records_);
  for (std::uint32_t& place : places_) {
    if (place == 0) continue;
    const Record record = at(place);
    place = anew.add_record(record.key, record.bytes, record.capacity);
  }
  chunks_ = std::move(anew.chunks_);
  used_ = anew.used_;
  bytes_ = anew.bytes_;
  dead_ = anew.dead_;
}

std::size_t PackedMap::memory_bytes() const {
  return bytes_ + chunks_.capacity() * sizeof(Chunk) +
         places_.capacity() * (sizeof(std::uint32_t) + sizeof(std::uint8_t));
}

}  // namespace articulator::base
