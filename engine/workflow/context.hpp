// Context: what the practices of one engine have in common: limits, the seed, the audit log and the counters
// that give calls, dead letters and correlations their numbers. Nothing in it is a practice's state.
//
//   const std::string correlation = context.new_correlation();
//   context.record(now, practice, "engine", "policy.changed", {}, json_object([&](auto& w) { ... }),
//   correlation);
#pragma once

#include "engine/audit/record.hpp"
#include "engine/base/instant.hpp"
#include "engine/base/json_writer.hpp"
#include "engine/model/ids.hpp"
#include "engine/workflow/engine.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace articulator::workflow {

struct Context {
  std::uint64_t seed = 0;
  Limits limits;
  audit::Log log;
  CallId last_call = 0;
  std::uint64_t last_dead_letter = 0;
  std::uint64_t last_correlation = 0;

  // One cause and all that follows from it, over any number of calls, bear the same: "c-17".
  std::string new_correlation();

  void record(base::Instant at, const model::PracticeId& practice, std::string_view actor,
              std::string_view action, const model::CaseId& case_id, std::string data,
              const std::string& correlation);
};

// A JSON object; `fill` writes its members, sorted.
template <typename Fill>
std::string json_object(Fill fill) {
  constexpr std::size_t usual_bytes = 128;  // of a call's record, the most frequent one: no growing in steps
  std::string out;
  out.reserve(usual_bytes);
  base::JsonWriter writer(out);
  writer.begin_object();
  fill(writer);
  writer.end_object();
  return out;
}

// Foreign text made fit for a record: at most `bytes_max`, what is not printable ASCII becomes '?'. A peer's
// error page or a hostile path must not break the log that tells of it.
std::string plain(std::string_view text, std::size_t bytes_max = 300);

// A target without the values of its query, which may identify a patient: "/commlogs?PatNum&Offset" (AUD-04).
std::string without_values(std::string_view target);

}  // namespace articulator::workflow
