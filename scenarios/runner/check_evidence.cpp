#include "scenarios/runner/check_evidence.hpp"

namespace articulator::runner {

std::string_view practice_of(std::string_view source) {
  constexpr std::string_view prefix = "/practices/";
  if (!source.starts_with(prefix)) return {};
  source.remove_prefix(prefix.size());
  return source.substr(0, source.find('/'));
}

}  // namespace articulator::runner
