#include "engine/connect/pms/dentrix/kept.hpp"

#include <cstddef>
#include <utility>

namespace articulator::connect::dentrix {
namespace {

constexpr base::Duration answers_hold = base::minutes(1);
constexpr std::size_t answers_max = 100;

}  // namespace

Flow<Got<std::string>> ask_kept(Session& session, Line& line, Kept& kept, std::string path) {
  if (line.now() - kept.since > answers_hold) kept = Kept{line.now(), {}};
  if (const auto found = kept.answers.find(path); found != kept.answers.end()) co_return found->second;
  auto body = co_await ask(session, line, get(path));
  if (body && kept.answers.size() < answers_max) kept.answers.emplace(std::move(path), *body);
  co_return body;
}

}  // namespace articulator::connect::dentrix
