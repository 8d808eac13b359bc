#include "engine/base/assert.hpp"

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace articulator::base {
namespace {
thread_local std::string assertion_context;
}

void set_assertion_context(std::string context) {
  assertion_context = std::move(context);
}

void assertion_failed(const char* expression, const char* file, int line) {
  std::fprintf(stderr, "articulator: internal defect at %s:%d: %s does not hold. %s\n", file, line,
               expression, assertion_context.c_str());
  std::abort();
}

}  // namespace articulator::base
