// NTF-04, AUD-04: no name, diagnosis, tooth or material in an SMS; no names in the audit.
#include "scenarios/runner/check_facts.hpp"
#include "scenarios/runner/invariant.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <span>

#include <fmt/format.h>

namespace articulator::runner {
namespace {

constexpr std::array<std::string_view, 30> clinical_words{
    "tooth",     "teeth",      "molar",      "premolar",    "bicuspid", "incisor", "canine",  "zirconia",
    "lithium",   "disilicate", "porcelain",  "pfm",         "metal",    "gold",    "acrylic", "cobalt",
    "chrome",    "composite",  "pmma",       "ceramic",     "caries",   "decay",   "cavity",  "fracture",
    "infection", "abscess",    "gingivitis", "periodontal", "necrosis", "shade"};

bool is_letter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

// As a whole word.
bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !is_letter(text[at - 1]);
    const bool ends = at + word.size() == text.size() || !is_letter(text[at + word.size()]);
    if (begins && ends) return true;
  }
  return false;
}

// "#19": how a chart names a tooth.
bool has_tooth_number(std::string_view text) {
  for (std::size_t at = text.find('#'); at != std::string_view::npos; at = text.find('#', at + 1))
    if (at + 1 < text.size() && std::isdigit(static_cast<unsigned char>(text[at + 1])) != 0) return true;
  return false;
}

std::optional<std::string> forbidden_in(const std::string& message, const std::vector<std::string>& names) {
  const std::string text = lower(message);
  for (const std::string_view word : clinical_words)
    if (has_word(text, word)) return std::string(word);
  for (const std::string& name : names)
    if (has_word(text, lower(name))) return name;
  if (has_tooth_number(text)) return std::string("a tooth number");
  return std::nullopt;
}

// "602-555-0142", "chart 104422": more digits in a row, strokes between them or not, than work has.
bool has_long_number(std::string_view text) {
  constexpr int digits_max = 6;
  int digits = 0;
  for (const char c : text) {
    if (std::isdigit(static_cast<unsigned char>(c)) != 0)
      ++digits;
    else if (c != '-' || digits == 0)
      digits = 0;
    if (digits > digits_max) return true;
  }
  return false;
}

// AIM-05: of the note in a question to a model.
void check_question(const std::string& body, const Evidence& evidence, const world::Entry& fact,
                    std::vector<Failure>& failures) {
  constexpr std::string_view says = "identifiers: nobody's name, number or address goes to a model";
  base::JsonParser parser;
  const auto question = parser.parse(body);
  const std::string note = question ? text_at(*question, "/messages/1/content") : body;
  const std::string text = lower(note);
  for (const std::string& name : evidence.names)
    if (has_word(text, lower(name)))
      report(failures, std::string(says), "\"" + name + "\" in \"" + note + "\"", fact.at);
  if (has_long_number(note) || note.find('@') != std::string::npos)
    report(failures, std::string(says), "\"" + note + "\"", fact.at);
}

}  // namespace

void check_identifiers(const Evidence& evidence, std::vector<Failure>& failures) {
  FactData data;
  for (const world::Entry& fact : std::span(evidence.facts).subspan(evidence.facts_judged)) {
    if (fact.type == "model.asked") check_question(text_at(data.of(fact), "/body"), evidence, fact, failures);
    if (fact.type != "engine.patient.notified") continue;
    const base::JsonValue message = data.of(fact);
    if (text_at(message, "/medium") != "sms") continue;
    const std::string text = text_at(message, "/text");
    if (const auto found = forbidden_in(text, evidence.names))
      report(failures, "identifiers: no name, diagnosis, tooth or material in an SMS",
             "\"" + *found + "\" in \"" + text + "\"", fact.at);
  }
  for (const AuditRecord& record : std::span(evidence.audit).subspan(evidence.audit_judged))
    for (const std::string& name : evidence.names)
      if (has_word(record.data, name))
        report(failures, "identifiers: ids, not names, in the audit",
               fmt::format("\"{}\" in record {} ({})", name, record.sequence, record.action), record.at);
}

}  // namespace articulator::runner
