// Decided: one decision in the form in which production's and the reference's are compared (DECISIONS,
// "Comparing").
//
//   Decided ours = decided_of(decision.act).value();
//   Decided theirs;
//   read_decided(DecisionType::pms_status, data, theirs).value();
//   ours.same_key(theirs) && ours.content == theirs.content
//
// The case and the practice belong to the key, too; they stand beside, since a log line has them in its
// envelope.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/model/decision.hpp"
#include "engine/model/ids.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace articulator::replay {

enum class DecisionType : std::uint8_t {
  rx_validated,
  review_opened,
  order_sent,
  order_cancelled,
  pms_status,
  pms_note,
  patient_notified,
  delay_alerted,
  delay_cleared,
  slots_proposed,
  remake_triaged,
  invoice_line,
  dead_letter
};
inline constexpr std::size_t decision_types = 13;

std::string_view word(DecisionType type);  // "rx.validated", as behind "dental.engine."
std::optional<DecisionType> decision_type_of(std::string_view word);

// False: the reference does not decide this yet, so production's are counted and neither agreed nor
// divergent.
bool judged(DecisionType type);

struct Decided {
  DecisionType type = DecisionType::rx_validated;
  std::string key;      // beyond practice, case and type: stage, milestone, sorted reasons; often empty
  std::string content;  // what is compared: equal text is equal content; often empty
  std::string said{};   // as a JSON object, where key and content do not say all of it

  [[nodiscard]] bool same_key(const Decided& other) const { return type == other.type && key == other.key; }
  // All of it as a JSON object, for people. Most decisions are answered, and nobody looks at them.
  [[nodiscard]] std::string shown() const;
};

// Of an invoice line: the case that it was matched to, which the sides may differ in. Empty: none.
model::CaseId case_of_line(const Decided& line);

// Empty: an act that the log format has no line for.
// `case_id`: the decision's; compared for invoice lines, where it is what was decided.
std::optional<Decided> decided_of(const model::Act& act, const model::CaseId& case_id = {});

// Reads the `data` of a judged type. Error: data that does not fit, with its JSON pointer.
base::Expected<void> read_decided(DecisionType type, base::JsonValue data, Decided& decided);

}  // namespace articulator::replay
