#include "simulators/serve/connection_headers.hpp"

#include <algorithm>
#include <array>

namespace articulator::serve {
namespace {

constexpr std::array<std::string_view, 10> connection_headers{
    "host",        "connection",  "keep-alive", "content-length", "transfer-encoding",
    "remote_addr", "remote_port", "local_addr", "local_port",     "expect"};

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

bool of_the_connection(std::string_view header_name) {
  return std::any_of(connection_headers.begin(), connection_headers.end(), [&](std::string_view known) {
    return std::equal(known.begin(), known.end(), header_name.begin(), header_name.end(),
                      [](char a, char b) { return a == lower(b); });
  });
}

}  // namespace articulator::serve
