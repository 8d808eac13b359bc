// Control: a port of its own for the hand that drives the simulators: what is there, what shall happen, what
// time it is.
//
//   auto control = Control::start(world, 8083);
//   (*control)->show(html);
//
//   GET  /       the page that it was given to show: what is where, how to talk to it
//   POST /act    {"node": "glidewell", "verb": "question", "arguments": {"case": "LC-1", "question": "..."}}
//                what a scenario's step would do, now; the verbs are in the simulators' headers
//   POST /fault  {"kind": "lost_answer", "to"?: "glidewell", "method"?, "path"?, "body_has"?, "skip"?: 0,
//                 "times"?: 1, "for_s"?, "status"?: 503, "delay_s"?: 30}
//                strikes requests that fit, from now on; kinds: simulators/world/fault.hpp
//   GET  /clock  {"now", "next"}; POST /clock {"now": instant} moves it, where time goes by hand
//
// All answer 200 when it is done, 400 with {"message"} that says what is wrong, 404 for anything else.
#pragma once

#include "engine/base/error.hpp"
#include "simulators/serve/real_time.hpp"

#include <memory>
#include <mutex>
#include <string>

namespace articulator::serve {

class Server;

// Answers one request: `Control` without its socket.
base::HttpResponse control(RealTime& world, const base::HttpRequest& request);

class Control {
 public:
  // `world` must outlive it. Port 0: the system picks one. Error: the port is in use.
  static base::Expected<std::unique_ptr<Control>> start(RealTime& world, int port);
  ~Control();
  Control(const Control&) = delete;
  Control& operator=(const Control&) = delete;

  [[nodiscard]] std::string url() const;
  void show(std::string page);  // HTML; before, there is none

 private:
  Control() = default;

  std::mutex mutex_;  // around the page
  std::string page_;
  std::unique_ptr<Server> server_;
};

}  // namespace articulator::serve
