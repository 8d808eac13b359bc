#include "simulators/pms/office/acts.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace articulator::simulators::office {
namespace {

struct Verb {
  std::string_view name;
  base::Expected<void> (Acts::*act)();
};

constexpr std::array verbs = {
    Verb{"case_ready", &Acts::case_ready},
    Verb{"case_update", &Acts::case_update},
    Verb{"case_cancel", &Acts::case_cancel},
    Verb{"case_delete", &Acts::case_delete},
    Verb{"case_received", &Acts::case_received},
    Verb{"case_feedback", &Acts::case_feedback},
    Verb{"case_seated", &Acts::case_seated},
    Verb{"patient_update", &Acts::patient_update},
    Verb{"opt_out", &Acts::opt_out},
    Verb{"patient_says", &Acts::patient_says},
    Verb{"appointment_booked", &Acts::appointment_booked},
    Verb{"appointment_moved", &Acts::appointment_moved},
    Verb{"appointment_cancelled", &Acts::appointment_cancelled},
};

}  // namespace

bool Office::knows(std::string_view verb) {
  return std::ranges::find(verbs, verb, &Verb::name) != verbs.end();
}

base::Expected<void> Office::act(std::string_view verb, const base::JsonValue& arguments, base::Instant now,
                                 world::SimulatorOutputs& out) {
  const auto found = std::ranges::find(verbs, verb, &Verb::name);
  if (found == verbs.end()) {
    std::string known;
    for (const Verb& candidate : verbs)
      known += fmt::format("{}{}", known.empty() ? "" : ", ", candidate.name);
    return base::failure("", fmt::format("this office knows no act \"{}\"", verb), "write one of " + known);
  }
  base::ObjectReader reader(arguments, "");
  return (Acts(*this, reader, now, out).*found->act)();
}

}  // namespace articulator::simulators::office
