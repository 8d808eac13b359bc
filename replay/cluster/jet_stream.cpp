#include "replay/cluster/jet_stream.hpp"

#include <algorithm>
#include <cstdlib>
#include <thread>
#include <utility>
#include <vector>

#include <nats/nats.h>

namespace articulator::replay::cluster {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr const char* queue_name = "ARTICULATOR";
constexpr const char* queue_subject = "articulator.work.*";
constexpr const char* consumer_name = "workers";
constexpr milliseconds call_limit{2'000};
constexpr milliseconds again_after{100};
constexpr std::int64_t day_ns = 86'400'000'000'000;
constexpr int servers_wanted = 3;  // copies of everything

struct Destroy {
  void operator()(natsOptions* options) const { natsOptions_Destroy(options); }
  void operator()(natsConnection* connection) const { natsConnection_Destroy(connection); }
  void operator()(jsCtx* context) const { jsCtx_Destroy(context); }
  void operator()(natsSubscription* subscription) const { natsSubscription_Destroy(subscription); }
  void operator()(natsMsg* message) const { natsMsg_Destroy(message); }
  void operator()(kvStore* store) const { kvStore_Destroy(store); }
  void operator()(kvEntry* entry) const { kvEntry_Destroy(entry); }
  void operator()(jsConsumerInfo* info) const { jsConsumerInfo_Destroy(info); }
  void operator()(jsMsgMetaData* about) const { jsMsgMetaData_Destroy(about); }
};
template <typename T>
using Owned = std::unique_ptr<T, Destroy>;

std::string bucket_of(const std::string& job) {
  return "articulator-" + job;
}

std::string subject_of(const std::string& job) {
  return "articulator.work." + job;
}

std::vector<std::string> split(const std::string& urls) {
  std::vector<std::string> each;
  for (std::size_t begin = 0; begin <= urls.size();) {
    const std::size_t end = std::min(urls.find(',', begin), urls.size());
    each.push_back(urls.substr(begin, end - begin));
    begin = end + 1;
  }
  return each;
}

// Whether the same call may succeed in a moment: a server died, or its heirs are still at electing a leader.
bool is_passing(natsStatus status) {
  switch (status) {
    case NATS_ERR:
    case NATS_IO_ERROR:
    case NATS_NO_SERVER:
    case NATS_STALE_CONNECTION:
    case NATS_CONNECTION_DISCONNECTED:
    case NATS_NOT_YET_CONNECTED:
    case NATS_TIMEOUT:
    case NATS_NO_RESPONDERS:
    case NATS_INSUFFICIENT_BUFFER:  // nothing is kept while there is no connection
      return true;
    default:
      return false;
  }
}

template <typename Call>
natsStatus patiently(Call call) {
  const auto until = Clock::now() + patience;
  for (;;) {
    const natsStatus status = call();
    if (!is_passing(status) || Clock::now() >= until) return status;
    std::this_thread::sleep_for(again_after);
  }
}

std::unexpected<Failure> failed(const std::string& url, const std::string& doing, natsStatus status) {
  const std::string what = doing + ": " + natsStatus_GetText(status);
  if (status == NATS_NO_RESPONDERS)
    return out_of_reach(url, what, "no JetStream answers there; start nats-server with --jetstream");
  if (status == NATS_NOT_PERMITTED || status == NATS_CONNECTION_AUTH_FAILED)
    return out_of_reach(url, what, "put user and password, or a token, into the URL");
  return out_of_reach(url, what, "see whether the NATS servers run, have a majority, and have room");
}

Owned<natsOptions> options_for(const std::vector<std::string>& urls) {
  natsOptions* made = nullptr;
  if (natsOptions_Create(&made) != NATS_OK) return nullptr;
  Owned<natsOptions> options(made);
  std::vector<const char*> servers;
  for (const std::string& url : urls)
    servers.push_back(url.c_str());
  natsStatus status = natsOptions_SetServers(made, servers.data(), static_cast<int>(servers.size()));
  if (status == NATS_OK) status = natsOptions_SetTimeout(made, call_limit.count());
  if (status == NATS_OK) status = natsOptions_SetReconnectWait(made, again_after.count());
  // How long we wait is said by each call; the connection itself does not give up.
  if (status == NATS_OK) status = natsOptions_SetMaxReconnect(made, -1);
  if (status == NATS_OK) status = natsOptions_SetFailRequestsOnDisconnect(made, true);
  if (status == NATS_OK) status = natsOptions_SetPingInterval(made, call_limit.count());
  // What was sent into a connection that is gone would arrive late and out of place.
  if (status == NATS_OK) status = natsOptions_SetReconnectBufSize(made, 0);
  return status == NATS_OK ? std::move(options) : nullptr;
}

int servers_known(natsConnection* connection) {
  char** servers = nullptr;
  int count = 0;
  if (natsConnection_GetServers(connection, &servers, &count) != NATS_OK) return 1;
  for (int server = 0; server < count; ++server)
    std::free(servers[server]);
  std::free(static_cast<void*>(servers));
  return count;
}

}  // namespace

std::string unknown_cluster(const std::string& url) {
  for (const std::string& one : split(url)) {
    const bool known = one.starts_with("nats://") || one.starts_with("tls://");
    if (!known || one.ends_with("://"))
      return "--cluster " + url + ": \"" + one +
             "\" is no NATS URL; give nats://host:port, several separated by commas";
  }
  return {};
}

struct Connection {
  std::string url;
  Owned<natsConnection> connection;
  Owned<jsCtx> context;
  Owned<natsSubscription> subscription;  // before the context and the connection it goes
  std::int64_t copies = 1;
  Clock::time_point connected = Clock::now();  // when it was seen so last
};

struct Store::Impl {
  std::shared_ptr<Connection> stream;
  Owned<kvStore> store;

