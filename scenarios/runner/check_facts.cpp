#include "scenarios/runner/check_facts.hpp"

#include <algorithm>

namespace articulator::runner {
CaseKey key_of(const world::Entry& fact) {
  return {std::string(practice_of(fact.source)), fact.subject};
}

std::string name_of(const CaseKey& key) {
  return key.first == "p-01" ? key.second : key.second + " at " + key.first;
}

base::JsonValue FactData::of(const world::Entry& fact) {
  const auto document = parser_.parse(fact.data);
  return document ? *document : base::JsonValue();
}

std::string FactData::text(const world::Entry& fact, std::string_view pointer) {
  return text_at(of(fact), pointer);
}

std::string text_at(const base::JsonValue& data, std::string_view pointer) {
  const auto found = data.at_pointer(pointer);
  return found ? std::string(found->text().value_or("")) : std::string();
}

bool harmed_shortly_before(const Evidence& evidence, std::string_view kind, base::Instant at) {
  return std::any_of(evidence.harms.begin(), evidence.harms.end(), [&](const Harm& harm) {
    return harm.kind == kind && harm.at <= at && at <= harm.at + harm_lasts;
  });
}

void report(std::vector<Failure>& failures, std::string expected, std::string found, base::Instant at) {
  failures.push_back({std::move(expected), std::move(found), at, {}});
}

}  // namespace articulator::runner
