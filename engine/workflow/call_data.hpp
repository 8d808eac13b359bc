// CallData: what the record of a call says of it, `call.sent` (AUD-01).
//
//   context.record(..., "call.sent", ..., call_data.of(attempt, id, word, request.method, origin,
//   request.target), ...);
//
// Most calls are polls that ask for the same again and again: what is the same each time is written once and
// kept, for the latest few.
#pragma once

#include "engine/workflow/engine.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace articulator::workflow {

class CallData {
 public:
  // A JSON object; the target without the values of its query.
  std::string of(int attempt, CallId call, std::string_view errand, std::string_view method,
                 std::string_view origin, std::string_view target);

 private:
  struct Known {
    std::string errand;
    std::string method;
    std::string origin;
    std::string target;
    std::string members;  // these, as JSON
  };
  const std::string& members_of(std::string_view errand, std::string_view method, std::string_view origin,
                                std::string_view target);

  std::vector<Known> known_;
  std::size_t next_ = 0;  // to be replaced
};

}  // namespace articulator::workflow
