// The API's filter grammar: clauses joined by commas, all of which must hold (DOMAIN 2.1 [S]).
//
//   start>=2024-10-21T00:00:00.000Z,start<2024-10-22T00:00:00.000Z      lastName~=ra
//   location.id==13000000000001                                         id->[31000000000001,31000000000002]
#pragma once

#include "engine/base/error.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::simulators::dentrix {

struct Clause {
  enum class Is : std::uint8_t { equal, at_least, less, like, one_of };
  std::string field;
  Is is = Is::equal;
  std::vector<std::string> values;  // one, but of one_of
};

// Error: a sentence for the caller: no such field, no operator, a value that cannot be compared.
base::Expected<std::vector<Clause>> parse_filter(std::string_view text,
                                                 std::span<const std::string_view> fields);

using Fields = std::vector<std::pair<std::string_view, std::string>>;
bool holds(const std::vector<Clause>& clauses, const Fields& row);

}  // namespace articulator::simulators::dentrix
