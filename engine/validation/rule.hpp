// What the rules have in common: their table row, what they look at, and how they say what they found.
//
//   constexpr RuleRow row{12, Severity::blocker, "/prescription/die_material", "die material", die_material};
//
//   void die_material(const Subject& subject, Report& report) {
//     if (!subject.rx.physical_model) return report.not_judged();
//     if (subject.rx.die_material.empty()) report.found({"A physical model is ordered ...", "Name the die
//     material"});
//   }
#pragma once

#include "engine/validation/validate.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::validation {

using model::Severity;

// The case, and what follows from it for many rules.
struct Subject {
  explicit Subject(const Context& given);

  const Context& context;
  const model::CaseFile& file;
  const model::Prescription& rx;
  const model::Product* product;  // the lab's for (procedure, material); null: none
  bool shade_wanted;              // by the product or, without one, by any of the lab's for the procedure
  bool margin_wanted;

  [[nodiscard]] bool needs(model::AttachmentKind kind) const;  // the product does; false without one
  [[nodiscard]] bool has(model::AttachmentKind kind) const;    // the case does
};

struct Words {
  std::string sentence;  // for a clinician
  std::string fix;
  std::string evidence = {};
};

struct RuleRow;

// Collects what one rule found.
class Report {
 public:
  explicit Report(const RuleRow& row) : row_(row) {}

  void found(Words words);                        // at the row's field, with its severity
  void found_at(std::string field, Words words);  // elsewhere in the case data
  void warn(Words words);                         // at the row's field, as a warning
  // The rule does not apply to this case: it neither found anything nor passed.
  void not_judged() { judged_ = false; }

  [[nodiscard]] bool passed() const { return judged_ && findings_.empty(); }
  [[nodiscard]] std::vector<model::Finding>& findings() { return findings_; }

 private:
  void add(Severity severity, std::string field, Words words);

  const RuleRow& row_;
  std::vector<model::Finding> findings_;
  bool judged_ = true;
};

struct RuleRow {
  std::uint8_t number;  // VAL-nn
  Severity severity;
  std::string_view field;  // JSON pointer into the case data
  std::string_view check;  // its name among the checks that passed (VAL-30)
  void (*judge)(const Subject& subject, Report& report);
};

// The tables, one a file, each in the order of its numbers.
std::span<const RuleRow> restoration_rules();
std::span<const RuleRow> shade_and_margin_rules();
std::span<const RuleRow> date_rules();
std::span<const RuleRow> record_rules();
std::span<const RuleRow> scan_rules();
std::span<const RuleRow> construction_rules();
std::span<const RuleRow> attachment_rules();
std::span<const RuleRow> people_rules();
std::span<const RuleRow> insurance_rules();
std::span<const RuleRow> note_rules();

}  // namespace articulator::validation
