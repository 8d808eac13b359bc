// The reference daemon as a child process: `articulator engine --listen 127.0.0.1:0 --store FILE --time
// lockstep`.
//
//   auto process = EngineProcess::start("/proc/self/exe").value();
//   process->url()          // "http://127.0.0.1:41234", as its line "listening on ..." said
//
// Its store is a folder of its own below the system's temporary folder, gone with the process.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/instant.hpp"

#include <memory>
#include <string>

namespace articulator::runner {

class EngineProcess {
 public:
  // Error: it does not start, or does not say where it listens in time.
  static base::Expected<std::unique_ptr<EngineProcess>> start(const std::string& executable,
                                                              base::Duration patience = base::seconds(20));
  ~EngineProcess();  // ends it: politely, then not
  EngineProcess(const EngineProcess&) = delete;
  EngineProcess& operator=(const EngineProcess&) = delete;

  [[nodiscard]] const std::string& url() const { return url_; }

 private:
  EngineProcess() = default;

  int pid_ = 0;
  std::string url_;
  std::string folder_;
};

}  // namespace articulator::runner
