// Vocabulary: every key that a scenario may hold, as tables. The loader refuses what is not here, says what
// was probably meant, and schema.json is tested against the same tables.
//
//   const Verb* verb = find_verb("lab_status");      // keys: case, status, sequence?, eta?
//   nearest("stepz", names)                          // "steps"
#pragma once

#include "simulators/world/verb.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace articulator::runner {

using KeyKind = world::ArgumentKind;
std::string_view word(KeyKind kind);  // "a text", "a duration such as \"90s\" or \"2h30m\""

using Key = world::Argument;

// Of the model: simulators/model/chat/chat.hpp.
inline constexpr std::array<std::string_view, 6> model_behaviours{"right",     "slow",   "wrong",
                                                                  "malformed", "absent", "hostile"};

// Who does what a verb says.
enum class Actor : std::uint8_t { pms, lab, sftp, mail, model, person, network, outsider };

struct Verb {
  std::string_view word;  // in the scenario: "lab_status"
  Actor actor = Actor::pms;
  std::string_view simulator_verb;  // what the simulator calls it: "status"; empty where no simulator acts
  std::span<const Key> keys;
  std::string_view vendor{};  // the one whose own it is: "open-dental"; empty: any PMS or lab does it
  world::Down down = world::Down::never;
  std::string_view what_is_down{};
};

// What an `expect` can look for. `type` is the fact's in the journal; empty where it is not one type.
enum class FormKind : std::uint8_t {
  review,
  validated,
  order,
  order_cancelled,
  order_amended,
  order_mirrored,
  status,
  note,
  message,
  answered,
  audit,
  case_now,
  audit_verifies,
  insight_now,
  dead_letters,
  fact
};
// Whether a form looks for facts and so counts them; the others ask the engine how it stands.
constexpr bool counts_facts(FormKind kind) {
  return kind != FormKind::case_now && kind != FormKind::audit_verifies && kind != FormKind::insight_now;
}
struct Form {
  std::string_view word;  // "order"
  FormKind kind = FormKind::fact;
  std::string_view type;      // "engine.order.sent"
  std::span<const Key> keys;  // beside counting_keys()
};

std::span<const Key> scenario_keys();
std::span<const Key> world_keys();
std::span<const Key> practice_keys();  // of an element of world.practices
std::span<const Key> step_keys();      // beside the one verb
std::span<const Verb> verbs();         // the vendors' own included
std::span<const Key> counting_keys();  // of every form but `case`
std::span<const Form> forms();

const Verb* find_verb(std::string_view word);
bool does(std::string_view kind, const Verb& verb);  // a PMS or lab of that kind
const Form* find_form(std::string_view word);
const Key* find_key(std::span<const Key> keys, std::string_view name);

// The known word that is closest to what was written, two letters or a third of them away at most; else none.
std::optional<std::string_view> nearest(std::string_view written, const std::vector<std::string_view>& known);

}  // namespace articulator::runner
