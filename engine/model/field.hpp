// Field<T>: what was written on the prescription, and what it means if it means anything.
//
// A finding must show the clinician their own word ("A7"), while rules need the value; so both are kept.
#pragma once

#include <optional>
#include <string>

namespace articulator::model {

template <typename T>
struct Field {
  std::string given;       // as written; empty: missing
  std::optional<T> value;  // empty: missing or not understood

  [[nodiscard]] bool missing() const { return given.empty(); }
  [[nodiscard]] bool unknown() const { return !given.empty() && !value; }

  // Two fields agree when they mean the same; where they mean nothing, when they were written the same.
  friend bool operator==(const Field& a, const Field& b) {
    return a.value || b.value ? a.value == b.value : a.given == b.given;
  }
};

}  // namespace articulator::model
