// Strong ids: a case id is never a patient id, though both are text.
#pragma once

#include <compare>
#include <string>
#include <utility>

namespace articulator::base {

template <typename Tag>
struct Id {
  std::string text;

  Id() = default;
  explicit Id(std::string value) : text(std::move(value)) {}
  [[nodiscard]] bool empty() const { return text.empty(); }
  friend auto operator<=>(const Id&, const Id&) = default;
};

}  // namespace articulator::base
