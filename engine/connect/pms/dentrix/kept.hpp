// Answers that a task has got already, so that one that was asked to wait (429) goes on where it stopped and
// gets through, however few calls an office allows. Good for a minute: what is asked for anew then is
// current.
//
//   auto body = co_await ask_kept(session, line, kept, "/v1/patients/11000000000007");
#pragma once

#include "engine/connect/pms/dentrix/session.hpp"

#include <functional>
#include <map>
#include <string>

namespace articulator::connect::dentrix {

struct Kept {
  base::Instant since{};
  std::map<std::string, std::string, std::less<>> answers{};  // by path
};

// As kept, or asked for now. Failure: as `ask`.
Flow<Got<std::string>> ask_kept(Session& session, Line& line, Kept& kept, std::string path);

}  // namespace articulator::connect::dentrix
