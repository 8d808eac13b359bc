// A box for tests: a scripted Eaglesoft that answers by operation, hand-written, and the connector under
// test.
//
//   EaglesoftBox box;
//   box.queue({{"m1", "LabCase", "7"}});
//   const Ended ended = box.poll();                       // asks for lab case 7, patient 3 and their
//   messages box.soap("GetLabCase", 500, fault("Client.NoSuchLabCase"));
#pragma once

#include "engine/connect/pms/eaglesoft/connector.hpp"
#include "engine/connect/testing/scripted_peer.hpp"
#include "engine/model/bench.hpp"
#include "engine/model/lab_profile.hpp"

#include <array>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace articulator::connect::testing {

inline std::string soap_envelope(const std::string& content) {
  return R"(<?xml version="1.0"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>)" +
         content + "</soap:Body></soap:Envelope>";
}
inline std::string soap_fault(const std::string& code) {
  return soap_envelope("<soap:Fault><faultcode>soap:" + code +
                       "</faultcode><faultstring>no</faultstring></soap:Fault>");
}

struct LabCaseXml {
  std::string key = "7";
  std::string state = "Sent";
  std::string sent = "2024-10-21T09:00:00.000-05:00";
  std::string shade = "A2";
  std::string more{};  // elements besides
};

inline std::string lab_case_xml(const LabCaseXml& lab_case) {
  return "<GetLabCaseResponse><LabCase><Key>" + lab_case.key +
         "</Key><PatientKey>3</PatientKey><Prescriber><ProviderKey>2</ProviderKey><Name>Orsino "
         "Brackwater</Name><License>DN10000</License><Signed>true</Signed></Prescriber>"
         "<Laboratory>GLIDEWELL</Laboratory><State>" +
         lab_case.state + "</State><SentOn>" + lab_case.sent +
         "</SentOn><Notes>Mornings &amp; "
         "&lt;soon&gt;</Notes><Prescription><Procedure>crown</Procedure><Tooth>19</Tooth>"
         "<Material>zirconia</Material><Shade>" +
         lab_case.shade +
         "</Shade><MarginType>chamfer</MarginType></Prescription>"
         "<Attachments><Attachment><Name>prep.stl</Name><Kind>scan.prep</Kind><Bytes "
         "Type=\"Integer\">12</Bytes>"
         "<Mesh Type=\"Struct\"><Triangles Type=\"Integer\">249497</Triangles><SizeMm Type=\"List\"><Row "
         "Type=\"Integer\">50</Row><Row Type=\"Decimal\">46.5</Row><Row "
         "Type=\"Integer\">21</Row></SizeMm></Mesh>"
         "</Attachment></Attachments>" +
         lab_case.more + "</LabCase></GetLabCaseResponse>";
}

inline std::string patient_json(std::string_view texts = "Yes") {
  return R"({"PatientId":3,"FirstName":"Pat","LastName":"Example","BirthDate":"02/03/1971","TextConsent":")" +
         std::string(texts) +
         R"(","PortalConsent":"NotAsked","EmailConsent":"No","PreferredContact":"Text","Allergies":["nickel"],)"
         R"("Chart":[{"Tooth":"19","State":"Present"}]})";
}

struct EaglesoftBox {
  EaglesoftBox() {
    bench.practice = model::PracticeId("p-01");
    bench.pms.kind = "eaglesoft";
    bench.pms.developer_key = "integration";
    bench.pms.customer_key = "secret";
    auto profile = std::make_shared<model::LabProfile>();
    profile->lab = model::LabId("glidewell");
    profile->name = "Glidewell";
    model::LabAccess lab;
    lab.profile = profile;
    bench.labs.push_back(std::move(lab));
    connector = eaglesoft::make_connector(bench).value();
    install("ES-1", "es");
    soap("ListLabCases", "<ListLabCasesResponse/>");
    soap("Acknowledge", "<AcknowledgeResponse/>");
    soap("GetLabCase", lab_case_xml({}));
    queue({});
  }

