// An office for tests: a scripted Dentrix with one patient, one provider, one lab and one document, and the
// connector under test.
#pragma once

#include "engine/connect/pms/dentrix/connector.hpp"
#include "engine/connect/testing/scripted_peer.hpp"
#include "engine/model/bench.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace articulator::connect::testing {

inline std::string envelope(std::string_view data, int pages = 1) {
  return R"({"data":)" + std::string(data) +
         R"(,"warnings":[],"errors":[],"meta":{"pagination":{"page":1,"pageSize":25,"totalPages":)" +
         std::to_string(pages) + R"(,"totalElements":1}}})";
}

struct DentrixCase {
  std::string status = "OUTSTANDING";
  std::string sent = "2024-10-21T14:00:00.000Z";
  std::string modified = "2024-10-21T14:00:00.000Z";
  std::string note = "Please call with any question.";
  std::string more{};  // members, each with a comma before it
};

inline std::string dentrix_case(const DentrixCase& lab_case = {}) {
  return R"({"id":"31000000000007","type":"LabCaseV1","status":")" + lab_case.status + R"(","sentDate":")" +
         lab_case.sent + R"(","lastModified":")" + lab_case.modified + R"(","note":")" + lab_case.note +
         R"(","patient":{"id":"11000000000003","type":"PatientV1"},"provider":{"id":"12000000000002"},)" +
         R"("lab":{"id":"14000000000001"},"appointment":{"id":"21000000000004"},"signedByProvider":true,)" +
         R"("lineItems":[{"serviceCode":"D2740","tooth":"19"}],"dueDate":"2024-11-04",)" +
         R"("customFields":[{"name":"Restoration","value":"crown"},{"name":"Material","value":"Zirconia"},)" +
         R"({"name":"Shade","value":"A2"},{"name":"Implant system","value":"Nobel Active"},)" +
         R"({"name":"A field of a later release","value":"x"}],"documents":[{"id":"41000000000031"},)" +
         R"({"id":"41000000000032"}])" + lab_case.more + "}";
}

inline std::string dentrix_patient(std::string_view texts = "OPTED_IN",
                                   std::string_view modified = "2024-10-01T08:00:00.000Z") {
  return R"({"id":"11000000000003","type":"PatientV1","firstName":"Avelina","lastName":"Quimbleton",)"
         R"("lastModified":")" +
         std::string(modified) + R"(","communication":{"textMessages":")" + std::string(texts) +
         R"(","portal":"NOT_ASKED","email":"OPTED_OUT","preferredChannel":"SMS"},)" +
         R"("medicalAlerts":[{"type":"ALLERGY","description":"nickel"}],)" +
         R"("toothChart":[{"tooth":"18","condition":"MISSING"}]})";
}

inline std::string dentrix_message(std::string_view text, std::string_view created) {
  return R"({"id":"52000000000009","type":"MessageV1","direction":"INBOUND","channel":"SMS","body":")" +
         std::string(text) + R"(","created":")" + std::string(created) + R"(","lastModified":")" +
         std::string(created) + R"(","patient":{"id":"11000000000003"}})";
}

inline std::string dentrix_appointment(std::string_view status,
                                       std::string_view modified = "2024-10-20T08:00:00.000Z") {
  return R"({"id":"21000000000004","type":"AppointmentV1","status":")" + std::string(status) +
         R"(","kind":"VISIT","lastModified":")" + std::string(modified) +
         R"(","start":"2024-11-06T09:00:00-06:00","durationMinutes":50,"patient":{"id":"11000000000003"},)"
         R"("provider":{"id":"12000000000002"},"operatory":{"id":"15000000000001"}})";
}

struct DentrixOffice {
  static constexpr const char* token = "POST /oauth/client_credential/accesstoken*";
  static constexpr const char* first_list =
      "GET /ascend-gateway/api/v1/labcases?filter=status%3D%3DOUTSTANDING&page=1&pageSize=25";
  static constexpr const char* changes = "GET /ascend-gateway/api/v1/labcases?filter=lastModified*";
  static constexpr const char* patients = "GET /ascend-gateway/api/v1/patients?filter=id*";
  static constexpr const char* changed_patients = "GET /ascend-gateway/api/v1/patients?filter=lastModified*";
  static constexpr const char* messages = "GET /ascend-gateway/api/v1/messages*";
  static constexpr const char* appointments = "GET /ascend-gateway/api/v1/appointments?filter=id*";
  static constexpr const char* moved = "GET /ascend-gateway/api/v1/appointments?filter=lastModified*";

  ScriptedPeer peer;
  base::Instant now = base::parse_instant("2024-10-21T14:00:30Z").value();
  std::unique_ptr<model::PmsConnector> connector;

  DentrixOffice() {
    model::PracticeBench bench;
    bench.practice = model::PracticeId("p-01");
    bench.pms.kind = "dentrix";
    bench.pms.endpoint.base_path = "/ascend-gateway/api";
    bench.pms.client_id = "client";
    bench.pms.client_secret = "s&cret";
    bench.pms.organization_id = "5f0c9a3e7d1b2c4a6e8f0a1b";
    auto made = connect::dentrix::make_connector(bench);
    BOOST_REQUIRE(made.has_value());
    connector = std::move(*made);
    peer.on(token, 200, R"({"access_token":"t1","token_type":"Bearer","expires_in":"3600"})");
    list("labs", R"([{"id":"14000000000001","name":"Glidewell"}])");
    list("providers", R"([{"id":"12000000000002","displayName":"Orsino Brackwater",)"
                      R"("licenses":[{"type":"STATE","number":"IL-019-284433"}]}])");
    list("documents", R"([{"id":"41000000000031","fileName":"prep.stl","category":"SCAN_PREPARATION",)"
                      R"("fileSize":2501668,"contentAvailable":false}])");
    peer.on(first_list, 200, envelope("[" + dentrix_case() + "]"));
    peer.on(changes, 200, envelope("[]"));
    peer.on(patients, 200, envelope("[" + dentrix_patient() + "]"));
    peer.on(changed_patients, 200, envelope("[]"));
    peer.on(messages, 200, envelope("[]"));
    peer.on(appointments, 200, envelope("[" + dentrix_appointment("UNCONFIRMED") + "]"));
    peer.on(moved, 200, envelope("[]"));
  }

  void list(const std::string& resource, const std::string& rows) {
    peer.on("GET /ascend-gateway/api/v1/" + resource + "?*", 200, envelope(rows));
  }

  Ended poll() {
    now = now + base::seconds(30);
    const auto task = connector->poll();
    return peer.drive(*task, now);
  }

  // The events of a poll that must succeed.
  std::vector<model::Event> events() {
    Ended ended = poll();
    BOOST_REQUIRE_MESSAGE(ended.done.has_value(), (ended.failed ? ended.failed->error : ""));
    return std::move(ended.done->events);
  }
};

}  // namespace articulator::connect::testing
