#include "engine/mapping/bundle.hpp"

#include <set>
#include <string>
#include <utility>

namespace articulator::mapping {
namespace {

constexpr std::size_t ending_chars_max = 10;

std::string ending_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || name.size() - dot - 1 > ending_chars_max) return {};
  std::string ending;
  for (const char c : name.substr(dot + 1)) {
    if (c >= 'A' && c <= 'Z')
      ending += static_cast<char>(c - 'A' + 'a');
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      ending += c;
  }
  return ending;
}

void replace_all(std::string& text, std::string_view what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
}

std::string tooth_of(const model::Prescription& rx) {
  if (rx.teeth.empty()) return "none";
  const auto& first = rx.teeth.front();
  return first.value ? first.value->universal() : "unknown";
}

std::string kind_of(const model::Attachment& attachment) {
  return std::string(model::word(attachment.kind));
}

}  // namespace

std::vector<model::Attachment> bundle(std::string_view name_rule, const model::CaseId& case_id,
                                      const model::Prescription& rx,
                                      std::vector<model::Attachment> attachments) {
  if (name_rule.empty()) return attachments;
  std::set<std::string> taken;
  const std::string tooth = tooth_of(rx);
  for (model::Attachment& attachment : attachments) {
    const std::string ending = ending_of(attachment.name);
    std::string name(name_rule);
    if (ending.empty()) replace_all(name, ".{ext}", "");
    replace_all(name, "{ext}", ending);
    replace_all(name, "{tooth}", tooth);
    replace_all(name, "{kind}", kind_of(attachment));
    replace_all(name, "{case}", case_id.text);
    const std::size_t dot = ending.empty() ? name.size() : name.rfind('.');
    std::string unique = name;
    for (int n = 2; !taken.insert(unique).second; ++n)
      unique = name.substr(0, dot) + "-" + std::to_string(n) + name.substr(dot);
    attachment.name = std::move(unique);
  }
  return attachments;
}

}  // namespace articulator::mapping
