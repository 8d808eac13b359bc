// The reference daemon as a child process: `articulator engine --listen 127.0.0.1:0 --store FILE --time
// lockstep`.
//
//   auto process = EngineProcess::start("/proc/self/exe").value();
//   process->url()          // "http://127.0.0.1:41234", as its line "listening on ..." said
//   process->kill();                  // in the middle of whatever it does
//   process->start_again();           // on the same store and port
//
// Its store is a folder of its own below the system's temporary folder, gone with this object.
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

  // Ends it by SIGKILL, which it cannot notice, and returns when it is gone. From any thread, but only one at
  // a time is in this or in `start_again`. Not running: does nothing.
  void kill();
  // Starts a killed one anew, on the same store and the same port. Error: as for `start`.
  base::Expected<void> start_again();

 private:
  EngineProcess() = default;
  // Starts it, and waits until it says where it listens.
  base::Expected<void> run(const std::string& listen);

  std::string executable_;
  base::Duration patience_{0};
  int pid_ = 0;  // 0: not running
  std::string url_;
  std::string folder_;
};

}  // namespace articulator::runner
