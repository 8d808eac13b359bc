// What a patient's message says about messages to them: STOP and START.
//
//   consent_said("Stop.")            ->  false
//   consent_said("START")            ->  true
//   consent_said("I'll stop by at 5") ->  none
//
// The words in a reply that take consent back are those of 47 CFR 64.1200(a)(10): stop, quit, end, revoke,
// opt out, cancel, unsubscribe; with what carriers take for the same, STOPALL and OPTOUT, and START and
// UNSTOP as the way back. A message counts when it is that word alone: in any case, with spaces or
// punctuation around it. An office's own flag often does not follow, so a connector asks for both before it
// sends (NTF-02).
#pragma once

#include <optional>
#include <string_view>

namespace articulator::model {

std::optional<bool> consent_said(std::string_view text);

}  // namespace articulator::model
