// Connection: one accepted socket as cpp-httplib's server reads and writes it.
//
// Own buffers instead of the library's stream, for three reasons: an answer leaves in one packet; a
// connection can be dropped before a byte of the answer has gone out; and the server can wake a waiting
// connection to stop at once.
#pragma once

#include <array>
#include <cstddef>
#include <string>

#include <httplib.h>

namespace articulator::serve {

class Connection final : public httplib::Stream {
 public:
  // `session`: its hands shaken; null: plain.
  explicit Connection(socket_t socket, SSL* session = nullptr) : socket_(socket), session_(session) {}

  // Waits for the next request. False: nothing came in time, or the peer or `wake` has closed.
  bool wait(int timeout_ms);
  // Sends what was written. False: the peer is gone.
  bool flush();
  // From here on what is written goes nowhere; the peer sees the end of the connection.
  void drop();
  [[nodiscard]] bool dropped() const { return dropped_; }

  [[nodiscard]] bool is_readable() const override;
  [[nodiscard]] bool is_writable() const override { return true; }
  ssize_t read(char* into, size_t size) override;
  ssize_t write(const char* from, size_t size) override;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  [[nodiscard]] socket_t socket() const override { return socket_; }

 private:
  static constexpr std::size_t buffer_bytes = 16'384;
  static constexpr std::size_t unsent_bytes_max = 262'144;

  ssize_t receive();  // into `received_`
  ssize_t send_some(const char* from, size_t size);

  socket_t socket_;
  SSL* session_;
  bool dropped_ = false;
  std::array<char, buffer_bytes> received_{};
  std::size_t received_from_ = 0;
  std::size_t received_to_ = 0;
  std::string unsent_;
};

}  // namespace articulator::serve
