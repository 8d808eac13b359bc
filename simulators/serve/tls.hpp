// The server's side of TLS: what it shows to who connects, and a handshake on an accepted socket.
#pragma once

#include "engine/base/error.hpp"
#include "simulators/serve/certificates.hpp"

#include <memory>

#include <openssl/ssl.h>

namespace articulator::serve {

struct FreeContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct FreeSession {
  void operator()(SSL* session) const { SSL_free(session); }
};
using TlsContext = std::unique_ptr<SSL_CTX, FreeContext>;
using TlsSession = std::unique_ptr<SSL, FreeSession>;

// TLS 1.2 and later. Error: a certificate or key that is none.
base::Expected<TlsContext> make_context(const TlsIdentity& identity);

// Null: the handshake failed, or took longer than 5 s.
TlsSession shake_hands(SSL_CTX* context, int socket);

}  // namespace articulator::serve
