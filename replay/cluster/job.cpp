#include "replay/cluster/job.hpp"

#include "engine/base/hash.hpp"
#include "engine/base/json_reader.hpp"
#include "engine/base/json_writer.hpp"
#include "replay/cluster/packed_bytes.hpp"

#include <algorithm>
#include <limits>
#include <random>
#include <thread>

namespace articulator::replay::cluster {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds look_again_after{50};
constexpr std::chrono::seconds look_for_workers_after{2};
constexpr std::int64_t pieces_max = stored_bytes_max / value_bytes_max;

std::string result_key(int part) {
  return "result." + std::to_string(part);
}

std::string input_key(const std::string& name) {
  return "input." + name;
}

std::string piece_key(const std::string& sha256, std::size_t piece) {
  return "piece." + sha256 + "." + std::to_string(piece);
}

// Jobs of several people share a cluster.
std::string new_name() {
  std::random_device random;
  constexpr std::string_view digits = "0123456789abcdef";
  std::string name;
  for (int digit = 0; digit < 16; ++digit)
    name += digits[random() % digits.size()];
  return name;
}

struct Entry {
  std::size_t pieces = 0;
  std::string sha256;
  std::string refused;
};

base::Expected<Entry> read_entry(std::string_view json) {
  base::JsonParser parser;
  const auto document = parser.parse(json);
  if (!document) return std::unexpected(document.error());
  base::ObjectReader in(*document, "");
  Entry entry;
  entry.refused = in.text_or("refused", "");
  if (!entry.refused.empty()) return in.finished(std::move(entry));
  entry.pieces = static_cast<std::size_t>(in.integer("pieces", 0, pieces_max));
  entry.sha256 = in.text("sha256");
  return in.finished(std::move(entry));
}

// Pieces first; then whoever knows the entry finds them all. Gives the entry.
Result<std::string> store_pieces(Store& store, std::string_view bytes) {
  if (bytes.size() > stored_bytes_max)
    return failure("", "is of more than " + std::to_string(stored_bytes_max) + " bytes",
                   "ask for less at once");
  const std::string sha256 = base::hex(base::sha256(bytes));
  std::size_t pieces = 0;
  for (std::size_t begin = 0; begin < bytes.size(); begin += value_bytes_max, ++pieces)
    if (auto put = store.put(piece_key(sha256, pieces), bytes.substr(begin, value_bytes_max)); !put)
      return std::unexpected(put.error());
  std::string entry;
  base::JsonWriter(entry)
      .begin_object()
      .member("pieces", static_cast<std::int64_t>(pieces))
      .member("sha256", sha256)
      .end_object();
  return entry;
}

Result<std::string> stored_pieces(Store& store, const Entry& entry, const std::string& what) {
  std::string bytes;
  for (std::size_t piece = 0; piece < entry.pieces; ++piece) {
    auto value = written_value(store, piece_key(entry.sha256, piece));
    if (!value) return std::unexpected(value.error());
    bytes += *value;
  }
  if (base::hex(base::sha256(bytes)) != entry.sha256)
    return failure(what, "was damaged on the way", "run the command once more");
  return bytes;
}

}  // namespace

std::string task_json(const Task& task) {
  std::string json;
  base::JsonWriter out(json);
  out.begin_object().member("job", task.job).member("kind", task.kind).member("part", task.part);
  out.member("spec", task.spec).member("version", task.version).end_object();
  return json;
}

base::Expected<Task> read_task(std::string_view json) {
  base::JsonParser parser;
  const auto document = parser.parse(json);
  if (!document) return std::unexpected(document.error());
  base::ObjectReader in(*document, "");
  Task task;
  task.version = in.text("version");
  task.job = in.text("job");
  task.kind = in.text("kind");
  task.part = static_cast<int>(in.integer("part", 0, parts_max));
  task.spec = in.text("spec");
  return in.finished(std::move(task));
}

Result<bool> has_result(Store& store, int part) {
  const auto entry = store.get(result_key(part));
  if (!entry) return std::unexpected(entry.error());
  return entry->has_value();
}

Result<void> store_result(Store& store, int part, std::string_view bytes) {
  const auto entry = store_pieces(store, bytes);
  if (!entry) return std::unexpected(entry.error());
  return store.put_once(result_key(part), *entry);
}

Result<void> store_refusal(Store& store, int part, std::string_view why) {
  std::string entry;
  base::JsonWriter(entry).begin_object().member("refused", why).end_object();
  return store.put_once(result_key(part), entry);
}

