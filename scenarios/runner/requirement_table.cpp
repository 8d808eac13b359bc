#include "scenarios/runner/requirement_table.hpp"

#include "scenarios/runner/document.hpp"
#include "scenarios/runner/strict_reader.hpp"

#include <algorithm>
#include <array>

namespace articulator::runner {

base::Expected<std::vector<Requirement>> read_requirements(const std::string& path) {
  constexpr std::array<Key, 3> keys{
      {{"id", KeyKind::text, true}, {"text", KeyKind::text, true}, {"not_shown_because", KeyKind::text}}};
  const auto document = read_document(path);
  if (!document) return std::unexpected(document.error());
  Complaints complaints(path);
  std::vector<Requirement> table;
  if (!document->is(base::JsonKind::array))
    complaints.add(document->line, "an array is wanted here", "write [...]");
  for (const Node& row : document->elements) {
    if (!check_keys(row, {keys}, "a requirement", complaints)) break;
    table.push_back({text_at(row, "id"), text_at(row, "text"), text_at(row, "not_shown_because")});
  }
  if (complaints.first()) return std::unexpected(*complaints.first());
  return table;
}

const Requirement* find_requirement(const std::vector<Requirement>& table, std::string_view id) {
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const Requirement& one) { return one.id == id; });
  return found == table.end() ? nullptr : &*found;
}

bool is_of_harness(std::string_view id) {
  constexpr std::array<std::string_view, 6> groups{"SIM-", "DET-", "SCN-", "PBT-", "SHD-", "CRT-"};
  return std::any_of(groups.begin(), groups.end(),
                     [&](std::string_view group) { return id.starts_with(group); });
}

}  // namespace articulator::runner
