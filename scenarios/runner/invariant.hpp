// Invariants: what must hold in every run, without being named in a scenario. Each is a judge of its own: it
// reads the evidence and nothing else, keeps its own idea of what should be, and shares no code with the
// engine.
//
//   std::vector<Failure> failures;
//   for (const Invariant& one : invariants()) one.check(evidence, failures);
//
// Safety (nothing twice, nothing back, nothing forbidden) is judged throughout, faults or not; agreement only
// of what had the time to settle, see Evidence::settled_until.
#pragma once

#include "scenarios/runner/check_evidence.hpp"
#include "scenarios/runner/check_failure.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace articulator::runner {

struct Invariant {
  std::string_view name;  // of its file
  std::string_view says;
  // What is broken where it does not hold, by requirement id: one a word.
  std::string_view requirements;
  void (*check)(const Evidence& evidence, std::vector<Failure>& failures);
};

std::span<const Invariant> invariants();

// All of them, in order.
std::vector<Failure> check_invariants(const Evidence& evidence);

void check_exactly_once(const Evidence& evidence, std::vector<Failure>& failures);
void check_nothing_lost(const Evidence& evidence, std::vector<Failure>& failures);
void check_stage_order(const Evidence& evidence, std::vector<Failure>& failures);
void check_sides_agree(const Evidence& evidence, std::vector<Failure>& failures);
void check_audit_complete(const Evidence& evidence, std::vector<Failure>& failures);
void check_identifiers(const Evidence& evidence, std::vector<Failure>& failures);
void check_messages_once(const Evidence& evidence, std::vector<Failure>& failures);
void check_consent(const Evidence& evidence, std::vector<Failure>& failures);
void check_quiet_hours(const Evidence& evidence, std::vector<Failure>& failures);
void check_approval(const Evidence& evidence, std::vector<Failure>& failures);
void check_visits(const Evidence& evidence, std::vector<Failure>& failures);
void check_invoice_lines(const Evidence& evidence, std::vector<Failure>& failures);
void check_monitor(const Evidence& evidence, std::vector<Failure>& failures);

}  // namespace articulator::runner
