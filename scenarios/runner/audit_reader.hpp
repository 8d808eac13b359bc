// The engine's audit, pulled little by little: GET /v1/audit?after=N, NDJSON.
//
//   AuditReader reader;
//   reader.pull(binding, records);      // appends those since the last pull
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"
#include "scenarios/runner/check_evidence.hpp"
#include "scenarios/runner/engine_binding.hpp"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::runner {

class AuditReader {
 public:
  // Past this many records in one run an engine is taken to be raving.
  static constexpr std::uint64_t records_max = 5'000'000;

  // Appends the records since the last pull to `records`; they are good as long as this reader and the
  // engine are. Error: the engine does not answer, or with
  // something else than records in order without gaps.
  base::Expected<void> pull(EngineBinding& engine, std::vector<AuditRecord>& records);

 private:
  base::Expected<AuditRecord> read(std::string_view line);

  std::string_view keep(std::string text);

  base::JsonParser parser_;
  std::uint64_t last_ = 0;
  std::deque<std::string> texts_;  // of the records read over a wire
};

// What a decision that no simulator witnesses is called in the journal: "rx.validated" ->
// "engine.rx.validated". Empty: the record is no decision, or one that shows on a wire anyway.
std::string_view fact_type_of(std::string_view action);

// The record as that fact's data.
std::string fact_data(const AuditRecord& record);

}  // namespace articulator::runner
