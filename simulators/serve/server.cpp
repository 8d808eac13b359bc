#include "simulators/serve/server.hpp"

#include "simulators/serve/connection.hpp"
#include "simulators/serve/connection_headers.hpp"
#include "simulators/serve/tls.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include <httplib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace articulator::serve {
namespace {

constexpr int keep_alive_timeout_s = 1;  // an idle connection holds a thread no longer
constexpr std::size_t requests_a_connection_max = 1'000'000'000;  // as good as no limit

// The connection whose request this thread is working on: how a callback's answer can close it.
thread_local Connection* current_connection = nullptr;

base::HttpRequest to_value(const httplib::Request& request) {
  base::HttpRequest value{request.method, request.target, {}, request.body};
  // HTTP has no words for some of what an SFTP client does: they come as a POST.
  constexpr std::string_view override_name = "X-HTTP-Method-Override";
  for (const auto& [name, text] : request.headers) {
    if (name == override_name)
      value.method = text;
    else if (!of_the_connection(name))
      value.headers.list.push_back({name, text});
  }
  return value;
}

void write(const base::HttpResponse& value, httplib::Response& response) {
  response.status = value.status;
  for (const base::Header& header : value.headers.list)
    if (!of_the_connection(header.name)) response.set_header(header.name, header.value);
  response.body = value.body;
}

// The library's server with our own way of handling a connection.
class Listener final : public httplib::Server {
 public:
  void close_all() {
    const std::lock_guard lock(mutex_);
    closing_ = true;
    for (const socket_t socket : open_)
      shutdown(socket, SHUT_RDWR);
  }

  void show(TlsContext context) {
    const std::lock_guard lock(mutex_);
    shown_ = std::move(context);
    for (const socket_t socket : open_)
      shutdown(socket, SHUT_RDWR);
  }

 private:
  bool process_and_close_socket(socket_t socket) override {
    TlsSession session;
    if (enter(socket) && prove(socket, session)) {
      Connection connection(socket, session.get());
      current_connection = &connection;
      while (connection.wait(keep_alive_timeout_s * 1000) && serve_one(connection)) {
      }
      current_connection = nullptr;
    }
    leave(socket);
    return true;
  }

  // False: the peer is not content with who we are, or we with who it is.
  bool prove(socket_t socket, TlsSession& session) {
    std::shared_ptr<SSL_CTX> shown;
    {
      const std::lock_guard lock(mutex_);
      shown = shown_;
    }
    if (!shown) return true;
    session = shake_hands(shown.get(), socket);
    return session != nullptr;
  }

  // False: the connection ends here.
  bool serve_one(Connection& connection) {
    bool closed = false;
    const bool served = process_request(connection, false, closed, nullptr);
    return connection.flush() && served && !closed && !connection.dropped();
  }

  bool enter(socket_t socket) {
    const int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const std::lock_guard lock(mutex_);
    if (!closing_) open_.insert(socket);
    return !closing_;
  }

  void leave(socket_t socket) {
    const std::lock_guard lock(mutex_);
    open_.erase(socket);
    shutdown(socket, SHUT_RDWR);
    close(socket);
  }

  std::mutex mutex_;
  std::set<socket_t> open_;
  std::shared_ptr<SSL_CTX> shown_;  // null: no TLS
  bool closing_ = false;
};

std::string port_in_use_advice() {
  return errno == EACCES ? "choose a port above 1023, or 0 for any free one"
                         : "stop what listens there, choose another port, or 0 for any free one";
}

}  // namespace

struct Server::Impl {
  Listener listener;
  Callback callback;
  std::string address;
  int port = 0;
  bool tls = false;
  std::thread thread;

  void answer(const httplib::Request& request, httplib::Response& response) const {
    const Answer answer = callback(to_value(request));
    if (const auto* const value = std::get_if<base::HttpResponse>(&answer))
      write(*value, response);
    else
      current_connection->drop();
  }

  void prepare(std::size_t threads) {
    listener.new_task_queue = [threads] { return new httplib::ThreadPool(threads); };
    listener.set_tcp_nodelay(true);
    listener.set_keep_alive_timeout(keep_alive_timeout_s);
    listener.set_keep_alive_max_count(requests_a_connection_max);
    listener.set_payload_max_length(body_bytes_max);
    // Without the library's SO_REUSEPORT, by which two servers could share a port and each get half of the
    // calls.
    listener.set_socket_options([](socket_t socket) {
      const int on = 1;
      setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    });
    // The library would tell the exception's text in a header.
    listener.set_exception_handler(
        [](const httplib::Request&, httplib::Response& response, std::exception_ptr) {
          response.status = 500;
          response.body = R"({"message":"The server failed on this request."})";
          response.set_header("Content-Type", "application/json");
        });
    const auto any = [this](const httplib::Request& request, httplib::Response& response) {
      answer(request, response);
    };
    const std::string everything = R"([\s\S]*)";
    listener.Get(everything, any);
    listener.Post(everything, any);
    listener.Put(everything, any);
    listener.Patch(everything, any);
    listener.Delete(everything, any);
    listener.Options(everything, any);
  }
};

base::Expected<std::unique_ptr<Server>> Server::start(const ServerOptions& options, Callback callback) {
  const std::string where = options.address + ":" + std::to_string(options.port);
  if (options.port < 0 || options.port > 65'535)
    return base::failure(where, "no such port", "choose one from 1 to 65535, or 0 for any free one");
  auto impl = std::make_unique<Impl>();
  impl->callback = std::move(callback);
  impl->address = options.address;
  impl->prepare(std::max<std::size_t>(options.threads, 1));
  if (options.tls) {
    impl->tls = true;
    auto context = make_context(*options.tls);
    if (!context) return std::unexpected(context.error());
    impl->listener.show(*std::move(context));
  }
  errno = 0;
  if (options.port == 0) {
    impl->port = impl->listener.bind_to_any_port(options.address);
    if (impl->port <= 0) return base::failure(where, "no port is free at this address", "check the address");
  } else {
    if (!impl->listener.bind_to_port(options.address, options.port))
      return base::failure(where, "the port is in use or may not be taken", port_in_use_advice());
    impl->port = options.port;
  }
  impl->thread = std::thread([&listener = impl->listener] { listener.listen_after_bind(); });
  while (!impl->listener.is_running())
    std::this_thread::sleep_for(std::chrono::microseconds(50));
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Server::~Server() {
  stop();
}

int Server::port() const {
  return impl_->port;
}

std::string Server::url() const {
  return (impl_->tls ? "https://" : "http://") + impl_->address + ":" + std::to_string(impl_->port);
}

base::Expected<void> Server::show(const TlsIdentity& identity) {
  if (!impl_->tls) return base::failure(url(), "speaks no TLS", "start it with a certificate");
  auto context = make_context(identity);
  if (!context) return std::unexpected(context.error());
  impl_->listener.show(*std::move(context));
  return {};
}

void Server::stop() {
  if (!impl_->thread.joinable()) return;
  impl_->listener.stop();
  impl_->listener.close_all();
  impl_->thread.join();
}

}  // namespace articulator::serve
