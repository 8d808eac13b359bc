#include "simulators/pms/office/consent.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace articulator::simulators::office {
namespace {

constexpr std::array<std::string_view, 9> stops = {"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END",
                                                   "QUIT", "REVOKE",  "OPTOUT",      "OPT OUT"};
constexpr std::array<std::string_view, 2> starts = {"START", "UNSTOP"};
constexpr std::size_t word_max = 64;  // a longer message says something else

constexpr std::string_view around = " \t\r\n.,!\"'";

}  // namespace

std::optional<Word> word_of(std::string_view text) {
  const std::size_t first = text.find_first_not_of(around);
  if (first == std::string_view::npos || text.size() > word_max) return std::nullopt;
  std::string word(text.substr(first, text.find_last_not_of(around) - first + 1));
  for (char& c : word)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (std::ranges::find(stops, word) != stops.end()) return Word::stop;
  if (std::ranges::find(starts, word) != starts.end()) return Word::start;
  return std::nullopt;
}

bool taken_back(const Office::Rows<Message>& messages, std::string_view patient, std::string_view medium) {
  bool taken = false;
  for (const auto& [id, message] : messages) {
    if (message.direction != Direction::from_patient || message.patient != patient ||
        message.medium != medium)
      continue;
    if (const auto word = word_of(message.text)) taken = *word == Word::stop;
  }
  return taken;
}

}  // namespace articulator::simulators::office
