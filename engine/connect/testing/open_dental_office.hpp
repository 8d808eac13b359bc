// An office for tests: a scripted Open Dental with one patient, one provider, two procedures and two
// documents, and the connector under test.
#pragma once

#include "engine/connect/pms/open_dental/connector.hpp"
#include "engine/connect/testing/scripted_peer.hpp"
#include "engine/model/bench.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::connect::testing {

inline constexpr std::string_view crown_rx =
    "Patient prefers mornings. [Rx] procedure: crown; material: zirconia; shade: A2; margin_type: chamfer; "
    "signed: true; procedures: 12; documents: 32, 31 [/Rx]";

struct LabCaseText {
  int number = 7;
  std::string instructions = std::string(crown_rx);
  std::string sent = "2024-10-21 09:00:00";
  std::string received = "0001-01-01 00:00:00";
  std::string stamp = "2024-10-21 09:00:00";
  int appointment = 0;
};

inline std::string lab_case_row(const LabCaseText& lab_case) {
  return "{\"LabCaseNum\":" + std::to_string(lab_case.number) +
         ",\"PatNum\":3,\"LaboratoryNum\":5,\"AptNum\":" + std::to_string(lab_case.appointment) +
         ",\"PlannedAptNum\":0,\"DateTimeDue\":\"2024-11-01 17:00:00\",\"DateTimeCreated\":\"2024-10-21 "
         "08:55:00\",\"DateTimeSent\":\"" +
         lab_case.sent + "\",\"DateTimeRecd\":\"" + lab_case.received +
         "\",\"DateTimeChecked\":\"0001-01-01 00:00:00\",\"ProvNum\":2,\"Instructions\":\"" +
         lab_case.instructions + "\",\"LabFee\":0.0,\"DateTStamp\":\"" + lab_case.stamp +
         "\",\"InvoiceNum\":\"\"}";
}

inline std::string patient_row(std::string_view texts_ok = "Yes",
                               std::string_view stamp = "2024-10-01 08:00:00") {
  return R"({"PatNum":3,"LName":"Test","FName":"Pat","TxtMsgOk":")" + std::string(texts_ok) +
         R"(","PreferContactMethod":"TextMessage","Email":"","DateTStamp":")" + std::string(stamp) + "\"}";
}

inline std::string appointment_row(std::string_view status, std::string_view start, std::string_view stamp) {
  return R"({"AptNum":4,"PatNum":3,"AptStatus":")" + std::string(status) +
         R"(","Pattern":"//XXXXXXXX//","Op":1,"ProvNum":2,"AptDateTime":")" + std::string(start) +
         R"(","DateTStamp":")" + std::string(stamp) + R"(","serverDateTime":"2024-10-21 09:00:00"})";
}

struct OpenDentalOffice {
  static constexpr const char* scan = "GET /api/v1/labcases?Limit=100&Offset=0";
  static constexpr const char* query = "PUT /api/v1/queries/ShortQuery";

  ScriptedPeer peer;
  model::PracticeBench bench;
  std::unique_ptr<model::PmsConnector> connector;
  base::Instant now = base::parse_instant("2024-10-21T14:00:30Z").value();  // 09:00:30 in Chicago

  OpenDentalOffice() {
    bench.practice = model::PracticeId("p-01");
    bench.pms.kind = "open-dental";
    bench.pms.endpoint = {"http://127.0.0.1:4000", "/api/v1"};
    bench.pms.developer_key = "DEV";
    bench.pms.customer_key = "CUST";
    bench.pms.zone = base::TimeZone::find("America/Chicago").value();
    bench.pms.webhook_url = "engine:/webhooks/open-dental";
    auto profile = std::make_shared<model::LabProfile>();
    profile->lab = model::LabId("glidewell");
    profile->name = "Glidewell";
    model::LabAccess lab;
    lab.profile = profile;
    bench.labs.push_back(lab);

    peer.on(
        "GET /api/v1/subscriptions", 200,
        R"([{"SubscriptionNum":1,"EndPointUrl":"engine:/webhooks/open-dental","WatchTable":"Patient"},)"
        R"({"SubscriptionNum":2,"EndPointUrl":"engine:/webhooks/open-dental","WatchTable":"Appointment"}])");
    peer.on("GET /api/v1/laboratories?*", 200,
            R"([{"LaboratoryNum":5,"Description":"Glidewell","IsHidden":"false"}])");
    peer.on(scan, 200, "[]");
    peer.on("GET /api/v1/patients/3", 200, patient_row());
    peer.on("GET /api/v1/providers/2", 200,
            R"({"ProvNum":2,"Abbr":"DOC","FName":"Ann","LName":"Abel","StateLicense":"DN10000"})");
    peer.on(
        "GET /api/v1/procedurelogs?PatNum=3*", 200,
        R"([{"ProcNum":11,"ToothNum":"3","procCode":"D0120"},{"ProcNum":12,"ToothNum":"19","procCode":"D2740"}])");
    peer.on("GET /api/v1/allergies?PatNum=3*", 200, "[]");
    peer.on("GET /api/v1/toothinitials?PatNum=3*", 200, "[]");
    peer.on("GET /api/v1/familymodules/3/Insurance*", 200, "[]");
    peer.on("GET /api/v1/documents?PatNum=3*", 200,
            R"([{"DocNum":31,"filePath":"\\\\S\\I\\prep.stl","Description":"scan.prep","Note":"bytes=9"},)"
            R"({"DocNum":32,"filePath":"\\\\S\\I\\bite.stl","Description":"scan.bite","Note":""}])");
    peer.on("GET /api/v1/appointments/4", 200,
            appointment_row("Scheduled", "2024-11-05 08:30:00", "2024-10-20 08:00:00"));
    peer.on("GET /api/v1/appointments?DateTStamp=*", 200, "[]");
    begin();
  }

  void begin() { connector = open_dental::make_connector(bench).value(); }

  void cases(const std::vector<LabCaseText>& list) {
    std::string body = "[";
    for (const LabCaseText& one : list)
      body += (body.size() > 1 ? "," : "") + lab_case_row(one);
    peer.on(scan, 200, body + "]");
    peer.on(query, 200, body + "]");
  }

  // A case that the connector knows.
  void know(LabCaseText lab_case) {
    cases({std::move(lab_case)});
    BOOST_REQUIRE(!poll().events.empty());
    peer.calls();
  }

  Ended try_poll() {
    now = now + base::seconds(30);
    const auto task = connector->poll();
    return peer.drive(*task, now);
  }
  model::TaskDone poll() { return std::move(try_poll().done.value()); }

  // Polls until nothing is left for the next; the events of all.
  std::vector<model::Event> poll_all() {
    std::vector<model::Event> events;
    do {
      for (model::Event& event : poll().events)
        events.push_back(std::move(event));
    } while (connector->next_poll(now) == now + base::seconds(1));
    return events;
  }

  std::optional<model::WebhookResult> deliver(std::string_view table, std::string rows,
                                              std::string_view key = "CUST") {
    base::HttpRequest request;
    request.method = "POST";
    request.target = "/webhooks/open-dental";
    request.headers.set("Authorization", std::string(key));
    request.headers.set("Workstation", "FRONT");
    request.headers.set("Event-Type", "WatchTable: " + std::string(table));
    request.body = std::move(rows);
    return connector->webhook(request, now);
  }
};

}  // namespace articulator::connect::testing