  // Not once the store itself is gone: then nobody waits for what would be put there.
  template <typename Call>
  natsStatus patiently_while_kept(Call call) {
    return patiently([&] {
      const natsStatus status = call();
      if (!is_passing(status)) return status;
      kvStore* found = nullptr;
      const natsStatus there = js_KeyValue(&found, stream->context.get(), kvStore_Bucket(store.get()));
      const Owned<kvStore> again(found);
      return there == NATS_NOT_FOUND ? there : status;
    });
  }
};

struct Given::Impl {
  std::shared_ptr<Connection> stream;
  Owned<natsMsg> message;
};

// ------------------------------------------------------------------------------------------- connection

Result<JetStream> JetStream::connect(const std::string& url) {
  const Owned<natsOptions> options = options_for(split(url));
  if (!options) return failure(url, "is no NATS URL", "give nats://host:port, several separated by commas");
  JetStream made;
  made.impl_ = std::make_shared<Connection>();
  made.impl_->url = url;
  natsConnection* connection = nullptr;
  if (const natsStatus status = natsConnection_Connect(&connection, options.get()); status != NATS_OK)
    return failed(url, "no connection to the cluster", status);
  made.impl_->connection.reset(connection);
  jsOptions with;
  jsOptions_Init(&with);
  with.Wait = call_limit.count();
  jsCtx* context = nullptr;
  if (const natsStatus status = natsConnection_JetStream(&context, connection, &with); status != NATS_OK)
    return failed(url, "no JetStream", status);
  made.impl_->context.reset(context);
  if (servers_known(connection) >= servers_wanted) made.impl_->copies = servers_wanted;
  return made;
}

// ------------------------------------------------------------------------------------------- the queue

Result<void> JetStream::open_queue() {
  const char* subjects[] = {queue_subject};
  jsStreamConfig queue;
  jsStreamConfig_Init(&queue);
  queue.Name = queue_name;
  queue.Subjects = subjects;
  queue.SubjectsLen = 1;
  queue.Retention = js_WorkQueuePolicy;
  queue.MaxAge = day_ns;
  queue.Replicas = impl_->copies;
  natsStatus status = patiently([&] {
    jsErrCode code{};
    const natsStatus added = js_AddStream(nullptr, impl_->context.get(), &queue, nullptr, &code);
    return code == JSStreamNameExistErr ? NATS_OK : added;
  });
  if (status != NATS_OK) return failed(impl_->url, "the queue of tasks cannot be made", status);

  jsConsumerConfig workers;
  jsConsumerConfig_Init(&workers);
  workers.Durable = consumer_name;
  workers.AckPolicy = js_AckExplicit;
  workers.AckWait = std::chrono::nanoseconds(acknowledge_within).count();
  status = patiently(
      [&] { return js_AddConsumer(nullptr, impl_->context.get(), queue_name, &workers, nullptr, nullptr); });
  if (status != NATS_OK) return failed(impl_->url, "the queue of tasks cannot be opened", status);
  return {};
}

Result<void> JetStream::publish(const std::string& job, int part, std::string_view body) {
  // Told twice it is kept once, so it can be told again where the answer was lost.
  const std::string id = job + "/" + std::to_string(part);
  jsPubOptions once;
  jsPubOptions_Init(&once);
  once.MsgId = id.c_str();
  const std::string subject = subject_of(job);
  const natsStatus status = patiently([&] {
    return js_Publish(nullptr, impl_->context.get(), subject.c_str(), body.data(),
                      static_cast<int>(body.size()), &once, nullptr);
  });
  if (status != NATS_OK) return failed(impl_->url, "a task cannot be handed over", status);
  return {};
}

Result<void> JetStream::withdraw(const std::string& job) {
  const std::string subject = subject_of(job);
  jsOptions of_job;
  jsOptions_Init(&of_job);
  of_job.Wait = call_limit.count();
  of_job.Stream.Purge.Subject = subject.c_str();
  const natsStatus status =
      patiently([&] { return js_PurgeStream(impl_->context.get(), queue_name, &of_job, nullptr); });
  if (status != NATS_OK) return failed(impl_->url, "tasks cannot be withdrawn", status);
  return {};
}

Result<std::optional<Given>> JetStream::fetch(milliseconds wait) {
  if (!impl_->subscription) {
    jsSubOptions bound;
    jsSubOptions_Init(&bound);
    bound.Stream = queue_name;
    bound.Consumer = consumer_name;
    natsSubscription* subscription = nullptr;
    const natsStatus status = patiently([&] {
      return js_PullSubscribe(&subscription, impl_->context.get(), queue_subject, consumer_name, nullptr,
                              &bound, nullptr);
    });
    if (status != NATS_OK) return failed(impl_->url, "the queue of tasks cannot be read", status);
    impl_->subscription.reset(subscription);
  }
  natsMsgList messages{nullptr, 0};
  const natsStatus status =
      natsSubscription_Fetch(&messages, impl_->subscription.get(), 1, wait.count(), nullptr);
  if (natsConnection_Status(impl_->connection.get()) == NATS_CONN_STATUS_CONNECTED)
    impl_->connected = Clock::now();
  if (is_passing(status) && Clock::now() - impl_->connected < patience) {
    if (status != NATS_TIMEOUT) std::this_thread::sleep_for(again_after);
    return std::nullopt;
  }
  if (status != NATS_OK) return failed(impl_->url, "no task can be fetched", status);
  Given given;
  given.impl_ = std::make_shared<Given::Impl>();
  given.impl_->stream = impl_;
  given.impl_->message.reset(std::exchange(messages.Msgs[0], nullptr));
  natsMsgList_Destroy(&messages);
  return given;
}

Result<QueueState> JetStream::queue_state() {
  jsConsumerInfo* found = nullptr;
  const natsStatus status = patiently([&] {
    return js_GetConsumerInfo(&found, impl_->context.get(), queue_name, consumer_name, nullptr, nullptr);
  });
  if (status != NATS_OK) return failed(impl_->url, "the queue of tasks does not answer", status);
  const Owned<jsConsumerInfo> info(found);
  return QueueState{info->NumWaiting, info->NumAckPending};
}

std::string Given::body() const {
  return {natsMsg_GetData(impl_->message.get()),
          static_cast<std::size_t>(natsMsg_GetDataLength(impl_->message.get()))};
}

std::uint64_t Given::times() const {
  jsMsgMetaData* found = nullptr;
  if (natsMsg_GetMetaData(&found, impl_->message.get()) != NATS_OK) return 1;
  const Owned<jsMsgMetaData> about(found);
  return about->NumDelivered;
}

void Given::still_at_work() {
  static_cast<void>(natsMsg_InProgress(impl_->message.get(), nullptr));
}

void Given::acknowledge() {
  static_cast<void>(natsMsg_AckSync(impl_->message.get(), nullptr, nullptr));
}

// ------------------------------------------------------------------------------------------- stores

Result<Store> JetStream::make_store(const std::string& job) {
  const std::string bucket = bucket_of(job);
  kvConfig config;
  kvConfig_Init(&config);
  config.Bucket = bucket.c_str();
  config.History = 1;
  config.TTL = day_ns;
  config.MaxValueSize = static_cast<std::int32_t>(value_bytes_max);
  config.Replicas = static_cast<int>(impl_->copies);
  kvStore* store = nullptr;
  const natsStatus status =
      patiently([&] { return js_CreateKeyValue(&store, impl_->context.get(), &config); });
  if (status != NATS_OK) return failed(impl_->url, "the store of the job cannot be made", status);
  Store made;
  made.impl_ = std::make_shared<Store::Impl>();
  made.impl_->stream = impl_;
  made.impl_->store.reset(store);
  return made;
}

Result<std::optional<Store>> JetStream::open_store(const std::string& job) {
  const std::string bucket = bucket_of(job);
  kvStore* store = nullptr;
  const natsStatus status =
      patiently([&] { return js_KeyValue(&store, impl_->context.get(), bucket.c_str()); });
  if (status == NATS_NOT_FOUND) return std::nullopt;
  if (status != NATS_OK) return failed(impl_->url, "the store of the job cannot be opened", status);
  Store opened;
  opened.impl_ = std::make_shared<Store::Impl>();
  opened.impl_->stream = impl_;
  opened.impl_->store.reset(store);
  return opened;
}

void JetStream::drop_store(const std::string& job) {
  const std::string bucket = bucket_of(job);
  static_cast<void>(patiently([&] { return js_DeleteKeyValue(impl_->context.get(), bucket.c_str()); }));
}

Result<std::optional<std::string>> Store::get(const std::string& key) {
  kvEntry* found = nullptr;
  const natsStatus status = patiently([&] { return kvStore_Get(&found, impl_->store.get(), key.c_str()); });
  if (status == NATS_NOT_FOUND) return std::nullopt;
  if (status != NATS_OK) return failed(impl_->stream->url, "a value cannot be read", status);
  const Owned<kvEntry> entry(found);
  return std::string(static_cast<const char*>(kvEntry_Value(found)),
                     static_cast<std::size_t>(kvEntry_ValueLen(found)));
}

Result<void> Store::put(const std::string& key, std::string_view value) {
  const natsStatus status = impl_->patiently_while_kept([&] {
    return kvStore_Put(nullptr, impl_->store.get(), key.c_str(), value.data(),
                       static_cast<int>(value.size()));
  });
  if (status != NATS_OK) return failed(impl_->stream->url, "a value cannot be stored", status);
  return {};
}

Result<void> Store::put_once(const std::string& key, std::string_view value) {
  // That it is there already looks to the library like any other error: so it is looked up.
  const natsStatus status = impl_->patiently_while_kept([&] {
    const natsStatus put = kvStore_Create(nullptr, impl_->store.get(), key.c_str(), value.data(),
                                          static_cast<int>(value.size()));
    if (put == NATS_OK) return put;
    kvEntry* found = nullptr;
    if (kvStore_Get(&found, impl_->store.get(), key.c_str()) != NATS_OK) return put;
    kvEntry_Destroy(found);
    return NATS_OK;
  });
  if (status != NATS_OK) return failed(impl_->stream->url, "a result cannot be stored", status);
  return {};
}

}  // namespace articulator::replay::cluster
