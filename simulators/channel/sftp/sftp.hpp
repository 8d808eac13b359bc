// The SFTP simulator: a lab's drop folder, one a practice, behind file operations in the words of HTTP.
//
//   Config config;
//   config.accounts = {{"p-01", drop_of_p01}};         // a Shelf that the lab takes from
//   auto server = make_sftp(std::move(config));
//
// The wire (header `User` names the account; a body with `Content-Transfer-Encoding: base64` is decoded)
//   LIST   /drop              200, [{"bytes":1234,"name":"LC-1_1.order.json"}, ...] by name
//   PUT    /drop/{name}       201; replaces, as an SFTP write does
//   GET    /drop/{name}       200 and the content in base64, or 404
//   MOVE   /drop/{name}       header Destination; 201; 404 without a source, 409 where the destination is
//   taken DELETE /drop/{name}       204, or 404
// What the lab puts on the shelf as `statements/{name}` lies in a folder inside, there to be read:
//   LIST   /drop/statements          as above; 404 while there is none
//   GET    /drop/statements/{name}   as above; PUT, MOVE and DELETE: 403
// What a connection, rather than a file, can suffer is answered as a client library would report it: 401 the
// server takes neither key nor password, 495 the host key is not the one on record.
//
// Verbs of `act`
//   full      {"full": bool}       the disk is full: half of what is uploaded is kept, and 507 answered
//   accounts  {"open": bool}       nobody is let in: 401
//   renames   {"allowed": bool}    403 for MOVE
//   host_key  {"changed": bool}    495 for everything
//   cut_next  {"times"?, "has"?}   the next uploads (of names with that text) break off half way: 502
//   put       {"user"?, "name", "content"}   somebody else's file
#pragma once

#include "simulators/world/shelf.hpp"
#include "simulators/world/simulator.hpp"

#include <memory>
#include <string>
#include <vector>

namespace articulator::simulators::sftp {

struct Account {
  std::string user;
  std::shared_ptr<world::Shelf> drop;
};

struct Config {
  std::string folder = "/drop";
  std::vector<Account> accounts;
};

std::unique_ptr<world::Simulator> make_sftp(Config config);

}  // namespace articulator::simulators::sftp
