// Job: one command's work, cut into parts that any worker can do, and their results.
//
//   auto job = Job::begin(stream, "replay");
//   job->store().put(...);                      // what the parts need
//   job->hand_out(3, spec);                     // one task
//   auto bytes = job->result(3, nullptr);       // waits; the same bytes whoever did it, and however often
//
// A result is stored before its task is acknowledged: pieces first, under a name made of their SHA-256, then
// one entry that names them and is written once. So a worker may die at any moment and another does the part
// anew, and where two have done it one result stands. Whoever waits asks for parts in their order.
#pragma once

#include "replay/cluster/jet_stream.hpp"

#include <atomic>
#include <string>
#include <string_view>

namespace articulator::replay::cluster {

inline constexpr std::chrono::seconds worker_awaited{30};  // until somebody works for us

// A task as it goes over the wire.
struct Task {
  std::string version;  // of the program that asks; only the same one gives the same bytes
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
  // Error: no worker is there, a part cannot be done, the cluster is gone, or `stop` was set.
  Result<std::string> result(int part, const std::atomic<bool>* stop);

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

}  // namespace articulator::replay::cluster
