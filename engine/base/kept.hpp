// Kept: a part of a value that rests (resting_map.hpp), for what few of those who wake that value ask of it.
// It stays packed until it is asked for, and rests again as the same bytes unless it was changed.
//
//   struct Case { Kept<Validation> validation; ... };       // packed like any other member
//   if (open.validation->status == blocked) ...             // unpacked at first use
//   open.validation = validate(open);                       // packed anew when the case goes to rest
//
// Beside its type stand, found by its namespace,
//
//   void pack(const T& value, std::string& out);
//   void unpack(std::string_view bytes, T& value);    // into a new one
//
// A reference to it is good as long as it is not assigned to. Const access unpacks, too: one thread a value.
#pragma once

#include "engine/base/packing.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace articulator::base {

template <typename T>
class Kept {
 public:
  Kept() = default;
  Kept(T&& value) : value_(std::move(value)) {}
  Kept& operator=(T&& value) {
    value_ = std::move(value);
    bytes_.clear();
    return *this;
  }

  [[nodiscard]] const T& operator*() const {
    if (!value_) wake();
    return *value_;
  }
  [[nodiscard]] const T* operator->() const { return &**this; }

  // To be changed: it is packed anew.
  [[nodiscard]] T& change() {
    if (!value_) wake();
    bytes_.clear();
    return *value_;
  }

  friend void walk(Packer& archive, const Kept& kept) {
    if (!kept.bytes_.empty() || !kept.value_) return archive.bytes(kept.bytes_);
    std::string bytes;
    pack(*kept.value_, bytes);
    archive.bytes(bytes);
  }
  friend void walk(Unpacker& archive, Kept& kept) {
    kept.value_.reset();
    kept.bytes_ = archive.bytes();
  }

 private:
  void wake() const {
    value_.emplace();
    if (!bytes_.empty()) unpack(bytes_, *value_);
  }

  mutable std::optional<T> value_;  // empty: not asked for
  std::string bytes_;               // empty: changed since it rested, or nothing but what T{} is
};

}  // namespace articulator::base
