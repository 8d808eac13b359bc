// The engine's own answers to the outside: errors as {"to_do","what","where"}.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/http.hpp"

namespace articulator::workflow {

base::HttpResponse error_reply(int status, const base::Error& error);

}  // namespace articulator::workflow
