#include "scenarios/runner/expectation.hpp"

#include "engine/base/json_reader.hpp"
#include "scenarios/runner/check_text.hpp"
#include "scenarios/runner/json_part.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace articulator::runner {
namespace {

using base::JsonValue;

std::vector<std::string> sorted_texts(const JsonValue& data, std::string_view key,
                                      std::string_view inner = {}) {
  std::vector<std::string> texts;
  const auto list = data.find(key);
  if (!list) return texts;
  for (const JsonValue& element : list->elements()) {
    const auto text = inner.empty() ? std::optional(element) : element.find(inner);
    if (text) texts.emplace_back(text->text().value_or(""));
  }
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  return texts;
}

std::string_view text_of(const JsonValue& data, std::string_view key) {
  const auto member = data.find(key);
  return member ? member->text().value_or("") : std::string_view();
}

bool equals(const std::string& wanted, const JsonValue& data, std::string_view key) {
  return wanted.empty() || text_of(data, key) == wanted;
}

bool part_fits(const std::string& wanted, const std::optional<JsonValue>& whole) {
  if (wanted.empty()) return true;
  base::JsonParser parser;
  const auto part = parser.parse(wanted);
  return part && whole && is_part(*part, *whole);
}

bool texts_fit(const Expectation& wanted, std::string_view text) {
  const auto has = [&](const std::string& one) { return text.find(one) != std::string_view::npos; };
  return std::all_of(wanted.text_has.begin(), wanted.text_has.end(), has) &&
         std::none_of(wanted.text_lacks.begin(), wanted.text_lacks.end(), has);
}

// Both sorted.
bool holds_all(const std::vector<std::string>& whole, const std::vector<std::string>& part) {
  return std::includes(whole.begin(), whole.end(), part.begin(), part.end());
}

bool checks_fit(std::int64_t wanted, const std::optional<JsonValue>& result) {
  if (wanted == 0) return true;
  if (!result) return false;
  std::vector<std::string> names = sorted_texts(*result, "checks_passed");
  std::erase(names, "");
  return static_cast<std::int64_t>(names.size()) >= wanted;
}

// In the order in which they were said.
std::vector<std::string> findings_of(const JsonValue& data) {
  std::vector<std::string> findings;
  if (const auto list = data.find("findings"))
    for (const JsonValue& finding : list->elements())
      findings.push_back(fmt::format("{} {}", text_of(finding, "code"), text_of(finding, "field")));
  return findings;
}

std::vector<std::string> findings_of_case(const Evidence& evidence, std::string_view practice,
                                          std::string_view case_id) {
  base::JsonParser parser;
  for (const world::Entry& fact : evidence.facts) {
    if (fact.type != "engine.rx.validated" || fact.subject != case_id || practice_of(fact.source) != practice)
      continue;
    if (const auto document = parser.parse(fact.data)) return findings_of(*document);
  }
  return {"no findings of " + std::string(case_id)};
}

bool rx_fits(const Expectation& wanted, const JsonValue& data) {
  if (!equals(wanted.status, data, "status") || !checks_fit(wanted.checks, data)) return false;
  if (wanted.findings && findings_of(data) != *wanted.findings) return false;
  const std::vector<std::string> codes = sorted_texts(data, "findings", "code");
  if (wanted.codes && codes != *wanted.codes) return false;
  return holds_all(codes, wanted.has);
}

bool content_fits(const Expectation& wanted, const JsonValue& data) {
  switch (wanted.kind) {
    case FormKind::review:
      return holds_all(sorted_texts(data, "reasons"), wanted.reasons);
    case FormKind::validated:
      return rx_fits(wanted, data);
    case FormKind::order:
    case FormKind::order_mirrored:
      return equals(wanted.lab, data, "lab") &&
             part_fits(wanted.prescription, data.at_pointer("/order/prescription")) &&
             checks_fit(wanted.checks, data.at_pointer("/order/validation_result"));
    case FormKind::order_cancelled:
      return equals(wanted.lab, data, "lab");
    case FormKind::order_amended:
      return equals(wanted.lab, data, "lab") && part_fits(wanted.prescription, data.find("prescription"));
    case FormKind::status:
      return equals(wanted.stage, data, "stage") &&
             (!wanted.tracking_wanted || !text_of(data, "tracking").empty());
    case FormKind::note:
      return texts_fit(wanted, text_of(data, "text"));
    case FormKind::message:
      return equals(wanted.milestone, data, "milestone") && equals(wanted.medium, data, "medium") &&
             texts_fit(wanted, text_of(data, "text"));
    case FormKind::answered:
      return equals(wanted.text, data, "text");
    case FormKind::audit:
    case FormKind::fact:
    case FormKind::dead_letters:
      return part_fits(wanted.data, data);
    case FormKind::case_now:
    case FormKind::audit_verifies:
    case FormKind::insight_now:
      break;
  }
  return false;
}

// Whether a form asks anything of the content at all; most do not, and then nothing need be parsed.
bool asks_content(const Expectation& wanted) {
  return wanted.codes || !wanted.reasons.empty() || !wanted.has.empty() || !wanted.status.empty() ||
         !wanted.lab.empty() || !wanted.stage.empty() || !wanted.milestone.empty() ||
         !wanted.medium.empty() || !wanted.text.empty() || !wanted.text_has.empty() ||
         !wanted.text_lacks.empty() || !wanted.prescription.empty() || !wanted.data.empty() ||
         wanted.findings || wanted.checks > 0 || wanted.tracking_wanted;
}

bool in_time(const Expectation& wanted, base::Instant at, base::Instant start) {
  return (!wanted.after || at >= start + *wanted.after) && (!wanted.before || at < start + *wanted.before);
}

struct Found {
  std::vector<std::string> fitting;    // as texts
  std::vector<std::string> near;       // of the type and case, but of other content or time
  std::optional<base::Instant> first;  // of those that fit
};

void look(const Expectation& wanted, const Evidence& evidence, base::JsonParser& parser, base::Instant at,
          std::string_view data, const auto& as_text, Found& found) {
  bool fits = in_time(wanted, at, evidence.start);
  if (fits && asks_content(wanted)) {
    const auto document = parser.parse(data);
    fits = document && content_fits(wanted, *document);
  }
  (fits ? found.fitting : found.near).push_back(as_text());
  if (fits && !found.first) found.first = at;
}

Found find(Expectation wanted, const Evidence& evidence) {
  if (!wanted.as_of.empty()) wanted.findings = findings_of_case(evidence, wanted.practice, wanted.as_of);
  Found found;
  base::JsonParser parser;  // its memory is used again from fact to fact
  if (wanted.kind == FormKind::audit) {
    for (const AuditRecord& record : evidence.audit) {
      if (record.action != wanted.action) continue;
      if (!wanted.case_id.empty() && (record.case_id != wanted.case_id || record.practice != wanted.practice))
        continue;
      look(
          wanted, evidence, parser, record.at, record.data,
          [&] { return record_text(record, evidence.start); }, found);
    }
    return found;
  }
  for (const world::Entry& fact : evidence.facts) {
    if (fact.type != wanted.type || practice_of(fact.source) != wanted.practice) continue;
    if (!wanted.case_id.empty() && fact.subject != wanted.case_id) continue;
    look(
        wanted, evidence, parser, fact.at, fact.data, [&] { return fact_text(fact, evidence.start); }, found);
  }
  return found;
}

std::string listed(const std::vector<std::string>& texts) {
  constexpr std::size_t shown_max = 6;
  std::string out;
  for (std::size_t i = 0; i < texts.size() && i < shown_max; ++i)
    out += (i > 0 ? "; " : "") + texts[i];
  if (texts.size() > shown_max) out += fmt::format("; and {} more", texts.size() - shown_max);
  return out;
}

std::string shown(const Expectation& wanted, const Evidence& evidence, const Found& found) {
  if (!found.fitting.empty())
    return fmt::format("{} time{}: {}", found.fitting.size(), found.fitting.size() == 1 ? "" : "s",
                       listed(found.fitting));
  if (!found.near.empty()) return "none like it; but: " + listed(found.near);
  if (wanted.case_id.empty()) return "none";
  return fmt::format("none; of {} the journal has {}", wanted.case_id,
                     facts_of_case(evidence, wanted.practice, wanted.case_id));
}

void append(std::string& out, std::string_view what, const std::string& value) {
  if (!value.empty()) out += fmt::format(", {} {}", what, value);
}

std::string bracketed(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const std::string& text : texts)
    out += (out.size() > 1 ? ", " : "") + text;
  return out + "]";
}

}  // namespace

