#include "engine/workflow/call_data.hpp"

#include "engine/base/json_writer.hpp"
#include "engine/workflow/context.hpp"

#include <algorithm>
#include <cstdint>

namespace articulator::workflow {
namespace {

constexpr std::size_t known_max = 8;  // a PMS and a lab are asked for five things by turns

}  // namespace

const std::string& CallData::members_of(std::string_view errand, std::string_view method,
                                        std::string_view origin, std::string_view target) {
  const auto found = std::ranges::find_if(known_, [&](const Known& known) {
    return known.target == target && known.origin == origin && known.errand == errand &&
           known.method == method;
  });
  if (found != known_.end()) return found->members;
  if (known_.size() < known_max) known_.emplace_back();
  Known& known = known_[next_];
  next_ = (next_ + 1) % known_max;
  known.errand = errand;
  known.method = method;
  known.origin = origin;
  known.target = target;
  known.members.clear();
  base::JsonWriter out(known.members);
  out.member("errand", errand).member("method", method);
  out.member("origin", origin).member("target", without_values(target));
  return known.members;
}

std::string CallData::of(int attempt, CallId call, std::string_view errand, std::string_view method,
                         std::string_view origin, std::string_view target) {
  const std::string& members = members_of(errand, method, origin, target);
  constexpr std::size_t numbers_bytes = 64;  // with their names
  std::string data;
  data.reserve(numbers_bytes + members.size());
  base::JsonWriter out(data);
  out.begin_object().member("attempt", attempt).member("call", static_cast<std::int64_t>(call));
  data += ',';
  data += members;
  data += '}';
  return data;
}

}  // namespace articulator::workflow
