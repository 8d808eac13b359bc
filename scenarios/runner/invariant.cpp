#include "scenarios/runner/invariant.hpp"

#include <array>
#include <cstddef>

namespace articulator::runner {
namespace {

constexpr std::array<Invariant, 13> all{{
    {"exactly_once", "a case has at most one living order, and a key at most one order", "DSP-01",
     check_exactly_once},
    {"nothing_lost", "every case is validated, and every accepted order shows in the PMS", "VAL-32 DSP-07",
     check_nothing_lost},
    {"stage_order", "the PMS never sees a case go back", "STS-05", check_stage_order},
    {"sides_agree", "PMS and lab agree once both are up and quiet", "STS-08", check_sides_agree},
    {"audit_complete", "nothing observable happens without its audit record", "AUD-05", check_audit_complete},
    {"identifiers", "no name, tooth or material where it does not belong", "NTF-04 AUD-04",
     check_identifiers},
    {"messages_once", "at most one message a milestone", "NTF-02", check_messages_once},
    {"consent", "no message without consent", "NTF-02", check_consent},
    {"quiet_hours", "no message in quiet hours", "NTF-03", check_quiet_hours},
    {"approval", "nothing blocked is sent, and in assist nothing without a person", "GOV-02", check_approval},
    {"visits", "no visit moves, and no patient hears of a delay, without a person's word", "DLV-05 NTF-05",
     check_visits},
    {"invoice_lines", "every line billed is judged once, and no case pays twice", "REC-01 REC-03",
     check_invoice_lines},
    {"monitor", "phase monitor writes nothing", "GOV-01", check_monitor},
}};

}  // namespace

std::span<const Invariant> invariants() {
  return all;
}

std::vector<Failure> check_invariants(const Evidence& evidence) {
  std::vector<Failure> failures;
  for (const Invariant& invariant : all) {
    const std::size_t before = failures.size();
    invariant.check(evidence, failures);
    for (std::size_t i = before; i < failures.size(); ++i)
      failures[i].check = invariant.name;
  }
  return failures;
}

}  // namespace articulator::runner
