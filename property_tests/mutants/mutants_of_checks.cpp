#include "engine/base/instant.hpp"
#include "property_tests/mutants/mutant_tables.hpp"
#include "property_tests/mutants/unsaid.hpp"

#include <array>
#include <string>
#include <string_view>

namespace articulator::mutants {
namespace {

struct Unsaid {
  std::string_view name;
  std::string_view code;
};
constexpr std::array<Unsaid, 22> unsaid{{
    {"unknown-kind-unsaid", "VAL-01"},
    {"impossible-tooth-unsaid", "VAL-02"},
    {"missing-material-unsaid", "VAL-03"},
    {"material-not-offered-unsaid", "VAL-04"},
    {"shade-in-no-guide-unsaid", "VAL-06"},
    {"missing-margin-unsaid", "VAL-07"},
    {"missing-bite-unsaid", "VAL-11"},
    {"missing-die-material-unsaid", "VAL-12"},
    {"unusable-scan-unsaid", "VAL-13"},
    {"coarse-scan-unsaid", "VAL-14"},
    {"impossible-span-unsaid", "VAL-15"},
    {"missing-implant-data-unsaid", "VAL-16"},
    {"missing-denture-data-unsaid", "VAL-17"},
    {"labs-recommendation-unsaid", "VAL-18"},
    {"contradiction-with-the-note-unsaid", "VAL-19"},
    {"insurance-unsaid", "VAL-21"},
    {"second-open-case-unsaid", "VAL-22"},
    {"charted-tooth-unsaid", "VAL-23"},
    {"undecidable-instruction-unsaid", "VAL-25"},
    {"altered-attachment-unsaid", "VAL-26"},
    {"somebody-elses-scan-unsaid", "VAL-27"},
    {"first-time-material-unsaid", "VAL-33"},
}};

}  // namespace

std::vector<Mutant> mutants_of_checks() {
  std::vector<Mutant> all;
  for (const Unsaid& one : unsaid)
    all.push_back({one.name, one.code, [code = std::string(one.code)] { return finding_unsaid(code); }});
  all.push_back(
      {"passed-checks-unnamed", "VAL-30", [] { return in_records("rx.validated", "checks_passed", "[]"); }});
  all.push_back({"findings-in-any-order", "VAL-31", [] { return findings_in_any_order(); }});
  all.push_back(
      {"validated-minutes-late", "VAL-32", [] { return record_late("rx.validated", base::minutes(10)); }});
  return all;
}

}  // namespace articulator::mutants
