#include "engine/host/caller.hpp"

#include "engine/host/channel_caller.hpp"

#include <chrono>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include <httplib.h>

namespace articulator::host {
namespace {

constexpr std::size_t answer_bytes_max = 16U * 1024 * 1024;
constexpr time_t connect_timeout_s = 10;

base::HttpResponse response_of(const httplib::Response& from, std::string body) {
  base::HttpResponse response{from.status, {}, std::move(body)};
  for (const auto& [name, value] : from.headers)
    response.headers.list.push_back({name, value});
  return response;
}

// `read_took`: how long we waited, to tell silence from a broken connection, which the library does not.
base::CallFailure failure_of(httplib::Error error, base::Duration waited, base::Duration timeout) {
  switch (error) {
    case httplib::Error::Connection:
    case httplib::Error::ConnectionTimeout:
    case httplib::Error::BindIPAddress:
      return base::CallFailure::refused;
    case httplib::Error::SSLConnection:
    case httplib::Error::SSLLoadingCerts:
    case httplib::Error::SSLServerVerification:
      return base::CallFailure::untrusted;
    default:
      return waited >= timeout ? base::CallFailure::timeout : base::CallFailure::reset;
  }
}

}  // namespace

struct Caller::State {
  using Clients = std::list<std::unique_ptr<httplib::Client>>;
  std::mutex mutex;
  std::map<std::string, Clients> idle;  // by origin
  Clients busy;
  bool stopped = false;
  std::map<std::string, model::TlsAccess> tls;  // by origin; not there: as the system trusts
  ChannelCaller channels;

  // With the mutex held.
  std::unique_ptr<httplib::Client> new_client(const std::string& origin) {
    const auto known = tls.find(origin);
    const model::TlsAccess access = known == tls.end() ? model::TlsAccess{} : known->second;
    auto client = std::make_unique<httplib::Client>(origin, access.certificate_file, access.key_file);
    if (!access.ca_file.empty()) client->set_ca_cert_path(access.ca_file);
    client->enable_server_certificate_verification(true);
    client->set_keep_alive(true);
    client->set_tcp_nodelay(true);
    client->set_url_encode(false);  // targets come encoded
    client->set_follow_location(false);
    client->set_connection_timeout(connect_timeout_s);
    return client;
  }

  void know_tls(const model::Bench& bench) {
    const std::lock_guard lock(mutex);
    tls.clear();
    idle.clear();  // made with what was known before
    for (const model::PracticeBench& practice : bench.practices) {
      tls[practice.pms.endpoint.origin] = practice.pms.tls;
      for (const model::LabAccess& lab : practice.labs)
        tls[lab.endpoint.origin] = lab.tls;
    }
  }

  // A client of this origin, now in `busy`; `busy.end()`: stopped.
  Clients::iterator take(const std::string& origin) {
    const std::lock_guard lock(mutex);
    if (stopped) return busy.end();
    Clients& free = idle[origin];
    if (free.empty()) free.push_back(new_client(origin));
    busy.splice(busy.end(), free, free.begin());
    return std::prev(busy.end());
  }

  void give_back(const std::string& origin, Clients::iterator client) {
    const std::lock_guard lock(mutex);
    Clients& free = idle[origin];
    free.splice(free.begin(), busy, client);  // the warmest first
  }
};

Caller::Caller() : state_(std::make_unique<State>()) {}
Caller::~Caller() = default;

Outcome Caller::perform(const workflow::Call& call) {
  if (ChannelCaller::is_channel(call.origin)) return state_->channels.perform(call);
  const auto client = state_->take(call.origin);
  if (client == state_->busy.end()) return base::CallFailure::refused;
  httplib::Request request;
  request.method = call.request.method;
  if (request.method == "LIST" || request.method == "MOVE") {
    request.headers.emplace("X-HTTP-Method-Override", request.method);
    request.method = "POST";
  }
  request.path = call.request.target;
  for (const base::Header& header : call.request.headers.list)
    request.headers.emplace(header.name, header.value);
  request.body = call.request.body;
  std::string body;
  request.content_receiver = [&body](const char* data, std::size_t length, std::uint64_t, std::uint64_t) {
    if (body.size() + length > answer_bytes_max) return false;
    body.append(data, length);
    return true;
  };
  (*client)->set_read_timeout(call.timeout);
  (*client)->set_write_timeout(call.timeout);
  httplib::Response response;
  httplib::Error error = httplib::Error::Success;
  const auto started = std::chrono::steady_clock::now();
  bool sent = false;
  try {
    sent = (*client)->is_valid() && (*client)->send(request, response, error);
  } catch (const std::exception&) {  // a header that the library cannot parse, for one
    error = httplib::Error::Read;
  }
  const auto waited = std::chrono::duration_cast<base::Duration>(std::chrono::steady_clock::now() - started);
  state_->give_back(call.origin, client);
  if (sent) return response_of(response, std::move(body));
  return failure_of(error, waited, call.timeout);
}

void Caller::know(const model::Bench& bench) {
  state_->know_tls(bench);
  state_->channels.know(bench);
}

void Caller::stop() {
  state_->channels.stop();
  const std::lock_guard lock(state_->mutex);
  state_->stopped = true;
  for (const auto& client : state_->busy)
    client->stop();
}

}  // namespace articulator::host
