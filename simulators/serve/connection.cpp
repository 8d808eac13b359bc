#include "simulators/serve/connection.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <poll.h>
#include <sys/socket.h>

namespace articulator::serve {
namespace {

constexpr int read_timeout_ms = 5000;  // for the rest of a request that has begun

bool poll_for_input(socket_t socket, int timeout_ms) {
  pollfd waiting{socket, POLLIN, 0};
  int ready = 0;
  do {
    ready = poll(&waiting, 1, timeout_ms);
  } while (ready < 0 && errno == EINTR);
  return ready > 0 && (waiting.revents & POLLIN) != 0;
}

}  // namespace

bool Connection::wait(int timeout_ms) {
  if (received_from_ < received_to_ || (session_ != nullptr && SSL_pending(session_) > 0)) return true;
  if (!poll_for_input(socket_, timeout_ms)) return false;
  char first = 0;
  return recv(socket_, &first, 1, MSG_PEEK) > 0;  // 0: closed
}

bool Connection::is_readable() const {
  return received_from_ < received_to_ || (session_ != nullptr && SSL_pending(session_) > 0) ||
         poll_for_input(socket_, read_timeout_ms);
}

ssize_t Connection::read(char* into, size_t size) {
  if (received_from_ == received_to_) {
    // What the peer waits for before it goes on ("100 Continue") must be out first.
    if (!flush() || !is_readable()) return -1;
    const ssize_t count = receive();
    if (count <= 0) return count;
    received_from_ = 0;
    received_to_ = static_cast<std::size_t>(count);
  }
  const std::size_t count = std::min(size, received_to_ - received_from_);
  std::memcpy(into, received_.data() + received_from_, count);
  received_from_ += count;
  return static_cast<ssize_t>(count);
}

ssize_t Connection::receive() {
  if (session_ != nullptr) return SSL_read(session_, received_.data(), static_cast<int>(received_.size()));
  ssize_t count = 0;
  do {
    count = recv(socket_, received_.data(), received_.size(), 0);
  } while (count < 0 && errno == EINTR);
  return count;
}

ssize_t Connection::send_some(const char* from, size_t size) {
  constexpr size_t at_once_max = 1U << 20U;
  if (session_ != nullptr) return SSL_write(session_, from, static_cast<int>(std::min(size, at_once_max)));
  return send(socket_, from, size, MSG_NOSIGNAL);
}

ssize_t Connection::write(const char* from, size_t size) {
  if (!dropped_) unsent_.append(from, size);
  if (unsent_.size() > unsent_bytes_max && !flush()) return -1;
  return static_cast<ssize_t>(size);
}

bool Connection::flush() {
  std::size_t sent = 0;
  while (sent < unsent_.size()) {
    const ssize_t count = send_some(unsent_.data() + sent, unsent_.size() - sent);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    sent += static_cast<std::size_t>(count);
  }
  unsent_.clear();
  return true;
}

void Connection::drop() {
  dropped_ = true;
  unsent_.clear();
  shutdown(socket_, SHUT_RDWR);
}

// The library puts these into headers of the request, from where the server takes them out again.
void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
  ip.clear();
  port = 0;
}

void Connection::get_local_ip_and_port(std::string& ip, int& port) const {
  ip.clear();
  port = 0;
}

}  // namespace articulator::serve
