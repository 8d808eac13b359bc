#include "engine/model/finding.hpp"

#include "engine/base/words.hpp"

#include <array>

namespace articulator::model {
namespace {

constexpr std::array<base::Word<Severity>, 3> severity_words{
    {{Severity::blocker, "blocker"}, {Severity::warning, "warning"}, {Severity::note, "note"}}};

constexpr std::array<base::Word<RxStatus>, 3> status_words{{{RxStatus::approved, "approved"},
                                                            {RxStatus::needs_review, "needs_review"},
                                                            {RxStatus::blocked, "blocked"}}};

}  // namespace

std::string_view word(Severity severity) {
  return base::word_of(severity_words, severity);
}
std::string_view word(RxStatus status) {
  return base::word_of(status_words, status);
}

std::string code(Rule rule) {
  std::string text = rule < mapping_rule(0) ? "VAL-00" : "MAP-00";
  text[4] = static_cast<char>('0' + rule.number / 10 % 10);
  text[5] = static_cast<char>('0' + rule.number % 10);
  return text;
}

void write_findings(base::JsonWriter& out, const std::vector<Finding>& findings) {
  out.begin_array();
  for (const Finding& finding : findings) {
    out.begin_object().member("code", code(finding.rule));
    if (!finding.evidence.empty()) out.member("evidence", finding.evidence);
    out.member("field", finding.field);
    if (!finding.fix.empty()) out.member("fix", finding.fix);
    if (!finding.sentence.empty()) out.member("sentence", finding.sentence);
    out.member("severity", word(finding.severity)).end_object();
  }
  out.end_array();
}

}  // namespace articulator::model
