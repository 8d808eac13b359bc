#include "engine/validation/wording.hpp"

#include "engine/model/spelling.hpp"

#include <fmt/format.h>

namespace articulator::validation {

std::string enumerated(const std::vector<std::string>& items, std::string_view last_joint) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? fmt::format(" {} ", last_joint) : std::string(", ");
    text += items[i];
  }
  return text;
}

std::string capitalised(std::string text) {
  if (!text.empty()) text[0] = model::upper_case(text[0]);
  return text;
}

std::string lab_name(const Subject& subject) {
  if (subject.context.lab != nullptr) return subject.context.lab->name;
  return subject.file.lab.empty() ? "the lab" : subject.file.lab.text;
}

std::string teeth_named(const Subject& subject) {
  std::vector<std::string> names;
  for (const auto& tooth : subject.rx.teeth)
    names.push_back(tooth.value ? tooth.value->universal() : tooth.given);
  if (names.empty()) return "the case";
  return (names.size() == 1 ? "tooth " : "teeth ") + enumerated(names, "and");
}

std::string work_named(const Subject& subject) {
  const auto& rx = subject.rx;
  std::string text = rx.material.value ? model::spoken(model::word(*rx.material.value)) + ' ' : std::string{};
  return text + (rx.procedure.value ? model::spoken(model::word(*rx.procedure.value)) + 's' : "restorations");
}

std::string materials_offered(const Subject& subject) {
  std::vector<std::string> names;
  if (subject.context.lab == nullptr) return {};
  for (const model::Product& product : subject.context.lab->products)
    if (product.restoration == subject.rx.procedure.value)
      names.push_back(model::spoken(model::word(product.material)));
  return enumerated(names, "or");
}

std::string tooth_field(const Subject& subject, std::size_t index) {
  return subject.rx.teeth.size() == 1 ? "/prescription/tooth" : fmt::format("/prescription/teeth/{}", index);
}

}  // namespace articulator::validation
