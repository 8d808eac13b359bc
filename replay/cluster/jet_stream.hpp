// JetStream: the few things that work on many machines needs of NATS JetStream, each with a limit of time.
//
//   auto stream = JetStream::connect("nats://10.0.0.5:4222,nats://10.0.0.6:4222");
//   stream->open_queue();
//   stream->publish("a1b2", 7, task);                     // stays until it is acknowledged
//   if (auto given = stream->fetch(2s); given && *given) (*given)->acknowledge();
//
// A queue of tasks, of which each is given to one worker, and again to another if it is not acknowledged in
// `acknowledge_within`; and for each job a store of values by key. Where the cluster has three servers or
// more all is kept three times, so that any one of them may die. While a server is away or a leader is
// elected a call is tried again, for `patience` at most; then it fails.
#pragma once

#include "replay/cluster/failure.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace articulator::replay::cluster {

inline constexpr std::chrono::seconds patience{20};
inline constexpr std::chrono::seconds acknowledge_within{5};
// Of one value; the servers take a mebibyte with all that goes with it.
inline constexpr std::size_t value_bytes_max = 512U * 1024;

// Error text unless `url` is a list of NATS URLs, separated by commas.
std::string unknown_cluster(const std::string& url);

struct Connection;

// The values of one job. Whoever holds one shares its connection.
class Store {
 public:
  // Absent: no such key. What another wrote a moment ago may not be seen yet.
  Result<std::optional<std::string>> get(const std::string& key);
  Result<void> put(const std::string& key, std::string_view value);
  // Keeps what is there already.
  Result<void> put_once(const std::string& key, std::string_view value);

 private:
  friend class JetStream;
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

// A task that was given to us.
class Given {
 public:
  [[nodiscard]] std::string body() const;
  [[nodiscard]] std::uint64_t times() const;  // how often it was given to anybody; at least 1
  void still_at_work();                       // begins `acknowledge_within` anew
  void acknowledge();                         // it is done; should this get lost, it is given once more

 private:
  friend class JetStream;
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

struct QueueState {
  std::int64_t waiting_workers = 0;
  std::int64_t tasks_in_work = 0;
};

class JetStream {
 public:
  static Result<JetStream> connect(const std::string& url);

  // The queue, made unless it is there.
  Result<void> open_queue();
  Result<void> publish(const std::string& job, int part, std::string_view body);
  Result<void> withdraw(const std::string& job);  // its tasks that nobody has begun
  Result<std::optional<Given>> fetch(std::chrono::milliseconds wait);
  Result<QueueState> queue_state();

  // A job's store goes by itself after a day, should whoever made it not live to drop it.
  Result<Store> make_store(const std::string& job);
  Result<std::optional<Store>> open_store(const std::string& job);  // absent: the job is over
  void drop_store(const std::string& job);

 private:
  std::shared_ptr<Connection> impl_;
};

}  // namespace articulator::replay::cluster
