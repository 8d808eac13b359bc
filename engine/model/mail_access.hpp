// Addresses of peers in the bench description, and the relay through which mail goes.
#pragma once

#include "engine/base/error.hpp"
#include "engine/base/json_reader.hpp"

#include <string>
#include <string_view>

namespace articulator::model {

// An address taken apart. `origin` names the peer in calls, circuit breakers and the audit.
struct Endpoint {
  std::string origin;     // "http://127.0.0.1:4000"
  std::string base_path;  // "/api/v1", or empty
};
base::Expected<Endpoint> read_endpoint(std::string_view url);

// The same for a channel: http(s), sftp, smtp and smtps. A user before an '@' is taken out into `user`.
base::Expected<Endpoint> read_channel_endpoint(std::string_view url, std::string& user);

// The relay that takes mail for a lab or a supplier: smtp:// with STARTTLS demanded, or smtps://.
struct MailAccess {
  Endpoint endpoint;
  std::string from;           // a bare address
  std::string user;           // empty: no login
  std::string password_file;  // one line
  std::string ca_file;        // PEM; empty: the system's
};
MailAccess read_mail_access(base::ObjectReader& in);

}  // namespace articulator::model
