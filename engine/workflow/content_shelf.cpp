#include "engine/workflow/content_shelf.hpp"

#include "engine/base/hash.hpp"

#include <string>
#include <utility>

namespace articulator::workflow {

void ContentShelf::keep(const model::CaseId& id, const std::vector<model::Attachment>& attachments) {
  for (const model::Attachment& attachment : attachments) {
    const auto& content = attachment.on_its_way.bytes;
    if (!content || content->size() > bytes_max_) continue;
    std::string hash = base::hex(base::sha256(*content));
    const auto known = by_case_.find(id);
    if (known != by_case_.end() && known->second.contains(hash)) continue;
    while (bytes_ + content->size() > bytes_max_)
      forget(model::CaseId(oldest_first_.front()));
    const auto [of_case, is_new] = by_case_.try_emplace(id);
    if (is_new) oldest_first_.push_back(id);
    of_case->second.emplace(std::move(hash), content);
    bytes_ += content->size();
  }
}

void ContentShelf::forget(const model::CaseId& id) {
  const auto found = by_case_.find(id);
  if (found == by_case_.end()) return;
  for (const auto& [hash, content] : found->second)
    bytes_ -= content->size();
  by_case_.erase(found);
  std::erase(oldest_first_, id);
}

void ContentShelf::put_into(model::Order& order) const {
  const auto found = by_case_.find(order.case_id);
  if (found == by_case_.end()) return;
  for (const model::Attachment& attachment : order.file.attachments) {
    const auto content = found->second.find(attachment.sha256);
    if (content != found->second.end()) order.contents.emplace(content->first, *content->second);
  }
}

}  // namespace articulator::workflow
