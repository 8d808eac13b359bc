#include "replay/cluster/worker.hpp"

#include <utility>

namespace articulator::replay::cluster {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds tell_after{1};
constexpr std::chrono::milliseconds task_awaited{1'000};

// Tells queue and store that we are at it, at most once a second.
class Pulse {
 public:
  Pulse(Given& given, Store& store) : given_(given), store_(store) {}

  void tell() {
    const auto now = Clock::now();
    if (now - told_ < tell_after) return;
    told_ = now;
    given_.still_at_work();
    // Any value does that is another one each time. Should it not arrive, the next one will.
    static_cast<void>(store_.put(alive_key, std::to_string(now.time_since_epoch().count())));
  }

 private:
  Given& given_;
  Store& store_;
  Clock::time_point told_{};
};

Result<std::string> done(const Task& task, Store& store, const Kinds& kinds, const std::string& version,
                         Given& given) {
  if (task.version != version)
    return failure("", "a worker is " + version + ", who asks is " + task.version,
                   "use one build everywhere");
  const auto kind = kinds.find(task.kind);
  if (kind == kinds.end()) return failure("", "a worker knows no " + task.kind, "use one build everywhere");
  if (given.times() > attempts_max)
    return failure("", "begun " + std::to_string(attempts_max) + " times and never done",
                   "see what the workers said, and how much memory they have");
  Pulse pulse(given, store);
  pulse.tell();
  return kind->second(task, store, [&pulse] { pulse.tell(); });
}

// False: left to others, or done already.
Result<bool> do_task(JetStream& stream, Given& given, const Kinds& kinds, const std::string& version,
                     const Say& say) {
  const auto task = read_task(given.body());
  if (!task) return given.acknowledge(), false;  // nobody could ever do it
  auto store = stream.open_store(task->job);
  if (!store) return std::unexpected(store.error());
  if (!*store) return given.acknowledge(), false;  // nobody waits for it any more
  const auto has = has_result(**store, task->part);
  if (!has) return std::unexpected(has.error());
  if (*has) return given.acknowledge(), false;
  const std::string part = task->kind + " " + std::to_string(task->part);
  say(part + (given.times() > 1 ? ": begun by another before, begun anew" : ": begun"));
  const auto bytes = done(*task, **store, kinds, version, given);
  if (!bytes && bytes.error().out_of_reach) return std::unexpected(bytes.error());
  const auto stored = bytes ? store_result(**store, task->part, *bytes)
                            : store_refusal(**store, task->part, bytes.error().error.text());
  if (!stored) return std::unexpected(stored.error());
  given.acknowledge();
  say(part + (bytes ? ": done" : ": cannot be done"));
  return true;
}

}  // namespace

Result<std::int64_t> serve(const std::string& url, const Kinds& kinds, const std::string& version,
                           const std::atomic<bool>& stop, const Say& say) {
  auto stream = JetStream::connect(url);
  if (!stream) return std::unexpected(stream.error());
  if (auto queue = stream->open_queue(); !queue) return std::unexpected(queue.error());
  std::int64_t count = 0;
  while (!stop.load()) {
    auto given = stream->fetch(task_awaited);
    if (!given) return std::unexpected(given.error());
    if (!*given) continue;
    const auto worked = do_task(*stream, **given, kinds, version, say);
    // The job may have been dropped under our hands: that is not the cluster's end. Had it gone, the next
    // fetch would say so.
    if (worked && *worked) ++count;
  }
  return count;
}

}  // namespace articulator::replay::cluster
