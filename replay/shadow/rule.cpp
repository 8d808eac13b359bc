#include "replay/shadow/rule.hpp"

#include "engine/base/json_reader.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <vector>

namespace articulator::replay {
namespace {

struct Row {
  DecisionType type;
  std::array<std::string_view, divergence_kinds> rule;  // by DivergenceKind
};

// missing, extra, different, late, early
constexpr std::array<Row, 11> rows{{
    {DecisionType::rx_validated, {"VAL-32", "VAL-31", "VAL-30", "VAL-32", "VAL-31"}},
    {DecisionType::review_opened, {"", "", "", "", ""}},  // its reasons
    {DecisionType::order_sent, {"DSP-01", "GOV-02", "DSP-02", "DSP-08", "GOV-06"}},
    {DecisionType::order_cancelled, {"DSP-10", "DSP-10", "DSP-10", "DSP-10", "DSP-10"}},
    {DecisionType::pms_status, {"STS-02", "STS-05", "STS-01", "STS-02", "STS-05"}},
    {DecisionType::pms_note, {"DSP-07", "DSP-07", "DSP-07", "DSP-07", "DSP-07"}},
    {DecisionType::patient_notified, {"NTF-01", "NTF-02", "NTF-01", "NTF-03", "NTF-03"}},
    {DecisionType::delay_alerted, {"DLV-02", "DLV-02", "DLV-02", "DLV-03", "DLV-02"}},
    {DecisionType::delay_cleared, {"DLV-02", "DLV-02", "DLV-02", "DLV-02", "DLV-02"}},
    {DecisionType::remake_triaged, {"RMK-01", "RMK-01", "RMK-02", "RMK-01", "RMK-01"}},
    {DecisionType::invoice_line, {"REC-03", "REC-01", "REC-02", "REC-03", "REC-03"}},
}};

using Texts = std::vector<std::string>;

Texts texts_at(const std::string& json, std::string_view key) {
  base::JsonParser parser;
  const auto document = parser.parse(json);
  if (!document) return {};
  return base::ObjectReader(*document, "").texts_or_none(key);
}

std::string joined(const Texts& texts) {
  std::string line;
  for (const std::string& text : texts)
    line += (line.empty() ? "" : ", ") + text;
  return line;
}

// Findings that one side has and the other has not.
std::string codes_apart(const Decided& reference, const Decided& production) {
  const Texts ours = texts_at(reference.content, "codes");
  const Texts theirs = texts_at(production.content, "codes");
  Texts apart;
  std::ranges::set_symmetric_difference(ours, theirs, std::back_inserter(apart));
  return joined(apart.empty() ? ours : apart);
}

}  // namespace

std::string rule_of(DivergenceKind kind, const Decided* reference, const Decided* production) {
  const Decided& decided = reference != nullptr ? *reference : *production;
  std::string rule;
  if (decided.type == DecisionType::review_opened) rule = joined(texts_at(decided.key, "reasons"));
  if (decided.type == DecisionType::rx_validated && kind == DivergenceKind::different)
    rule = codes_apart(*reference, *production);
  if (!rule.empty()) return rule;
  const auto row = std::ranges::find(rows, decided.type, &Row::type);
  return row == rows.end() ? "" : std::string(row->rule.at(static_cast<std::size_t>(kind)));
}

}  // namespace articulator::replay
