// What a patient's own words do to a consent.
//
//   word_of("Stop.")        ->  Word::stop
//   word_of("Stop by at 5") ->  none: it says something else
//
// 47 CFR 64.1200(a)(10) names "stop", "quit", "end", "revoke", "opt out", "cancel" and "unsubscribe" as words
// in a reply that take a consent back; carriers know STOPALL and OPTOUT besides, and START and UNSTOP as the
// way back. The message must be that word alone: in any case, with spaces or punctuation around it.
#pragma once

#include "simulators/pms/office/office.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace articulator::simulators::office {

enum class Word : std::uint8_t { stop, start };
std::optional<Word> word_of(std::string_view text);

// Whether the last such word from that patient by that medium is one to stop.
bool taken_back(const Office::Rows<Message>& messages, std::string_view patient, std::string_view medium);

}  // namespace articulator::simulators::office
