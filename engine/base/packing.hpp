// Packer, Unpacker: values as few bytes, for what is kept in memory by the hundred thousand and looked at
// seldom. Not a file format: both ends are the same program.
//
//   template <typename A, base::SameAs<Implant> T>
//   void walk(A& archive, T& implant) {            // beside the struct, for both ways
//     auto& [system, platform] = implant;          // names every member: a new one does not compile
//     archive(system, platform);
//   }
//   std::string bytes;
//   Packer{bytes}(implant);
//   Unpacker{bytes}(other);                        // other == implant
//
// Integers are of as many bytes as they need, of 7 bits each (signed ones zigzag), the first of which tells
// by its lowest bit set how many there are: so a number of any size is one load. An empty text or optional is
// one byte, a text of 8 lower-case hexadecimal digits and more takes half.
#pragma once

#include "engine/base/assert.hpp"
#include "engine/base/calendar.hpp"
#include "engine/base/id.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/money.hpp"

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace articulator::base {

template <typename T, typename U>
concept SameAs = std::same_as<std::remove_const_t<T>, U>;

class Packer {
 public:
  // What is packed stands in `out`, behind what was there, once the packer has gone.
  explicit Packer(std::string& out)
      : out_(out), at_(out.data() + out.size()), end_(out.data() + out.size()) {}
  ~Packer() { out_.resize(static_cast<std::size_t>(at_ - out_.data())); }
  Packer(const Packer&) = delete;
  Packer& operator=(const Packer&) = delete;

  template <typename... Ts>
  void operator()(const Ts&... values) {
    (put(values), ...);
  }
  void number(std::uint64_t value) {
    room(number_bytes_max);
    if (value < 0x80U)  // most are small
      *at_++ = static_cast<char>((value << 1U) | 1U);
    else
      large_number(value);
  }
  void bytes(std::string_view bytes) {
    number(bytes.size());
    append(bytes);
  }

 private:
  static constexpr std::size_t number_bytes_max = 9;

  void large_number(std::uint64_t value);
  void room(std::size_t bytes) {
    if (static_cast<std::size_t>(end_ - at_) < bytes) grow(bytes);
  }
  void grow(std::size_t bytes);
  void append(std::string_view bytes) {
    room(bytes.size());
    at_ = std::copy(bytes.begin(), bytes.end(), at_);
  }
  template <typename T>
  void put(const T& value) {
    if constexpr (std::is_enum_v<T>)
      number(static_cast<std::uint64_t>(value));
    else if constexpr (std::unsigned_integral<T>)
      number(value);
    else if constexpr (std::signed_integral<T>)
      number((static_cast<std::uint64_t>(value) << 1U) ^
             static_cast<std::uint64_t>(std::int64_t{value} >> 63));
    else
      walk(*this, value);
  }
  void put(const std::string& text);
  void put(Instant value) { put(value.ms_since_epoch); }
  void put(Date value) { put(value.days_since_epoch); }
  void put(Cents value) { put(value.cents); }
  template <typename Tag>
  void put(const Id<Tag>& id) {
    put(id.text);
  }
  template <typename T>
  void put(const std::optional<T>& value) {
    put(value.has_value());
    if (value) put(*value);
  }
  template <typename A, typename B>
  void put(const std::pair<A, B>& both) {
    (*this)(both.first, both.second);
  }
  template <typename T, std::size_t N>
  void put(const std::array<T, N>& values) {
    for (const T& value : values)
      put(value);
  }
  template <typename T>
  void put(const std::vector<T>& values) {
    put_all(values);
  }
  template <typename T>
  void put(const std::set<T>& values) {
    put_all(values);
  }
  template <typename K, typename V>
  void put(const std::map<K, V>& values) {
    put_all(values);
  }
  template <typename Values>
  void put_all(const Values& values) {
    number(values.size());
    for (const auto& value : values)
      put(value);
  }

  std::string& out_;  // up to `end_`
  char* at_;
  char* end_;
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : left_(bytes) {}

  // Into values that were just made: what a container holds is added to.
  template <typename... Ts>
  void operator()(Ts&... values) {
    (get(values), ...);
  }
  std::uint64_t number() {
    ART_ASSERT(!left_.empty());  // what was packed is whole
    const auto first = static_cast<unsigned char>(left_.front());
    if ((first & 1U) == 0) return large_number();
    left_.remove_prefix(1);
    return first >> 1U;
  }
  std::string_view bytes() {
    const std::size_t size = number();
    ART_ASSERT(size <= left_.size());
    const std::string_view bytes = left_.substr(0, size);
    left_.remove_prefix(size);
    return bytes;
  }

  // Of a type without a default value: what `unpacked(unpacker, std::type_identity<T>)` beside it gives.
  template <typename T>
  T take() {
    if constexpr (std::default_initializable<T>) {
      T value{};
      get(value);
      return value;
    } else {
      return unpacked(*this, std::type_identity<T>{});
    }
  }

 private:
  std::uint64_t large_number();
  template <typename T>
  void get(T& value) {
    if constexpr (std::is_enum_v<T> || std::unsigned_integral<T>) {
      value = static_cast<T>(number());
    } else if constexpr (std::signed_integral<T>) {
      const std::uint64_t bits = number();
      value = static_cast<T>(static_cast<std::int64_t>(bits >> 1U) ^ -static_cast<std::int64_t>(bits & 1U));
    } else {
      walk(*this, value);
    }
  }
  void get(std::string& text);
  void get(Instant& value) { get(value.ms_since_epoch); }
  void get(Date& value) { get(value.days_since_epoch); }
  void get(Cents& value) { get(value.cents); }
  template <typename Tag>
  void get(Id<Tag>& id) {
    get(id.text);
  }
  template <typename T>
  void get(std::optional<T>& value) {
    if (take<bool>()) value = take<T>();
  }
  template <typename A, typename B>
  void get(std::pair<A, B>& both) {
    (*this)(both.first, both.second);
  }
  template <typename T, std::size_t N>
  void get(std::array<T, N>& values) {
    for (T& value : values)
      get(value);
  }
  template <typename T>
  void get(std::vector<T>& values) {
    const std::uint64_t count = number();
    values.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i)
      values.push_back(take<T>());
  }
  template <typename T>
  void get(std::set<T>& values) {
    for (std::uint64_t left = number(); left > 0; --left)
      values.insert(values.end(), take<T>());
  }
  template <typename K, typename V>
  void get(std::map<K, V>& values) {
    for (std::uint64_t left = number(); left > 0; --left) {
      K key = take<K>();
      values.emplace_hint(values.end(), std::move(key), take<V>());
    }
  }

  std::string_view left_;
};

}  // namespace articulator::base
