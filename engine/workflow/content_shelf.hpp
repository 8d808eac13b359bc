// ContentShelf: the bytes of attachments that came along or were fetched, kept from their arrival until the
// lab has the order, so that a drop folder or a mail can carry the files themselves and not only links
// (MAP-05, DSP-05).
//
//   ContentShelf shelf(64'000'000);
//   shelf.keep(id, file.attachments);          // before they are looked at, which lets go of the bytes
//   shelf.put_into(order);                     // -> order.contents, by SHA-256
//   shelf.forget(id);                          // the lab has it, or the case is over
//
// Bytes are part of the engine's state, so there is a bound: what is beyond it is not kept, the oldest cases'
// first, and goes as a link. A link is always right; content is a courtesy to the lab.
#pragma once

#include "engine/model/attachment.hpp"
#include "engine/model/connector.hpp"
#include "engine/model/ids.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace articulator::workflow {

class ContentShelf {
 public:
  explicit ContentShelf(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  // Of each attachment that has bytes on its way. The same bytes once more are kept once.
  void keep(const model::CaseId& id, const std::vector<model::Attachment>& attachments);
  void forget(const model::CaseId& id);

  // The contents of those attachments of the order that are here.
  void put_into(model::Order& order) const;

  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  using Contents =
      std::map<std::string, std::shared_ptr<const std::string>, std::less<>>;  // by SHA-256 in hex

  std::map<model::CaseId, Contents> by_case_;
  std::deque<model::CaseId> oldest_first_;  // those in `by_case_`
  std::size_t bytes_max_;
  std::size_t bytes_ = 0;
};

}  // namespace articulator::workflow
