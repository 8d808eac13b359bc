// TLS for a run over sockets: a private authority made for this run, what the simulators show by it, and the
// files by which an engine knows them and is known (mutual TLS). All of it is gone with the object.
#pragma once

#include "engine/base/error.hpp"
#include "scenarios/runner/engine_binding.hpp"
#include "simulators/serve/certificates.hpp"
#include "simulators/world/fault.hpp"

#include <array>
#include <memory>
#include <string>

namespace articulator::runner {

class TlsBench {
 public:
  // Error: no folder for the files, or the crypto library refuses.
  static base::Expected<std::unique_ptr<TlsBench>> make();
  ~TlsBench();
  TlsBench(const TlsBench&) = delete;
  TlsBench& operator=(const TlsBench&) = delete;

  // What a server at 127.0.0.1 shows; each asks clients for a certificate of the authority's.
  [[nodiscard]] const serve::TlsIdentity& identity(world::Certificate kind) const {
    return identities_[static_cast<std::size_t>(kind)];
  }
  [[nodiscard]] const TlsFiles& files() const { return files_; }

 private:
  explicit TlsBench(std::string folder) : folder_(std::move(folder)) {}

  std::string folder_;
  TlsFiles files_;
  std::array<serve::TlsIdentity, world::certificate_words.size()> identities_;
};

}  // namespace articulator::runner
