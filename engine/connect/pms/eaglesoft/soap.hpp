// SOAP 1.1 (W3C Note, 8 May 2000): an operation as an envelope, and an answer taken out of one.
//
//   SoapCall call("GetMessages");
//   call.add("Max", "20");
//   request.body = call.envelope();                 // with SOAPAction: "urn:eaglesoft:lab:GetMessages"
//   auto answer = read_soap(response, "GetMessages", now);
//   XmlReader(answer->content, answer->path).children("Message");
//
// A fault travels with status 500 (section 6.2), also where it is the caller's own: faultcode tells whether
// it goes away by itself (Server) or not (Client).
#pragma once

#include "engine/base/http.hpp"
#include "engine/base/instant.hpp"
#include "engine/connect/flow.hpp"
#include "engine/connect/pms/eaglesoft/xml.hpp"
#include "engine/model/connector.hpp"

#include <memory>
#include <string>
#include <string_view>

#include <pugixml.hpp>

namespace articulator::connect::eaglesoft {

inline constexpr std::string_view peer = "Eaglesoft";
inline constexpr std::string_view soap_namespace = "http://schemas.xmlsoap.org/soap/envelope/";
inline constexpr std::string_view lab_namespace = "urn:eaglesoft:lab";

class SoapCall {
 public:
  explicit SoapCall(std::string_view operation);
  SoapCall& add(std::string_view name, std::string_view text);  // in the order added

  [[nodiscard]] const std::string& operation() const { return operation_; }
  [[nodiscard]] std::string action() const;  // of the SOAPAction header, quotes included
  [[nodiscard]] std::string envelope() const;

 private:
  std::string operation_;
  std::shared_ptr<pugi::xml_document> document_;  // shared: a call is copied with what awaits it
  pugi::xml_node content_;
};

struct SoapAnswer {
  std::unique_ptr<pugi::xml_document> document;
  pugi::xml_node content;  // "GetMessagesResponse"
  std::string path;        // "/Envelope/Body/GetMessagesResponse"
};

// What a fault says; empty code: the answer is none.
struct SoapFault {
  std::string code;  // without its prefix: "Client.NoSuchLabCase"
  std::string text;

  [[nodiscard]] bool is_client() const { return code == "Client" || code.starts_with("Client."); }
};
SoapFault fault_in(const base::HttpResponse& response);

// Failed: a fault, by its code; another status than 2xx; an answer to something else, or none that can be
// read, which is worth retrying.
Got<SoapAnswer> read_soap(const base::HttpResponse& response, std::string_view operation, base::Instant now);

}  // namespace articulator::connect::eaglesoft
