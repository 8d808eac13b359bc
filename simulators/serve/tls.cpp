#include "simulators/serve/tls.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <sys/socket.h>
#include <sys/time.h>

namespace articulator::serve {
namespace {

constexpr int handshake_timeout_s = 5;

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
std::unique_ptr<BIO, FreeBio> reading(const std::string& text) {
  return std::unique_ptr<BIO, FreeBio>(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

struct FreeCertificate {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
std::unique_ptr<X509, FreeCertificate> certificate_of(const std::string& pem) {
  return std::unique_ptr<X509, FreeCertificate>(
      PEM_read_bio_X509(reading(pem).get(), nullptr, nullptr, nullptr));
}

bool use(SSL_CTX* context, const TlsIdentity& identity) {
  const auto certificate = certificate_of(identity.certificate);
  EVP_PKEY* const key = PEM_read_bio_PrivateKey(reading(identity.key).get(), nullptr, nullptr, nullptr);
  const bool used = certificate && key != nullptr &&
                    SSL_CTX_use_certificate(context, certificate.get()) == 1 &&
                    SSL_CTX_use_PrivateKey(context, key) == 1;
  EVP_PKEY_free(key);
  return used;
}

bool ask_clients(SSL_CTX* context, const std::string& authority) {
  const auto certificate = certificate_of(authority);
  if (!certificate || X509_STORE_add_cert(SSL_CTX_get_cert_store(context), certificate.get()) != 1)
    return false;
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  return true;
}

void set_timeout(int socket, int seconds) {
  const timeval timeout{seconds, 0};
  setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
}

}  // namespace

base::Expected<TlsContext> make_context(const TlsIdentity& identity) {
  TlsContext context(SSL_CTX_new(TLS_server_method()));
  if (!context || SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION) != 1 ||
      !use(context.get(), identity) ||
      (!identity.client_ca.empty() && !ask_clients(context.get(), identity.client_ca))) {
    ERR_clear_error();
    return base::failure("certificate", "is none that a server can show", "give PEM, with its key");
  }
  // Every connection proves itself anew: a resumed session would show no certificate.
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context.get(), 0);
  return context;
}

TlsSession shake_hands(SSL_CTX* context, int socket) {
  TlsSession session(SSL_new(context));
  if (!session || SSL_set_fd(session.get(), socket) != 1) return nullptr;
  set_timeout(socket, handshake_timeout_s);
  const bool done = SSL_accept(session.get()) == 1;
  set_timeout(socket, 0);
  ERR_clear_error();
  return done ? std::move(session) : nullptr;
}

}  // namespace articulator::serve
