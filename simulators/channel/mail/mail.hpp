// The mail simulator: a relay that takes messages for the mailboxes it knows.
//
//   Config config;
//   config.mailboxes = {{"cases@glidewell.example", mailbox}};     // a Shelf that the lab reads
//   auto relay = make_mail(std::move(config));
//
// The wire: POST / with the envelope in headers and the message (RFC 5322) as body
//   Mail-From, Rcpt-To (one address), TLS: required
//   202  accepted, and in the mailbox as 000001.eml, 000002.eml ...
//   403  5xx of SMTP: no such mailbox, refused
//   426  the client demands TLS and the relay offers none
//   429  4xx of SMTP: come again (greylisting)
//   495  the relay's certificate is not to be trusted
// A message without `TLS: required` is taken in the clear, where the relay offers no TLS, and a file
// `.clear` beside it says so.
//
// A supplier's mailbox keeps what comes, and the relay says so as a fact of the practice that sent it:
//   supplier.order.received  {"subject","to"}   the first message of its Message-ID
//   supplier.order.repeated  {"subject","to"}   the same message once more
//
// Verbs of `act`
//   greylist     {"times"}           so many messages are told to come again
//   refuse       {"times"}           so many messages are refused for good
//   tls          {"offered": bool}
//   certificate  {"trusted": bool}
#pragma once

#include "simulators/world/shelf.hpp"
#include "simulators/world/simulator.hpp"

#include <memory>
#include <string>
#include <vector>

namespace articulator::simulators::mail {

struct Mailbox {
  std::string address;
  std::shared_ptr<world::Shelf> shelf;
};

struct Sender {
  std::string address;
  std::string practice;
};

struct Config {
  std::vector<Mailbox> mailboxes;
  std::vector<std::string> suppliers;  // addresses
  std::vector<Sender> senders;         // whose orders to suppliers are told of
};

std::unique_ptr<world::Simulator> make_mail(Config config);

}  // namespace articulator::simulators::mail
