#include "engine/mapping/code_check.hpp"

#include "engine/mapping/procedure_code.hpp"

#include <string>
#include <utility>

namespace articulator::mapping {
namespace {

std::string spoken(std::string_view word) {
  std::string text(word);
  for (char& c : text)
    if (c == '_') c = ' ';
  return text;
}

std::string with_article(const std::string& noun) {
  return (std::string_view("aeiou").find(noun.front()) == std::string_view::npos ? "a " : "an ") + noun;
}

model::Finding contradiction(const std::string& code, std::string of_code, std::string of_rx) {
  model::Finding finding;
  finding.rule = code_rule;
  finding.severity = model::Severity::warning;
  finding.field = "/prescription/procedure_code";
  finding.sentence = "Procedure code " + code + " is for " + of_code + ", but the prescription asks for " +
                     std::move(of_rx) + ".";
  finding.fix = "Correct the code or the prescription, whichever is wrong.";
  finding.evidence = code + ": " + of_code;
  return finding;
}

}  // namespace

std::vector<model::Finding> check_code(const model::Prescription& rx) {
  const CodeMeaning* meaning = meaning_of(rx.procedure_code);
  if (meaning == nullptr || !rx.procedure.value) return {};
  const std::string kind = spoken(model::word(meaning->kind));
  if (*rx.procedure.value != meaning->kind)
    return {contradiction(rx.procedure_code, with_article(kind),
                          with_article(spoken(model::word(*rx.procedure.value))))};
  if (!rx.material.value || is_of(meaning->made_of, *rx.material.value)) return {};
  return {contradiction(rx.procedure_code, with_article(kind) + " of " + std::string(word(meaning->made_of)),
                        spoken(model::word(*rx.material.value)))};
}

void add_checks(const model::Prescription& rx, model::Validation& validation) {
  if (meaning_of(rx.procedure_code) == nullptr) return;
  std::vector<model::Finding> found = check_code(rx);
  if (found.empty()) {
    validation.checks_passed.emplace_back(code_check_name);
    return;
  }
  // Its rules come after those of validation.
  for (model::Finding& finding : found)
    validation.findings.push_back(std::move(finding));
  if (validation.status == model::RxStatus::approved) validation.status = model::RxStatus::needs_review;
}

}  // namespace articulator::mapping
