// A mail message with attachments (RFC 5322, RFC 2045-2047, RFC 2183), as bytes that depend on nothing but
// what is said here: no clock, no random boundary.
//
//   MimeMessage mail;
//   mail.from = "orders@p-01.example"; mail.to = "cases@glidewell.example"; mail.subject = "Order LC-7";
//   mail.at = now; mail.id = "8f3a...@p-01.example"; mail.text = "..."; mail.parts = {...};
//   std::string bytes = write_mime(mail);
//
// All contents go as base64 in lines of 76, so the message is plain ASCII and no relay has a reason to touch
// it.
#pragma once

#include "engine/base/instant.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace articulator::connect::email {

struct MimePart {
  std::string name;  // a file name without quotes or line ends
  std::string type;  // media type
  std::string content;
};

struct MimeMessage {
  std::string from;  // bare addresses
  std::string to;
  std::string subject;  // UTF-8
  std::string id;       // without angle brackets
  base::Instant at;
  std::string text;  // UTF-8, the first part
  std::vector<MimePart> parts;
};

std::string write_mime(const MimeMessage& message);

// One address and nothing else: what may stand in an envelope.
bool is_bare_address(std::string_view text);

}  // namespace articulator::connect::email