std::string describe(const Expectation& wanted) {
  std::string out = wanted.word;
  if (wanted.kind == FormKind::fact) out = wanted.type;
  if (wanted.kind == FormKind::audit) out = "audit record " + wanted.action;
  if (!wanted.case_id.empty()) out += " of " + wanted.case_id;
  if (wanted.practice != "p-01") out += " at " + wanted.practice;
  if (!wanted.reasons.empty()) out += ", reasons among them " + bracketed(wanted.reasons);
  append(out, "status", wanted.status);
  if (wanted.codes) out += ", codes " + bracketed(*wanted.codes);
  if (!wanted.has.empty()) out += ", codes among them " + bracketed(wanted.has);
  append(out, "with the findings, in the order, of", wanted.as_of);
  if (wanted.checks > 0) out += fmt::format(", naming at least {} checks that passed", wanted.checks);
  append(out, "lab", wanted.lab);
  append(out, "stage", wanted.stage);
  append(out, "milestone", wanted.milestone);
  append(out, "medium", wanted.medium);
  append(out, "text", wanted.text.empty() ? "" : "\"" + wanted.text + "\"");
  if (!wanted.text_has.empty()) out += ", text with " + bracketed(wanted.text_has);
  if (!wanted.text_lacks.empty()) out += ", text without " + bracketed(wanted.text_lacks);
  append(out, "page", wanted.page);
  append(out, "prescription with", wanted.prescription);
  append(out, "with", wanted.data == "{}" ? "" : wanted.data);
  if (wanted.tracking_wanted) out += ", with a tracking number";
  if (wanted.after) out += ", from +" + base::format_duration(*wanted.after) + " on";
  if (wanted.before) out += ", before +" + base::format_duration(*wanted.before);
  return out;
}