Result<void> store_input(Store& store, const std::string& name, std::string_view bytes) {
  const auto entry = store_pieces(store, packed(bytes));
  if (!entry) return std::unexpected(entry.error());
  return store.put(input_key(name), *entry);
}

Result<std::string> stored_input(Store& store, const std::string& name) {
  const auto json = written_value(store, input_key(name));
  if (!json) return std::unexpected(json.error());
  const auto entry = read_entry(*json);
  if (!entry) return std::unexpected(Failure{entry.error(), false});
  auto bytes = stored_pieces(store, *entry, name);
  if (!bytes) return std::unexpected(bytes.error());
  auto whole = unpacked_whole(*std::move(bytes));
  if (!whole) return std::unexpected(Failure{std::move(whole.error()), false});
  return *std::move(whole);
}

Result<std::string> written_value(Store& store, const std::string& key) {
  const auto until = Clock::now() + patience;
  for (;;) {
    auto value = store.get(key);
    if (!value) return std::unexpected(value.error());
    if (*value) return **std::move(value);
    if (Clock::now() >= until)
      return failure("", "the store of the job has lost " + key, "run the command once more");
    std::this_thread::sleep_for(look_again_after);
  }
}

Result<Job> Job::begin(JetStream stream, std::string kind, std::string version) {
  if (auto queue = stream.open_queue(); !queue) return std::unexpected(queue.error());
  const std::string name = new_name();
  auto store = stream.make_store(name);
  if (!store) return std::unexpected(store.error());
  Job job(std::move(stream), *std::move(store));
  job.task_ = {std::move(version), name, std::move(kind), 0, {}};
  return job;
}

Job::~Job() {
  if (task_.job.empty()) return;  // moved from
  static_cast<void>(stream_.withdraw(task_.job));
  stream_.drop_store(task_.job);
}

Result<void> Job::hand_out(int part, std::string_view spec) {
  task_.part = part;
  task_.spec = spec;
  return stream_.publish(task_.job, part, task_json(task_));
}

Result<std::optional<std::string>> Job::result(int part, const Stop& stop) {
  seen_alive_ = Clock::now();
  std::optional<std::string> entry_json;
  for (;;) {
    auto value = store_.get(result_key(part));
    if (!value) return std::unexpected(value.error());
    if ((entry_json = *std::move(value))) break;
    if (stop && stop()) return std::nullopt;
    if (auto works = somebody_works(); !works) return std::unexpected(works.error());
    std::this_thread::sleep_for(look_again_after);
  }
  const auto entry = read_entry(*entry_json);
  if (!entry) return std::unexpected(Failure{entry.error(), false});
  if (!entry->refused.empty()) return failure("part " + std::to_string(part), entry->refused);
  auto bytes = stored_pieces(store_, *entry, "the result of part " + std::to_string(part));
  if (!bytes) return std::unexpected(bytes.error());
  return *std::move(bytes);
}

// A worker that waits for tasks is seen at the queue, one that works says so in the store.
Result<void> Job::somebody_works() {
  const auto now = Clock::now();
  if (now - looked_ < look_for_workers_after) return {};
  looked_ = now;
  auto alive = store_.get(alive_key);
  if (!alive) return std::unexpected(alive.error());
  const auto queue = stream_.queue_state();
  if (!queue) return std::unexpected(queue.error());
  if (queue->waiting_workers > 0 || alive->value_or("") != alive_) seen_alive_ = now;
  alive_ = alive->value_or("");
  if (now - seen_alive_ < worker_awaited) return {};
  return out_of_reach("", "no worker took a task for " + std::to_string(worker_awaited.count()) + " s",
                      "start some: articulator worker --cluster URL");
}

Result<bool> done_in_order(Job& job, const Parts& parts, const Stop& stop) {
  int handed_out = 0;
  for (int taken = 0; taken < parts.count; ++taken) {
    const int end = std::min(parts.count, taken + std::min(parts_ahead_first + taken, parts_ahead_max) + 1);
    for (; handed_out < end; ++handed_out) {
      if (stop && stop()) return false;
      const auto spec = parts.spec(job, handed_out);
      if (!spec) return std::unexpected(spec.error());
      if (auto handed = job.hand_out(handed_out, *spec); !handed) return std::unexpected(handed.error());
    }
    auto bytes = job.result(taken, stop);
    if (!bytes) return std::unexpected(bytes.error());
    if (!*bytes) return false;
    if (auto took = parts.take(taken, **std::move(bytes)); !took)
      return std::unexpected(Failure{took.error(), false});
  }
  return true;
}

}  // namespace articulator::replay::cluster
