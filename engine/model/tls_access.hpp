// How a peer behind TLS is known, and how we show it who we are (SEC-01, SEC-03). An office server has a
// certificate of its vendor's private authority; a lab may ask for ours (mutual TLS).
#pragma once

#include <string>

namespace articulator::model {

// Files of PEM, read by the host, which performs the calls. A certificate that is expired, for another host
// or by an authority that is not ours is never taken.
struct TlsAccess {
  std::string ca_file;           // whose word counts for the peer; empty: the system's authorities
  std::string certificate_file;  // ours, with its chain; empty: we show none
  std::string key_file;          // of that certificate

  friend bool operator==(const TlsAccess&, const TlsAccess&) = default;
};

}  // namespace articulator::model
