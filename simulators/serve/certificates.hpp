// Certificates for TLS on loopback, made when they are needed, kept nowhere, good for nobody else.
//
//   auto authority = Authority::make("Example Labs").value();        // a private one
//   TlsIdentity server = authority.issue({.host = "127.0.0.1"}).value();
//   TlsIdentity client = authority.issue({.host = "articulator", .of_client = true}).value();
//   server.client_ca = authority.pem();                               // from here on clients must show one
//
// Keys are P-256. A certificate names its host (an address or a name) in subjectAltName (RFC 6125).
#pragma once

#include "engine/base/error.hpp"

#include <memory>
#include <string>

namespace articulator::serve {

// A certificate and its key, as PEM.
struct TlsIdentity {
  std::string certificate;
  std::string key;
  std::string client_ca{};  // of a server: who must vouch for its clients; empty: they are not asked
};

struct CertificateWish {
  std::string host;
  bool of_client = false;
  int days = 1;  // from now; below 0: it has expired by then
};

class Authority {
 public:
  // Error: the crypto library refuses, as it says it.
  static base::Expected<Authority> make(const std::string& name);
  base::Expected<TlsIdentity> issue(const CertificateWish& wish) const;
  [[nodiscard]] const std::string& pem() const { return pem_; }

  Authority(Authority&&) noexcept;
  ~Authority();

 private:
  struct Keys;
  explicit Authority(std::unique_ptr<Keys> keys);

  std::unique_ptr<Keys> keys_;
  std::string pem_;
};

}  // namespace articulator::serve
