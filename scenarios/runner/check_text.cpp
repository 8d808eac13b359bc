#include "scenarios/runner/check_text.hpp"

#include "engine/base/json_reader.hpp"

#include <map>

#include <fmt/format.h>

namespace articulator::runner {
namespace {

constexpr std::size_t facts_shown_max = 8;
constexpr std::size_t text_shown_max = 120;

std::string joined(const base::JsonValue& list) {
  std::string out;
  for (const base::JsonValue& element : list.elements()) {
    std::string one(element.text().value_or(""));
    if (const auto code = element.find("code")) one = code->text().value_or("");
    out += (out.empty() ? "" : ", ") + one;
  }
  return out;
}

// The members worth a word, in this order: texts as they are, lists joined.
std::string content_of(std::string_view data) {
  base::JsonParser parser;
  const auto document = parser.parse(data);
  if (!document) return {};
  std::string out;
  const auto add = [&](std::string_view one) {
    if (one.empty()) return;
    out += ' ';
    out += one.substr(0, text_shown_max);
  };
  for (const std::string_view key : {"status", "decision", "stage", "milestone", "medium", "tracking", "lab",
                                     "idempotency_key", "by", "reason", "question", "text", "error", "phase"})
    if (const auto member = document->find(key)) add(member->text().value_or(""));
  for (const std::string_view key : {"findings", "reasons"}) {
    const auto list = document->find(key);
    const std::string all = list ? joined(*list) : std::string();
    if (!all.empty()) add("(" + all + ")");
  }
  return out;
}

}  // namespace

std::string instant_text(base::Instant at, base::Instant start) {
  const std::string whole = base::format_instant(at);  // 2024-10-21T14:00:31.000Z
  const bool earlier = at < start;
  const base::Duration since = earlier ? start - at : at - start;
  return fmt::format("{} ({}{})", whole.substr(11, 8), earlier ? "-" : "+", base::format_duration(since));
}

std::string fact_text(const world::Entry& fact, base::Instant start) {
  return fmt::format("{} {}{}", instant_text(fact.at, start), fact.type, content_of(fact.data));
}

std::string record_text(const AuditRecord& record, base::Instant start) {
  return fmt::format("{} {} by {}{}", instant_text(record.at, start), record.action, record.actor,
                     content_of(record.data));
}

std::string facts_of_case(const Evidence& evidence, std::string_view practice, std::string_view case_id) {
  std::multimap<base::Instant, const world::Entry*>
      facts;  // what was pulled from the audit comes late in the journal
  for (const world::Entry& fact : evidence.facts)
    if (fact.subject == case_id && (practice.empty() || practice_of(fact.source) == practice))
      facts.emplace(fact.at, &fact);
  if (facts.empty()) return "nothing";
  std::size_t hidden = facts.size() > facts_shown_max ? facts.size() - facts_shown_max : 0;
  std::string out = hidden > 0 ? fmt::format("{} facts, the last of them: ", facts.size()) : std::string();
  std::string_view between;
  for (const auto& [at, fact] : facts) {
    if (hidden > 0) {
      --hidden;
      continue;
    }
    out.append(between).append(fact_text(*fact, evidence.start));
    between = "; ";
  }
  return out;
}

}  // namespace articulator::runner