std::optional<Failure> judge(const Expectation& wanted, const Evidence& evidence) {
  const Found found = find(wanted, evidence);
  const std::size_t times = found.fitting.size();
  if (wanted.times ? times == static_cast<std::size_t>(*wanted.times) : times > 0) return std::nullopt;
  std::string expected = describe(wanted);
  if (wanted.times)
    expected += *wanted.times == 0 ? ": none"
                                   : fmt::format(": {} time{}", *wanted.times, *wanted.times == 1 ? "" : "s");
  return Failure{std::move(expected), shown(wanted, evidence, found), evidence.end, {}};
}

std::optional<Failure> judge_never(const Expectation& unwanted, const Evidence& evidence) {
  const Found found = find(unwanted, evidence);
  if (found.fitting.empty()) return std::nullopt;
  return Failure{"never " + describe(unwanted), shown(unwanted, evidence, found), *found.first, {}};
}

std::optional<Failure> judge_case(const Expectation& wanted, std::string_view answer,
                                  const Evidence& evidence) {
  base::JsonParser parser;
  const auto state = parser.parse(answer.empty() ? "{}" : answer);
  const bool holds = state && part_fits(wanted.data, *state) &&
                     (!wanted.tracking_wanted || !text_of(*state, "tracking").empty());
  if (holds && !answer.empty()) return std::nullopt;
  const std::string said = answer.empty() ? std::string("the engine knows no such case")
                                          : "the engine says " + std::string(answer.substr(0, 600));
  return Failure{
      describe(wanted),
      fmt::format("{}; the journal has {}", said, facts_of_case(evidence, wanted.practice, wanted.case_id)),
      evidence.end,
      {}};
}

std::optional<Failure> judge_insight(const Expectation& wanted, std::string_view answer,
                                     const Evidence& evidence) {
  base::JsonParser parser;
  base::JsonParser holds_parser;
  const auto page = parser.parse(answer.empty() ? "{}" : answer);
  const auto holds = holds_parser.parse(wanted.holds);
  std::string expected;
  std::string found;
  for (const base::JsonValue::Member& member : holds->members()) {
    const auto there = page ? page->at_pointer(member.key) : std::nullopt;
    if (there && is_part(member.value, *there)) continue;
    expected += fmt::format("{}{} is {}", expected.empty() ? "" : ", ", member.key, member.value.dump());
    found += fmt::format("{}{} is {}", found.empty() ? "" : ", ", member.key,
                         there ? there->dump().substr(0, 200) : "not there");
  }
  if (answer.empty()) found = "the engine has no such page";
  if (expected.empty() && !answer.empty()) return std::nullopt;
  return Failure{describe(wanted) + ": " + expected, found, evidence.end, {}};
}

}  // namespace articulator::runner
