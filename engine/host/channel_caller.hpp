// ChannelCaller: performs the calls of the SFTP and email channels over real sockets, by libcurl.
//
//   ChannelCaller channels;
//   channels.know(bench);                                   // whose keys are where
//   channels.perform({7, "sftp://drop.lab.example:22", {"LIST", "/drop", ...}, base::seconds(60)});
//
// Calls come in the words of HTTP (engine/connect/channel) and are answered in them:
//   sftp://   LIST, PUT, GET, MOVE, DELETE with the account in `User`; 401 nobody lets us in, 403, 404, 409
//   the
//             destination is taken, 507 the disk is full, 495 the host key is not the one in the bench
//   smtp(s):// POST with the envelope in `Mail-From` and `Rcpt-To`; 202, 401, 403 a 5xx of SMTP, 429 a 4xx,
//   426 no
//             TLS is offered, 495 the certificate is not to be trusted for that name
// No host key or certificate is ever taken unseen: an access without a host key is refused with 495, and mail
// without TLS with 426. Keys and passwords are read from their files at each call, and are in no answer.
#pragma once

#include "engine/host/caller.hpp"
#include "engine/model/bench.hpp"

#include <memory>
#include <string_view>

namespace articulator::host {

class ChannelCaller {
 public:
  ChannelCaller();
  ~ChannelCaller();
  ChannelCaller(const ChannelCaller&) = delete;
  ChannelCaller& operator=(const ChannelCaller&) = delete;

  static bool is_channel(std::string_view origin);  // sftp, smtp or smtps

  void know(const model::Bench& bench);  // forgets what it knew

  // As Caller::perform; each part takes at most the call's timeout.
  Outcome perform(const workflow::Call& call);
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace articulator::host
