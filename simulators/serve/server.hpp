// Server: HTTP on a loopback port, in front of any function from request to answer.
//
//   auto server = Server::start({}, [&](const base::HttpRequest& request) -> Answer {
//     return base::json_response(200, "{}");      // or: return Drop{};
//   });
//   if (!server) std::cerr << server.error().text();   // "127.0.0.1:8080: the port is in use; ..."
//   (*server)->url()                                    // "http://127.0.0.1:41234"
//
// The callback runs on the server's own threads, several at once: it does its own locking. It may take as
// long as it likes (a lockstep run answers when virtual time says so) but holds a thread meanwhile, and a
// kept-alive connection holds one too: `threads` is the number of peers' connections plus some.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/http.hpp"
#include "simulators/serve/certificates.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace articulator::serve {

// Close the connection without a byte: the client sees a read error, as when a request or its answer is lost.
struct Drop {};

using Answer = std::variant<base::HttpResponse, Drop>;
using Callback = std::function<Answer(const base::HttpRequest&)>;

struct ServerOptions {
  std::string address = "127.0.0.1";
  int port = 0;  // 0: the system picks one
  std::size_t threads = 16;
  std::optional<TlsIdentity> tls{};  // none: plain HTTP
};

class Server {
 public:
  // Open Dental, the peer with the largest messages, takes 16.8 million characters; longer bodies get 413.
  static constexpr std::size_t body_bytes_max = 17'000'000;

  // Listens from here on. Error: the port is in use or not ours to take; names it and what to do.
  static base::Expected<std::unique_ptr<Server>> start(const ServerOptions& options, Callback callback);

  ~Server();  // stops
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] int port() const;
  [[nodiscard]] std::string url() const;  // "http://127.0.0.1:41234", without a slash at the end

  // Of a server with TLS: what it shows from now on. Connections that there are end, so that the next
  // request begins with a handshake. Error: no certificate, or none that can be shown.
  base::Expected<void> show(const TlsIdentity& identity);

  // Closes all connections and ends the threads. Waits for callbacks that are running, for nothing else.
  void stop();

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace articulator::serve
