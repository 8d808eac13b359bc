// PackedMap: many small records under text keys, in little more memory than their bytes: for what a practice
// remembers for months of each of its cases.
//
//   PackedMap map;
//   map.put("LC-10442", bytes);
//   if (const auto found = map.find("LC-10442")) read(*found);
//
// What keys begin with is kept once (beginnings.hpp).
//
// A table of places (open addressing, at most seven eighths full) into chunks of bytes. A record that grows
// moves to where it may grow by an eighth, one that goes leaves a hole; holes are closed at an eighth of all.
// Memory of a record of n bytes: n and its key, some 12 bytes, an eighth, and another where it grew. Where
// most records are known to grow, each has room for it from the beginning, and holes may be a fourth: more
// memory, and hardly a record moves.
#pragma once

#include "engine/base/beginnings.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace articulator::base {

enum class Records : bool { stay, grow };  // as they are put at first

class PackedMap {
 public:
  explicit PackedMap(Records records = Records::stay) : records_(records) {}

  // What is found is valid until the map changes.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view key) const;
  void put(std::string_view key, std::string_view bytes);  // new, or instead of what was there
  bool erase(std::string_view key);                        // false: there was none
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t memory_bytes() const;  // of chunks and table

  // Each key with its record, in no order that means anything.
  template <typename Visit>
  void for_each(Visit visit) const {
    for (const std::uint32_t place : places_)
      if (place != 0) {
        const Record record = at(place);
        visit(std::string_view(beginnings_.whole(record.key)), record.bytes);
      }
  }

 private:
  using Key = Beginnings::Split;
  struct Record {
    Key key;
    std::string_view bytes;
    char* begin = nullptr;
    std::size_t size = 0;      // of all of it
    std::size_t capacity = 0;  // for bytes
  };
  struct Chunk {
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0;
  };

  [[nodiscard]] Record at(std::uint32_t place) const;
  [[nodiscard]] std::size_t slot_of(std::uint32_t hash, const Key& key) const;  // or the empty one
  std::uint32_t add_record(const Key& key, std::string_view bytes, std::size_t capacity);
  void make_room();
  void write_anew();

  Records records_;
  Beginnings beginnings_;              // of keys
  std::vector<std::uint32_t> places_;  // the table, a power of two: of each record, from 1; 0: none
  std::vector<std::uint8_t> tags_;     // of each of these a part of its key's hash
  std::vector<Chunk> chunks_;
  std::size_t used_ = 0;   // of the last chunk
  std::size_t bytes_ = 0;  // of all chunks
  std::size_t dead_ = 0;   // of them in holes
  std::size_t size_ = 0;
};

}  // namespace articulator::base
