// Pseudonyms: what stands in a scrubbed log in place of an identifier.
//
//   Pseudonyms pseudonyms("key of at least 16 bytes");
//   pseudonyms.id("LC-10442")     ->  "VD-71830"      a letter for a letter, a digit for a digit
//   pseudonyms.word("Abernathy")  ->  "Kosumi"        a word that means nothing
//   pseudonyms.hash("86af70...")  ->  "0c41de..."     as long
//
// The same text always becomes the same pseudonym, under one key, wherever it stands: as an id, in a note or
// in a file name. `id` is a permutation of all texts of one form, so two ids never become one, and two that
// differ in upper and lower case alone go on doing so. Whoever has the key can undo it; nobody else can. A
// Feistel network (as in NIST SP 800-38G) with HMAC-SHA-256 as its round function.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace articulator::replay {

class Pseudonyms {
 public:
  static constexpr std::size_t key_bytes_min = 16;

  explicit Pseudonyms(std::string key) : key_(std::move(key)) {}

  [[nodiscard]] std::string id(std::string_view text) const;
  // Capitalised as the text is. Says nothing to those who read clinical notes.
  [[nodiscard]] std::string word(std::string_view text) const;
  [[nodiscard]] std::string hash(std::string_view text) const;
  [[nodiscard]] std::string host(std::string_view text) const;     // "kosumi.example"
  [[nodiscard]] std::string address(std::string_view text) const;  // of the internet: "10.13.201.7"
  // 64 bits that only the key's holder can know beforehand.
  [[nodiscard]] std::uint64_t bits(std::string_view purpose, std::string_view text) const;

 private:
  [[nodiscard]] std::string permuted(std::string_view text) const;

  std::string key_;
  static constexpr std::size_t remembered_max = 200'000;
  mutable std::unordered_map<std::string, std::string> ids_;  // looked up only; forgotten when full
};

}  // namespace articulator::replay
