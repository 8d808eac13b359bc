// Evidence: all that a judge may look at. The journal's facts, the engine's audit records, and what was done
// to the world from outside (faults, names that must not leak). A judge never asks the engine.
#pragma once

#include "engine/base/calendar.hpp"
#include "engine/base/instant.hpp"
#include "simulators/world/journal.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::runner {

// One record of the engine's audit, as GET /v1/audit tells it. Its texts are kept by whoever read it: the
// engine of this process, or an AuditReader.
struct AuditRecord {
  std::uint64_t sequence = 0;
  base::Instant at;
  std::string_view practice;
  std::string_view actor;
  std::string_view action;
  std::string_view case_id;
  std::string_view data;  // a JSON object
  std::string_view correlation{};
};

// A message that the network harmed; a crash of the engine, after which it does not know what became of its
// messages; or a clock that was set wrong.
struct Harm {
  std::string kind;  // "latency", "duplicate", ..., "crash", "clock"
  std::string to;    // the node
  base::Instant at;
};

struct Evidence {
  base::Instant start;
  base::Instant end;  // so far
  const std::vector<world::Entry>& facts;
  const std::vector<AuditRecord>& audit;
  std::vector<Harm> harms;
  std::map<std::string, base::TimeZone, std::less<>> zones;  // by practice
  std::vector<std::string> names;                            // of patients and prescribers: one word each
  // What a lab or a PMS said up to this instant must have reached the other side by now. Empty: something
  // still keeps the two apart (a fault, a PMS that is down), so nothing can be demanded.
  std::optional<base::Instant> settled_until;
  // What a lab said by itself may have gone unheard, so that only its last word was there to be asked for.
  bool words_unheard = false;
  // A lab that says nothing by itself is asked now and then: a word that another one followed sooner than
  // this may have gone unheard, too. Zero: it speaks by itself.
  base::Duration asked_within{0};
  // How much of facts and audit was judged before, at an earlier step: what is wrong in one of them by itself
  // was found then.
  std::size_t facts_judged = 0;
  std::size_t audit_judged = 0;
  // How wrong the engine's clock is. Its records are told by the right one all the same.
  base::Duration engine_ahead{0};
};

// "/practices/p-01/pms/open-dental" -> "p-01"; empty where the source names no practice.
std::string_view practice_of(std::string_view source);

}  // namespace articulator::runner
