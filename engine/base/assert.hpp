// ART_ASSERT: what cannot happen, checked in every build, release too.
//
// A failed assertion is a defect of Articulator, never of its input: bad input is an `Error`. The message
// carries the virtual instant, the seed and the command that repeats the run, as far as the program has said
// them with `set_assertion_context`.
#pragma once

#include <string>

namespace articulator::base {

// What a failed assertion prints beside the expression, e.g. "seed 7 at 2024-10-21T14:00:00.000Z; repeat:
// articulator run x.json --seed 7". One text a thread; empty until said.
void set_assertion_context(std::string context);

[[noreturn]] void assertion_failed(const char* expression, const char* file, int line);

}  // namespace articulator::base

#define ART_ASSERT(expression)         \
  ((expression) ? static_cast<void>(0) \
                : ::articulator::base::assertion_failed(#expression, __FILE__, __LINE__))
