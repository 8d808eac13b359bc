#include "simulators/pms/open_dental/words.hpp"

namespace articulator::simulators::open_dental {

std::optional<Choice> choice_of(Words words, std::string_view word) {
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i] == word) return Choice(i);
  return std::nullopt;
}

}  // namespace articulator::simulators::open_dental
