// The prescription against what the clinician wrote in words: VAL-19 and VAL-25. Only what the note says
// clearly counts (model::clear_confidence): a wrong warning costs a clinician's trust.
#include "engine/model/spelling.hpp"
#include "engine/validation/rule.hpp"
#include "engine/validation/wording.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace articulator::validation {
namespace {

using model::NoteFact;
using model::NoteField;

// The field of the prescription that a note may contradict.
struct Claim {
  NoteField field;
  std::string_view pointer;
  std::string_view name;
};
constexpr std::array<Claim, 4> claims{{{NoteField::tooth, "/prescription/tooth", "tooth"},
                                       {NoteField::material, "/prescription/material", "material"},
                                       {NoteField::shade, "/prescription/shade", "shade"},
                                       {NoteField::margin, "/prescription/margin_type", "margin"}}};

std::vector<std::string> prescribed(const model::Prescription& rx, NoteField field) {
  std::vector<std::string> values;
  if (field == NoteField::tooth)
    for (const auto& tooth : rx.teeth)
      if (tooth.value) values.push_back(tooth.value->universal());
  if (field == NoteField::material && rx.material.value) values.emplace_back(model::word(*rx.material.value));
  if (field == NoteField::shade && rx.shade.value) values.push_back(rx.shade.value->text);
  if (field == NoteField::margin && rx.margin_type.value)
    values.emplace_back(model::word(*rx.margin_type.value));
  return values;
}

// A family covers its members: a note's "pfm" is no word against pfm_noble.
bool same(std::string_view noted, std::string_view given) {
  return noted == given || (given.starts_with(noted) && given.substr(noted.size()).starts_with("_"));
}

bool among(std::string_view noted, const std::vector<std::string>& given) {
  return std::any_of(given.begin(), given.end(), [&](const std::string& one) { return same(noted, one); });
}

std::vector<const NoteFact*> clear_facts(const Subject& subject, NoteField field, bool denied) {
  std::vector<const NoteFact*> facts;
  for (const NoteFact& fact : subject.context.note)
    if (fact.field == field && fact.denied == denied && fact.confidence >= model::clear_confidence)
      facts.push_back(&fact);
  return facts;
}

// The note speaks of several pieces of work, so its words cannot be told apart by piece.
bool several_works(const Subject& subject) {
  return clear_facts(subject, NoteField::tooth, false).size() > 1 || subject.rx.teeth.size() > 1;
}

bool at_odds(NoteField field, const NoteFact& a, const NoteFact& b) {
  // "PFM ... gold": a PFM on noble alloy; families are told apart by nobody.
  if (field == NoteField::material) return !same(a.value, b.value) && !same(b.value, a.value);
  return a.value != b.value;
}

// Two clear words of the note that cannot both be meant. Empty: there are none.
std::optional<std::array<const NoteFact*, 2>> contradiction(const Subject& subject, NoteField field) {
  if (field == NoteField::tooth || several_works(subject)) return std::nullopt;
  const auto facts = clear_facts(subject, field, false);
  for (const NoteFact* one : facts)
    for (const NoteFact* other : facts)
      if (one < other && at_odds(field, *one, *other)) return std::array{one, other};
  return std::nullopt;
}

std::string spoken_value(NoteField field, std::string_view value) {
  if (field == NoteField::material || field == NoteField::margin) return model::spoken(value);
  return std::string(value);
}

std::string listed(NoteField field, const std::vector<std::string>& values) {
  std::vector<std::string> names;
  for (const std::string& value : values)
    names.push_back(spoken_value(field, value));
  return enumerated(names, "and");
}

std::string quoted(const NoteFact& fact) {
  return fmt::format("\"{}\"", fact.words);
}

void compare(const Subject& subject, const Claim& claim, Report& report) {
  const std::vector<std::string> given = prescribed(subject.rx, claim.field);
  if (given.empty() || contradiction(subject, claim.field)) return;
  for (const NoteFact* fact : clear_facts(subject, claim.field, true))
    if (among(fact->value, given))
      return report.found_at(std::string(claim.pointer),
                             {fmt::format("The note takes {} {} back, and the prescription still has it.",
                                          claim.name, spoken_value(claim.field, fact->value)),
                              fmt::format("Settle which {} is meant.", claim.name), quoted(*fact)});
  const auto facts = clear_facts(subject, claim.field, false);
  const bool agrees = std::any_of(facts.begin(), facts.end(),
                                  [&](const NoteFact* fact) { return among(fact->value, given); });
  if (facts.empty() || agrees) return;
  const NoteFact& fact = *facts.front();
  report.found_at(std::string(claim.pointer),
                  {fmt::format("The note says {} {}, the prescription {}.", claim.name,
                               spoken_value(claim.field, fact.value), listed(claim.field, given)),
                   fmt::format("Settle which {} is meant.", claim.name), quoted(fact)});
}

void against_note(const Subject& subject, Report& report) {
  if (subject.context.note.empty()) return report.not_judged();
  for (const Claim& claim : claims)
    compare(subject, claim, report);
}

void leans_on_pictures(const Subject& subject, Report& report) {
  if (subject.has(model::AttachmentKind::photo) || subject.has(model::AttachmentKind::photo_shade)) return;
  for (const NoteField field : {NoteField::match, NoteField::photo})
    for (const NoteFact* fact : clear_facts(subject, field, false))
      return report.found_at(
          std::string(model::pointer_of(fact->place)),
          {field == NoteField::match
               ? "The lab is asked to match what stands in the mouth, and no photo is attached."
               : "The note points to a photo, and none is attached.",
           "Attach the photo, or say in words what is wanted.", quoted(*fact)});
}

void leans_on_earlier_work(const Subject& subject, Report& report) {
  if (subject.context.earlier_case) return;
  for (const NoteFact* fact : clear_facts(subject, NoteField::earlier_case, false))
    return report.found_at(
        std::string(model::pointer_of(fact->place)),
        {"The note wants the same as last time, and no earlier case of this patient is known.",
         "Say in the prescription what is wanted.", quoted(*fact)});
}

void instructions_clear(const Subject& subject, Report& report) {
  if (subject.context.note.empty()) return report.not_judged();
  leans_on_pictures(subject, report);
  leans_on_earlier_work(subject, report);
  for (const Claim& claim : claims)
    if (const auto both = contradiction(subject, claim.field)) {
      const auto& [one, other] = *both;
      report.found_at(
          std::string(model::pointer_of(one->place)),
          {fmt::format("The note says {} {} and also {}.", claim.name, spoken_value(claim.field, one->value),
                       spoken_value(claim.field, other->value)),
           fmt::format("Settle which {} is meant.", claim.name),
           fmt::format("{}, {}", quoted(*one), quoted(*other))});
    }
}

constexpr std::array<RuleRow, 2> rows{
    {{19, Severity::warning, "/notes", "clinical note", against_note},
     {25, Severity::warning, "/notes", "clear instructions", instructions_clear}}};

}  // namespace

std::vector<NoteField> doubted(const model::Prescription& rx, const model::NoteFacts& suggested) {
  std::vector<NoteField> fields;
  if (rx.teeth.size() > 1) return fields;
  for (const Claim& claim : claims) {
    const std::vector<std::string> given = prescribed(rx, claim.field);
    bool said = false;
    bool agrees = given.empty();
    for (const NoteFact& fact : suggested) {
      if (fact.field != claim.field || fact.denied) continue;
      said = true;
      agrees = agrees || among(fact.value, given);
    }
    if (said && !agrees) fields.push_back(claim.field);
  }
  return fields;
}

std::span<const RuleRow> note_rules() {
  return rows;
}

}  // namespace articulator::validation
