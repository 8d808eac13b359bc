// What the judges have in common: reading a fact's data, telling cases apart, and reporting.
#pragma once

#include "engine/base/json_reader.hpp"
#include "scenarios/runner/check_evidence.hpp"
#include "scenarios/runner/check_failure.hpp"

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::runner {

using CaseKey = std::pair<std::string, std::string>;  // practice, case: two practices may each have an LC-1

CaseKey key_of(const world::Entry& fact);
std::string name_of(const CaseKey& key);  // "LC-1", or "LC-1 at p-02"

// Reads one fact's data at a time, with the same memory.
class FactData {
 public:
  // Valid until the next call. What is no JSON reads as null.
  base::JsonValue of(const world::Entry& fact);
  // The text at a JSON pointer; empty: none.
  std::string text(const world::Entry& fact, std::string_view pointer);

 private:
  base::JsonParser parser_;
};

std::string text_at(const base::JsonValue& data, std::string_view pointer);

// The longest that the network holds a message back by itself (simulators/world/fault.cpp).
constexpr base::Duration harm_lasts = base::seconds(95);

// Whether the network held messages to that practice's systems, or doubled them, shortly before an instant:
// then an engine is not to blame for when, or how often, they arrived.
bool harmed_shortly_before(const Evidence& evidence, std::string_view kind, base::Instant at);

void report(std::vector<Failure>& failures, std::string expected, std::string found, base::Instant at);

}  // namespace articulator::runner
