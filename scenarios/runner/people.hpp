// The people of every practice in a scenario's world: made up, with a role and a token each.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace articulator::runner {

struct PersonRow {
  std::string_view id;
  std::string_view role;
};
// Where a step says a role, the first of that role acts.
inline constexpr std::array<PersonRow, 6> people{{
    {"D-1", "dentist"},
    {"D-2", "dentist"},
    {"C-1", "lab_coordinator"},
    {"F-1", "front_desk"},
    {"U-1", "auditor"},
    {"M-1", "administrator"},
}};

// By id or role; null: nobody.
constexpr const PersonRow* find_person(std::string_view as) {
  for (const PersonRow& person : people)
    if (person.id == as || person.role == as) return &person;
  return nullptr;
}

// Of who runs the engine, where its pages want a token.
inline constexpr std::string_view operator_token = "token-of-who-runs-the-engine";

inline std::string token_of(std::string_view practice, std::string_view person) {
  return "token-of-" + std::string(person) + "-at-" + std::string(practice);
}

}  // namespace articulator::runner
