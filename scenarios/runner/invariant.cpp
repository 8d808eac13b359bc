#include "scenarios/runner/invariant.hpp"

#include <array>

namespace articulator::runner {
namespace {

constexpr std::array<Invariant, 13> all{{
    {"exactly_once", "a case has at most one living order, and a key at most one order", check_exactly_once},
    {"nothing_lost", "every case is validated, and every accepted order shows in the PMS",
     check_nothing_lost},
    {"stage_order", "the PMS never sees a case go back", check_stage_order},
    {"sides_agree", "PMS and lab agree once both are up and quiet", check_sides_agree},
    {"audit_complete", "nothing observable happens without its audit record", check_audit_complete},
    {"identifiers", "no name, tooth or material where it does not belong", check_identifiers},
    {"messages_once", "at most one message a milestone", check_messages_once},
    {"consent", "no message without consent", check_consent},
    {"quiet_hours", "no message in quiet hours", check_quiet_hours},
    {"approval", "nothing blocked is sent, and in assist nothing without a person", check_approval},
    {"visits", "no visit moves, and no patient hears of a delay, without a person's word", check_visits},
    {"invoice_lines", "every line billed is judged once, and no case pays twice", check_invoice_lines},
    {"monitor", "phase monitor writes nothing", check_monitor},
}};

}  // namespace

std::span<const Invariant> invariants() {
  return all;
}

std::vector<Failure> check_invariants(const Evidence& evidence) {
  std::vector<Failure> failures;
  for (const Invariant& invariant : all)
    invariant.check(evidence, failures);
  return failures;
}

}  // namespace articulator::runner
