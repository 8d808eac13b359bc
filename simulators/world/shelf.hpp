// Shelf: files that two systems of a world both have their hands on: a lab's drop folder behind an SFTP
// server, a mailbox behind a mail server. The server puts there what arrives, the lab takes it from there.
//
//   auto drop = std::make_shared<Shelf>();
//   drop->put("LC-1_1.order.json", body, now);
//   drop->rename("LC-1_1.manifest.json", "LC-1_1.claimed.json", now);   // false: somebody was faster
//
// A rename is atomic: of two that take the same file away, one succeeds.
#pragma once

#include "engine/base/instant.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace articulator::world {

class Shelf {
 public:
  using Files = std::map<std::string, std::string, std::less<>>;  // name -> content

  void put(std::string name, std::string content, base::Instant now);  // replaces
  // False: there is no `from`, or there is a `to` already; nothing is changed then.
  bool rename(std::string_view from, std::string_view to, base::Instant now);
  bool remove(std::string_view name, base::Instant now);  // false: there is none

  [[nodiscard]] const std::string* find(std::string_view name) const;  // null: there is none
  [[nodiscard]] const Files& files() const { return files_; }
  [[nodiscard]] std::uint64_t changes() const { return changes_; }  // so far
  [[nodiscard]] base::Instant changed_at() const { return changed_at_; }

 private:
  void changed(base::Instant now);

  Files files_;
  std::uint64_t changes_ = 0;
  base::Instant changed_at_;
};

}  // namespace articulator::world
