// The records of one case, proven to be in the log without showing the others (AUD-03). NDJSON:
//
//   {"case_id":"LC-7","head":"<signed note>","practice":"p-01"}
//   {"path":"<base64>","record":{"action":...,"sequence":12}}     one a record, in order
//
// `path` is the RFC 6962 inclusion path, its hashes one after the other. What is shown is in the log, at its
// place; that nothing of the case was left out, only the whole export can show.
#pragma once

#include "engine/audit/export.hpp"

#include <string>
#include <string_view>

namespace articulator::audit {

struct CaseName {
  std::string case_id;
  std::string practice;  // empty: the only one that has a case of this id
};

// From an export that `check_export` found to hold. Error: no record of such a case, or of more than one
// practice's.
base::Expected<std::string> prove_case(std::string_view export_text, const Checked& checked,
                                       const CaseName& name);

struct ProvenCase {
  CaseName name;
  std::uint64_t records = 0;  // that hold
  TreeHead head;
  std::optional<Flaw> flaw;  // the first
};

bool is_case_proof(std::string_view text);
// Error: no proof at all.
base::Expected<ProvenCase> check_case_proof(std::string_view text, const VerifierKey* key);

}  // namespace articulator::audit
