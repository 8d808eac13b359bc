// RestingMap: a map most of whose values are not looked at for days: those rest as packed bytes (packing.hpp,
// packed_map.hpp), and wake when they are asked for.
//
//   RestingMap<CaseId, Case> cases(4);     // after `rest` at most four are awake; without: all for ever
//   if (Case* open = cases.find(id)) ...;  // good until `rest` or `erase`, whatever else wakes meanwhile
//   cases.rest();                          // between one event and the next
//
// Beside the value's type stand, found by its namespace,
//
//   void pack(const Key& key, const T& value, std::string& out);
//   void unpack(const Key& key, std::string_view bytes, T& value);    // into a new one
//
// or, where values are packed by what a map knows besides, an object of a type given as `Packing` has these
// as members.
//
// A caller cannot tell a value that rested from one that did not. Const access wakes, too: one thread a map.
#pragma once

#include "engine/base/packed_map.hpp"

#include <cstddef>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::base {

template <typename Key, typename T>
void pack_by_type(const Key& key, const T& value, std::string& out) {
  pack(key, value, out);
}
template <typename Key, typename T>
void unpack_by_type(const Key& key, std::string_view bytes, T& value) {
  unpack(key, bytes, value);
}
struct PackedByType {
  template <typename Key, typename T>
  static void pack(const Key& key, const T& value, std::string& out) {
    pack_by_type(key, value, out);
  }
  template <typename Key, typename T>
  static void unpack(const Key& key, std::string_view bytes, T& value) {
    unpack_by_type(key, bytes, value);
  }
};

template <typename Key, typename T, typename Packing = PackedByType>
class RestingMap {
 public:
  static constexpr std::size_t all = std::numeric_limits<std::size_t>::max();

  explicit RestingMap(std::size_t awake_max = all, Records records = Records::stay)
      : awake_max_(awake_max), resting_(records) {}

  // Null: there is none. The pair stays where it is until `rest` or `erase`.
  using Entry = std::pair<const Key, T>;
  [[nodiscard]] Entry* entry(const Key& key) const {
    const auto awake = awake_.find(key);
    if (awake != awake_.end()) return &*awake;
    const auto bytes = resting_.find(key.text);
    return bytes ? &wake(key, *bytes) : nullptr;
  }
  [[nodiscard]] T* find(const Key& key) {
    Entry* found = entry(key);
    return found == nullptr ? nullptr : &found->second;
  }
  [[nodiscard]] const T* find(const Key& key) const {
    const Entry* found = entry(key);
    return found == nullptr ? nullptr : &found->second;
  }
  T& operator[](const Key& key) {  // made if there is none
    if (Entry* found = entry(key)) return found->second;
    ++size_;
    return add_awake(key).second;
  }
  bool erase(const Key& key) {
    const auto awake = awake_.find(key);
    const bool rested = resting_.erase(key.text);
    if (awake == awake_.end() && !rested) return false;
    if (awake != awake_.end()) {
      std::erase(woken_, awake);
      awake_.erase(awake);
    }
    --size_;
    return true;
  }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t awake() const { return awake_.size(); }
  [[nodiscard]] std::size_t memory_bytes_at_rest() const { return resting_.memory_bytes(); }

  // Those that woke first go back to rest.
  void rest() {
    if (awake_.size() <= awake_max_) return;
    const auto kept = woken_.end() - static_cast<std::ptrdiff_t>(awake_max_);
    std::string bytes;
    for (auto first = woken_.begin(); first != kept; ++first) {
      const auto& [key, value] = **first;
      bytes.clear();
      packing_.pack(key, value, bytes);
      resting_.put(key.text, bytes);
      awake_.erase(*first);
    }
    woken_.erase(woken_.begin(), kept);
  }

  // Every one, awake, by key: memory is what a map's would be until the next `rest`.
  [[nodiscard]] std::map<Key, T>& wake_all() const {
    std::vector<Key> keys;
    resting_.for_each([&](std::string_view key, std::string_view) { keys.emplace_back(std::string(key)); });
    for (const Key& key : keys)
      static_cast<void>(entry(key));
    return awake_;
  }

  template <typename Of>
  void erase_if(Of of) {  // of(key, value)
    std::vector<Key> gone;
    for (const auto& [key, value] : awake_)
      if (of(key, value)) gone.push_back(key);
    resting_.for_each([&](std::string_view text, std::string_view bytes) {
      const Key key{std::string(text)};
      if (awake_.contains(key)) return;
      T value{};
      packing_.unpack(key, bytes, value);
      if (of(key, value)) gone.push_back(key);
    });
    for (const Key& key : gone)
      erase(key);
  }

 private:
  Entry& wake(const Key& key, std::string_view bytes) const {
    Entry& woken = add_awake(key);
    packing_.unpack(key, bytes, woken.second);
    return woken;
  }
  Entry& add_awake(const Key& key) const {
    const auto added = awake_.try_emplace(key).first;
    if (awake_max_ != all) woken_.push_back(added);
    return *added;
  }

  [[no_unique_address]] Packing packing_;
  std::size_t awake_max_;
  std::size_t size_ = 0;
  mutable std::map<Key, T> awake_;
  mutable std::vector<typename std::map<Key, T>::iterator>
      woken_;          // all of them, in the order in which they did
  PackedMap resting_;  // of those awake what they were when they last rested
};

}  // namespace articulator::base
