// Server: the daemon's HTTP side, on loopback only since it speaks plain HTTP (SEC-03).
//
//   Server server([&](const base::HttpRequest& request) { return daemon.handle(request); });
//   const int port = server.start("127.0.0.1", 0).value();
//   ...
//   server.stop();
//
// Bounds: 16 MiB a body, 8 KiB a line, 32 connections at a time; a connection that says nothing for 5 s is
// closed.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/http.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace articulator::host {

// "localhost", "::1" or 127.x.x.x.
bool is_loopback(std::string_view host);

class Server {
 public:
  explicit Server(std::function<base::HttpResponse(const base::HttpRequest&)> handle);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Listens and answers, in threads of its own. Port 0: one that is free. Gives the port. Error: not
  // loopback, or taken.
  base::Expected<int> start(const std::string& host, int port);
  // No new connections; returns when no answer is under way. The destructor waits for the connections as
  // well: until they are closed, or idle for 5 s.
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace articulator::host