  // The box as installed: its routes begin so.
  void install(const std::string& installation, std::string at) {
    prefix = "/" + at;
    token = "token-of-" + installation;
    std::string routes;
    const auto route = [&](const std::string& name, const std::string& form) {
      routes += "<Route><Name>" + name + "</Name><Template>" + at + form + "</Template></Route>";
    };
    route("Authenticate", "/in");
    route("LabService", "/lab");
    route("Patient", "/patient?id={PatientId}");
    route("Messages", "/messages");
    route("ChartNotes", "/notes");
    route("Appointment", "/visits/{AppointmentId}");
    route("Appointments", "/visits");
    route("BreakAppointment", "/visits/{AppointmentId}/break");
    route("OpenTimes", "/free");
    help = "<ApiHelp><Installation>" + installation + "</Installation>" + routes + "</ApiHelp>";
    json("GET", "/patient?id=3", patient_json());
    json("GET", "/messages?PatientId=3&After=0", "[]");
  }

  void soap(const std::string& operation, int status, const std::string& content) {
    operations[operation] = base::json_response(status, status == 200 ? soap_envelope(content) : content);
  }
  void soap(const std::string& operation, const std::string& content) { soap(operation, 200, content); }
  void json(const std::string& method, const std::string& path, const std::string& body, int status = 200) {
    resources[method + " " + prefix + path] = base::json_response(status, body);
  }
  // What stands in the queue: id, kind, key.
  void queue(const std::vector<std::array<std::string, 3>>& messages) {
    std::string content = "<GetMessagesResponse>";
    for (const auto& [id, kind, key] : messages)
      content += "<Message><Id>" + id + "</Id><Kind>" + kind + "</Kind><Key>" + key + "</Key></Message>";
    soap("GetMessages", content + "</GetMessagesResponse>");
  }

  base::HttpResponse answer(const base::HttpRequest& request) {
    if (request.target == "/help") return asked.push_back("help"), base::json_response(200, help);
    if (request.target == prefix + "/in") {
      asked.push_back("Authenticate");
      return base::json_response(200, R"({"SessionToken":")" + token + "\"" + hours + "}");
    }
    const std::string* action = request.headers.find("SOAPAction");
    const std::string operation = action != nullptr ? action->substr(19, action->size() - 20) : std::string();
    asked.push_back(action != nullptr ? operation : request.method + " " + request.target);
    bodies.push_back(request.body);
    if (!request.target.starts_with(prefix + "/")) return base::text_response(404, "no such route");
    const std::string* session = request.headers.find("Authorization");
    if (session == nullptr || *session != "Session " + token) {
      if (action == nullptr) return base::json_response(401, "{}");
      return base::json_response(500, soap_fault("Client.SessionLapsed"));
    }
    if (action != nullptr) return operations.at(operation);
    const auto found = resources.find(request.method + " " + request.target);
    return found == resources.end() ? base::text_response(404, "no such row") : found->second;
  }

  Ended drive(model::Task& task, bool may_have_happened = false) {
    model::TaskStep step = task.start(may_have_happened, now);
    while (const auto* request = std::get_if<base::HttpRequest>(&step)) {
      const base::HttpResponse response = answer(*request);
      step = task.answered(response, now);
    }
    if (auto* done = std::get_if<model::TaskDone>(&step)) return {std::move(*done), std::nullopt};
    return {std::nullopt, std::move(std::get<model::TaskFailed>(step))};
  }
  Ended poll() { return drive(*connector->poll()); }
  std::vector<std::string> calls() { return std::exchange(asked, {}); }

  std::string prefix;
  std::string token;
  std::string help;
  std::string hours{};  // a member of the session, with its comma
  std::map<std::string, base::HttpResponse> operations;
  std::map<std::string, base::HttpResponse> resources;
  std::vector<std::string> asked;
  std::vector<std::string> bodies;  // of all but the handshake
  model::PracticeBench bench;
  std::unique_ptr<model::PmsConnector> connector;
  base::Instant now = base::parse_instant("2024-10-21T14:05:00Z").value();
};

}  // namespace articulator::connect::testing
