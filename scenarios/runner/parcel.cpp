#include "scenarios/runner/parcel.hpp"

#include <charconv>
#include <cstddef>
#include <optional>
#include <utility>

namespace articulator::runner {
namespace {

// Takes a number off the front, and `end` behind it.
std::optional<std::size_t> taken_number(std::string_view& from, char end) {
  std::size_t number = 0;
  const auto [stopped, error] = std::from_chars(from.data(), from.data() + from.size(), number);
  if (error != std::errc{} || stopped == from.data() + from.size() || *stopped != end) return std::nullopt;
  from.remove_prefix(static_cast<std::size_t>(stopped - from.data()) + 1);
  return number;
}

}  // namespace

void add_to_parcel(std::string& parcel, std::string_view head, std::string_view body) {
  parcel += std::to_string(head.size());
  parcel += ' ';
  parcel += std::to_string(body.size());
  parcel += '\n';
  parcel += head;
  parcel += body;
}

base::Expected<ParcelReader::Piece> ParcelReader::next() {
  std::string_view left = std::exchange(left_, {});
  const auto head = taken_number(left, ' ');
  const auto body = head ? taken_number(left, '\n') : std::nullopt;
  if (!body || *head > left.size() || *body > left.size() - *head)
    return base::failure("", "what came from another machine is cut off or damaged",
                         "run the command once more");
  left_ = left.substr(*head + *body);
  return Piece{left.substr(0, *head), left.substr(*head, *body)};
}

}  // namespace articulator::runner
