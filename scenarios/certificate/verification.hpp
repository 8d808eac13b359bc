// Verification: a certificate checked offline, by this build's own scenarios and what the engine said, so
// that nobody has to trust who issued it. Generated worlds are generated again.
//
//   const Verification found = verify("out/certificate.json", trusted_key, sources).value();
//   found.wrong.empty()       // it holds
//
// The signature is checked; then each scenario is told again by its transcript, its journal hashed and
// compared, every verdict derived anew, and the certificate's body built from that, which must be the one
// that was signed, byte for byte.
#pragma once

#include "engine/audit/note.hpp"
#include "engine/base/error.hpp"
#include "scenarios/certificate/certificate.hpp"
#include "scenarios/certificate/plan.hpp"
#include "scenarios/runner/library.hpp"
#include "scenarios/runner/requirement_table.hpp"

#include <optional>
#include <string>
#include <vector>

namespace articulator::certificate {

// What this build has to check with.
struct Sources {
  std::string articulator;  // its version
  std::string library_folder;
  std::string profiles_folder;
  const runner::Library& library;
  const std::vector<runner::Requirement>& table;
  KillTable kills{};
  WorldMaker worlds{};
};

struct Verification {
  std::vector<std::string> wrong;  // sentences without a full stop; empty: it holds
  Certificate certificate;         // as it should be
};

// `trusted`: whose signature it must be; none: that of the key it names. Error: files that cannot be read, or
// are none of a certificate.
base::Expected<Verification> verify(const std::string& path, const std::optional<audit::VerifierKey>& trusted,
                                    const Sources& sources);

}  // namespace articulator::certificate
