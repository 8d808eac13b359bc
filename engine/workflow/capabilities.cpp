#include "engine/workflow/capabilities.hpp"

#include "engine/workflow/context.hpp"

#include <array>
#include <string_view>

namespace articulator::workflow {
namespace {

constexpr int contract_version = 1;

constexpr auto claimed = std::to_array<std::string_view>({
    "VAL-01", "VAL-02", "VAL-03", "VAL-04", "VAL-05", "VAL-06", "VAL-07", "VAL-08", "VAL-09", "VAL-10",
    "VAL-11", "VAL-12", "VAL-13", "VAL-14", "VAL-15", "VAL-16", "VAL-17", "VAL-18", "VAL-19", "VAL-20",
    "VAL-21", "VAL-22", "VAL-23", "VAL-24", "VAL-25", "VAL-26", "VAL-27", "VAL-30", "VAL-31", "VAL-32",
    "VAL-33", "MAP-01", "MAP-02", "MAP-03", "MAP-04", "MAP-05", "DSP-01", "DSP-02", "DSP-03", "DSP-04",
    "DSP-05", "DSP-06", "DSP-07", "DSP-08", "DSP-09", "DSP-10", "STS-01", "STS-02", "STS-03", "STS-04",
    "STS-05", "STS-06", "STS-07", "STS-08", "NTF-01", "NTF-02", "NTF-03", "NTF-04", "NTF-05", "DLV-01",
    "DLV-02", "DLV-03", "DLV-04", "DLV-05", "DLV-06", "DLV-07", "GOV-01", "GOV-02", "GOV-03", "GOV-04",
    "GOV-05", "GOV-06", "AUD-01", "AUD-02", "AUD-03", "AUD-04", "AUD-05", "SEC-01", "SEC-02", "RMK-01",
    "RMK-02", "RMK-03", "RMK-04", "REC-01", "REC-02", "REC-03", "SEL-01", "SEL-02", "ANA-01", "ANA-02",
    "INV-01", "INV-02", "RES-01", "RES-02", "RES-03", "RES-04", "AIM-01", "AIM-02", "AIM-03", "AIM-04",
    "AIM-05",
});

}  // namespace

std::string capabilities_json() {
  return json_object([](base::JsonWriter& w) {
    w.member("contract", contract_version);
    w.member("engine", "articulator");
    w.key("requirements").begin_array();
    for (const std::string_view id : claimed)
      w.text(id);
    w.end_array();
  });
}

}  // namespace articulator::workflow
