// Job: one command's work, cut into parts that any worker can do, and their results.
//
//   auto job = Job::begin(stream, "replay", version);
//   store_input(job->store(), "library", bytes);   // what the parts need
//   job->hand_out(3, spec);                        // one task
//   auto bytes = job->result(3, {});               // waits; the same bytes whoever did it, and however often
//
// A result is stored before its task is acknowledged: pieces first, under a name made of their SHA-256, then
// one entry that names them and is written once. So a worker may die at any moment and another does the part
// anew, and where two have done it one result stands. Whoever waits asks for parts in their order:
// `done_in_order` does so for a job of numbered parts, some way ahead of the result that it takes next.
#pragma once

#include "replay/cluster/jet_stream.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace articulator::replay::cluster {

inline constexpr std::chrono::seconds worker_awaited{30};  // until somebody works for us
inline constexpr int parts_max = 1'000'000;
// Handed out beyond the one whose result is taken next: at first, and at most. In between one more with each
// result, so that the first results are not waited for until all is handed out.
inline constexpr int parts_ahead_first = 16;
inline constexpr int parts_ahead_max = 256;
// Of what a job stores as one: what claims to be more is refused before it is fetched.
inline constexpr std::size_t stored_bytes_max = 1024UL * 1024 * 1024;

// Whether no more is wanted; may be empty: never.
using Stop = std::function<bool()>;

// A task as it goes over the wire.
struct Task {
  std::string version;  // of the build that asks; only the same one gives the same bytes
  std::string job;
  std::string kind;
  int part = 0;
  std::string spec;
};
std::string task_json(const Task& task);
base::Expected<Task> read_task(std::string_view json);

// What a worker came to: bytes, or why the part cannot be done, by anybody.
Result<bool> has_result(Store& store, int part);
Result<void> store_result(Store& store, int part, std::string_view bytes);
Result<void> store_refusal(Store& store, int part, std::string_view why);

// What parts need, beside their tasks: bytes of any length under a name of the job's own, packed on the way.
// Error of the second: nobody stored it, or it was damaged.
Result<void> store_input(Store& store, const std::string& name, std::string_view bytes);
Result<std::string> stored_input(Store& store, const std::string& name);

// A value that is known to be there: another copy of the store may lag behind.
Result<std::string> written_value(Store& store, const std::string& key);

// The key under which workers say that they are at it.
inline constexpr const char* alive_key = "alive";

class Job {
 public:
  static Result<Job> begin(JetStream stream, std::string kind, std::string version);
  // Ends the job: what was stored for it goes, what nobody began is not begun any more.
  ~Job();
  Job(Job&&) noexcept = default;
  Job& operator=(Job&&) noexcept = default;

  [[nodiscard]] Store& store() { return store_; }
  Result<void> hand_out(int part, std::string_view spec);
  // Absent: `stop` came first. Error: no worker is there, a part cannot be done, or the cluster is gone.
  Result<std::optional<std::string>> result(int part, const Stop& stop);

 private:
  Job(JetStream stream, Store store) : stream_(std::move(stream)), store_(std::move(store)) {}
  Result<void> somebody_works();

  JetStream stream_;
  Store store_;
  Task task_;
  std::string alive_;  // what was last seen of the workers
  std::chrono::steady_clock::time_point seen_alive_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point looked_{};
};

// The parts of a job, from 0 on.
struct Parts {
  int count = 0;
  // What a worker is told of a part; what else it needs is put into the job's store before.
  std::function<Result<std::string>(Job& job, int part)> spec;
  // Takes a result, in the order of the parts. Error: that is none.
  std::function<base::Expected<void>(int part, std::string bytes)> take;
};

// False: `stop` came before the last result; those taken until then stand. Error: as `Job::result`.
Result<bool> done_in_order(Job& job, const Parts& parts, const Stop& stop);

}  // namespace articulator::replay::cluster
