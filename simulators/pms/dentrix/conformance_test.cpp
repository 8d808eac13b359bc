// Facts of the API, one after the other, against the simulator: those that are documented (DOMAIN 2.1), and
// where the API is stylised those of the README. The last line is "Dentrix conformance: N of M hold".
#include "simulators/pms/dentrix/test_bench.hpp"

#include <array>
#include <iostream>

namespace articulator::simulators::dentrix {
namespace {

bool holds(const base::HttpResponse& answer, int status, std::string_view part) {
  return answer.status == status && answer.body.find(part) != std::string::npos;
}
bool lacks(const base::HttpResponse& answer, std::string_view part) {
  return answer.body.find(part) == std::string::npos;
}

// The member at the pointer, as JSON; empty: there is none.
std::string at(const base::HttpResponse& answer, std::string_view pointer) {
  base::JsonParser parser;
  const auto body = parser.parse(answer.body);
  const auto value = body ? body->at_pointer(pointer) : std::nullopt;
  return value ? value->dump() : std::string();
}

base::HttpResponse filtered(Bench& bench, std::string_view resource, std::string_view filter,
                            std::string_view page = "") {
  return bench.ask(
      "GET", "/v1/" + std::string(resource) + "?filter=" + base::percent_encode(filter) + std::string(page));
}

// So many rows match.
bool finds(Bench& bench, std::string_view resource, std::string_view filter, std::string_view rows) {
  return at(filtered(bench, resource, filter), "/meta/pagination/totalElements") == rows;
}

constexpr std::string_view crown_path = "/v1/labcases/31000000000001";

bool has_field(const base::HttpResponse& answer, std::string_view name, std::string_view value) {
  return holds(answer, 200,
               R"({"name":")" + std::string(name) + R"(","value":")" + std::string(value) + R"("})");
}

struct Fact {
  std::string_view name;
  bool (*check)(Bench& bench);
};

constexpr std::array<Fact, 17> documented{{
    {"a token by client credentials, Bearer, expires_in \"3600\" as a text",
     [](Bench& b) {
       const auto answer = b.send(Bench::token_request());
       return at(answer, "/token_type") == "\"Bearer\"" && at(answer, "/expires_in") == "\"3600\"" &&
              at(answer, "/access_token").size() > 10;
     }},
    {"no token for a wrong secret", [](Bench& b) { return b.send(Bench::token_request("x")).status == 401; }},
    {"no token for another grant",
     [](Bench& b) {
       auto made = Bench::token_request();
       made.target = "/oauth/client_credential/accesstoken?grant_type=password";
       return b.send(made).status == 400;
     }},
    {"an unknown token: 401, oauth.v2.InvalidAccessToken",
     [](Bench& b) {
       b.token = "unknown";
       return holds(b.send(b.request("GET", "/v1/patients")), 401, "oauth.v2.InvalidAccessToken");
     }},
    {"an expired token: 401",
     [](Bench& b) {
       b.log_in();
       b.now = b.now + base::seconds(3'599);
       const bool good = b.send(b.request("GET", "/v1/patients")).status == 200;
       b.now = b.now + base::seconds(1);
       return good && b.send(b.request("GET", "/v1/patients")).status == 401;
     }},
    {"no Organization-ID: refused",
     [](Bench& b) {
       b.log_in();
       auto made = b.request("GET", "/v1/patients");
       made.headers.list.pop_back();
       return b.send(made).status == 400;
     }},
    {"another organization: 403",
     [](Bench& b) {
       b.log_in();
       auto made = b.request("GET", "/v1/patients");
       made.headers.set("Organization-ID", "000000000000000000000000");
       return b.send(made).status == 403;
     }},
    {"403 until the organization enables the client",
     [](Bench& b) {
       b.act("dentrix_enable", R"({"enabled":false})");
       const bool refused = b.ask("GET", "/v1/patients").status == 403;
       b.act("dentrix_enable", R"({"enabled":true})");
       return refused && b.ask("GET", "/v1/patients").status == 200;
     }},
    {"the envelope data, warnings, errors, meta.pagination",
     [](Bench& b) {
       const auto answer = b.ask("GET", "/v1/patients");
       return !at(answer, "/data").empty() && at(answer, "/warnings") == "[]" &&
              at(answer, "/errors") == "[]" && at(answer, "/meta/pagination/page") == "1";
     }},
    {"refs id, type, url",
     [](Bench& b) {
       const auto answer = b.ask("GET", crown_path);
       return at(answer, "/data/patient") ==
              R"({"id":"11000000000001","type":"PatientV1","url":"/v1/patients/11000000000001"})";
     }},
    {"date-times in ISO 8601",
     [](Bench& b) {
       return at(b.ask("GET", "/v1/appointments/21000000000001"), "/data/start") ==
              "\"2024-11-06T15:00:00.000Z\"";
     }},
    {"filters ==, ~=, ->[..]",
     [](Bench& b) {
       return finds(b, "labcases", "status==OUTSTANDING", "1") &&
              finds(b, "labcases", "status==RECEIVED", "0") && finds(b, "patients", "lastName~=QUIMB", "1") &&
              finds(b, "patients", "lastName~=zz", "0") &&
              finds(b, "patients", "id->[11000000000001,11000000000002]", "1");
     }},
    {"filters >= and <, joined by a comma",
     [](Bench& b) {
       return finds(b, "appointments", "start>=2024-11-06T15:00:00Z,start<2024-11-06T15:00:01Z", "1") &&
              finds(b, "appointments", "start>=2024-11-06T15:00:01Z", "0") &&
              finds(b, "appointments", "start<2024-11-06T15:00:00Z", "0");
     }},
    {"a bad filter: 400 with errors",
     [](Bench& b) {
       for (const std::string_view bad :
            {"colour==red", "lastName!=x", "id->1", "lastModified>=yesterday", "id"}) {
         const auto answer = filtered(b, "patients", bad);
         if (answer.status != 400 || at(answer, "/errors/0/code").empty()) return false;
       }
       return true;
     }},
    {"429 with Retry-After past the limit",
     [](Bench& b) {
       b.act("dentrix_limit", R"({"per_second":2})");
       b.log_in();
       const auto made = b.request("GET", "/v1/patients");
       const bool two = b.send(made).status == 200 && b.send(made).status == 200;
       const auto third = b.send(made);
       b.now = b.now + base::seconds(1);
       return two && third.status == 429 && third.headers.find("Retry-After") != nullptr &&
              b.send(made).status == 200;
     }},
    {"lab cases of two states, which go back",
     [](Bench& b) {
       const auto status = [&b] { return at(b.ask("GET", crown_path), "/data/status"); };
       const bool out_first = status() == "\"OUTSTANDING\"";
       b.act("case_received", R"({"case":"LC-1"})");
       const bool back = status() == "\"RECEIVED\"";
       b.act("dentrix_reopen_case", R"({"case":"LC-1"})");
       const bool out_again = status() == "\"OUTSTANDING\"";
       b.act("case_received", R"({"case":"LC-1"})");
       return out_first && back && out_again && status() == "\"RECEIVED\"";
     }},
    {"members are added without notice",
     [](Bench& b) {
       b.act("dentrix_adds_fields", "{}");
       const auto answer = b.ask("GET", crown_path);
       return !at(answer, "/data/auditTrail").empty() && !at(answer, "/data/patient/auditTrail").empty() &&
              at(answer, "/data/status") == "\"OUTSTANDING_AT_LAB\"";
     }},
}};

constexpr std::array<Fact, 18> stylised{{
    {"GET / says what is what",
     [](Bench& b) {
       base::HttpRequest made;
       return holds(b.send(made), 200, "\"stylised\"");
     }},
    {"unknown resources, rows and methods: 404",
     [](Bench& b) {
       return b.ask("GET", "/v1/nothing").status == 404 &&
              b.ask("GET", "/v1/patients/11000000000099").status == 404 &&
              b.ask("DELETE", crown_path).status == 404;
     }},
    {"pages of 25 rows at most",
     [](Bench& b) {
       for (int n = 2; n <= 30; ++n)
         b.act("patient_update", R"({"patient":"PT-)" + std::to_string(n) + R"(","last_name":"Row"})");
       const auto first = b.ask("GET", "/v1/patients?page=1&pageSize=100");
       const auto second = b.ask("GET", "/v1/patients?page=2&pageSize=100");
       return at(first, "/meta/pagination/totalPages") == "2" && !at(first, "/data/24").empty() &&
              at(first, "/data/25").empty() && at(second, "/data/4/id") == "\"11000000000030\"" &&
              at(second, "/data/5").empty();
     }},
    {"a page that is no number: 400",
     [](Bench& b) { return b.ask("GET", "/v1/patients?page=0").status == 400; }},
    {"a prescription as line items and custom fields",
     [](Bench& b) {
       const auto answer = b.ask("GET", crown_path);
       return at(answer, "/data/lineItems") == R"([{"serviceCode":"D2740","tooth":"19"}])" &&
              has_field(answer, "Restoration", "crown") && has_field(answer, "Shade", "A2") &&
              has_field(answer, "Margin", "chamfer") && has_field(answer, "Physical model", "Yes") &&
              at(answer, "/data/dueDate") == "\"2024-11-04\"" &&
              at(answer, "/data/signedByProvider") == "true";
     }},
    {"values are kept as written, right or wrong",
     [](Bench& b) {
       b.act("case_update", R"({"case":"LC-1","set":{"/prescription/tooth":"99","/prescription/shade":7,
             "/prescription/due_date":"soon","/prescription/pontics":["4","5"]},"remove":["/prescription/material"]})");
       const auto answer = b.ask("GET", crown_path);
       return at(answer, "/data/lineItems/0/tooth") == "\"99\"" && has_field(answer, "Shade", "7") &&
              has_field(answer, "Due date as written", "soon") && at(answer, "/data/dueDate") == "null" &&
              has_field(answer, "Pontic", "4") && has_field(answer, "Pontic", "5") &&
              lacks(answer, "Material");
     }},
    {"insurance as coverage",
     [](Bench& b) {
       const auto answer = b.ask("GET", crown_path);
       return at(answer, "/data/coverage/benefits/0/percentage") == "50" &&
              at(answer, "/data/coverage/preAuthorization/approved") == "false";
     }},
    {"documents by ref, described; content where the office keeps it",
     [](Bench& b) {
       const auto answer = b.ask("GET", "/v1/documents/41000000000001");
       return at(answer, "/data/category") == "\"SCAN_PREPARATION\"" &&
              at(answer, "/data/fileSize") == "2501668" &&
              at(answer, "/data/scanProperties/triangleCount") == "249497" &&
              at(answer, "/data/contentAvailable") == "false" &&
              b.ask("GET", "/v1/documents/41000000000001/content").status == 404;
     }},
    {"a patient's consents, alerts and chart",
     [](Bench& b) {
       b.act(
           "patient_update",
           R"({"patient":"PT-1","allergies":["nickel"],"chart":{"19":"missing"},"consent":{"email":false}})");
       const auto answer = b.ask("GET", "/v1/patients/11000000000001");
       return at(answer, "/data/communication/textMessages") == "\"OPTED_IN\"" &&
              at(answer, "/data/communication/email") == "\"OPTED_OUT\"" &&
              at(answer, "/data/communication/preferredChannel") == "\"SMS\"" &&
              at(answer, "/data/medicalAlerts/0/description") == "\"nickel\"" &&
              at(answer, "/data/toothChart/0/condition") == "\"MISSING\"";
     }},
    {"a STOP is a message, and no row of the patient's says so",
     [](Bench& b) {
       b.act("patient_says", R"({"patient":"PT-1","text":"STOP"})");
       return finds(b, "messages", "direction==INBOUND,patient.id==11000000000001", "1") &&
              at(b.ask("GET", "/v1/patients/11000000000001"), "/data/communication/textMessages") ==
                  "\"OPTED_IN\"";
     }},
    {"lastModified finds what changed, and what is gone",
     [](Bench& b) {
       const std::string since = "lastModified>=" + base::format_instant(b.now + base::seconds(1));
       if (!finds(b, "labcases", since, "0")) return false;
       b.now = b.now + base::minutes(1);
       b.act("case_delete", R"({"case":"LC-1"})");
       const auto answer = filtered(b, "labcases", since);
       return at(answer, "/data/0/deleted") == "true" && finds(b, "labcases", "", "0");
     }},
    {"a receipt taken back moves lastModified",
     [](Bench& b) {
       b.act("case_received", R"({"case":"LC-1"})");
       b.now = b.now + base::minutes(1);
       const std::string since = "lastModified>=" + base::format_instant(b.now);
       const bool still = finds(b, "labcases", since, "0");
       b.act("dentrix_reopen_case", R"({"case":"LC-1"})");
       return still && finds(b, "labcases", since, "1");
     }},
    {"of a lab case labTracking alone can be written; a stage is the fact engine.pms.status",
     [](Bench& b) {
       const std::string path(crown_path);
       const bool refused = b.ask("PUT", path, R"({"status":"RECEIVED"})").status == 400;
       const auto written =
           b.ask("PUT", path, R"({"labTracking":{"stage":"in_design","trackingNumber":"GLW-1"}})");
       return refused && at(written, "/data/labTracking/stage") == "\"in_design\"" &&
              b.said("engine.pms.status");
     }},
    {"clinical notes",
     [](Bench& b) {
       const auto made =
           b.ask("POST", "/v1/clinicalnotes",
                 R"({"patient":{"id":"11000000000001"},"labCase":{"id":"31000000000001"},"text":"Seen."})");
       return made.status == 201 && b.said("engine.pms.note") &&
              finds(b, "clinicalnotes", "labCase.id==31000000000001", "1") &&
              b.ask("POST", "/v1/clinicalnotes", R"({"text":"of nobody"})").status == 400;
     }},
    {"messages",
     [](Bench& b) {
       const auto made = b.ask("POST", "/v1/messages",
                               R"({"patient":{"id":"11000000000001"},"labCase":{"id":"31000000000001"},
             "channel":"SMS","category":"shipped","body":"On its way."})");
       return made.status == 201 && b.said("engine.patient.notified") &&
              b.ask("POST", "/v1/messages",
                    R"({"patient":{"id":"11000000000001"},"channel":"PIGEON","body":"x"})")
                      .status == 400;
     }},
    {"openings within the hours, less what is booked",
     [](Bench& b) {
       const auto answer =
           filtered(b, "scheduleopenings",
                    "start>=2024-11-06T14:00:00Z,start<2024-11-06T23:00:00Z,durationMinutes>=60,"
                    "provider.id==12000000000001,operatory.id==15000000000001");
       return at(answer, "/data/0/start") == "\"2024-11-06T14:00:00.000Z\"" &&
              at(answer, "/data/0/end") == "\"2024-11-06T15:00:00.000Z\"" &&
              at(answer, "/data/1/start") == "\"2024-11-06T16:00:00.000Z\"";
     }},
    {"a visit is booked where it fits; else 400, SCHEDULE_CONFLICT",
     [](Bench& b) {
       const auto book = [&b](std::string_view start) {
         return b.ask(
             "POST", "/v1/appointments",
             R"({"kind":"TENTATIVE","patient":{"id":"11000000000001"},"labCase":{"id":"31000000000001"},
              "provider":{"id":"12000000000001"},"operatory":{"id":"15000000000001"},"durationMinutes":60,
              "start":")" +
                 std::string(start) + "\"}");
       };
       return book("2024-11-06T16:00:00Z").status == 201 &&
              holds(book("2024-11-06T16:30:00Z"), 400, "SCHEDULE_CONFLICT");
     }},
    {"a visit moves, and goes off the schedule as BROKEN",
     [](Bench& b) {
       const std::string path = "/v1/appointments/21000000000001";
       const auto moved = b.ask("PUT", path, R"({"start":"2024-11-06T17:00:00Z"})");
       const auto broken = b.ask("PUT", path, R"({"status":"BROKEN"})");
       return at(moved, "/data/start") == "\"2024-11-06T17:00:00.000Z\"" &&
              at(broken, "/data/status") == "\"BROKEN\"" &&
              b.ask("PUT", path, R"({"start":"2024-11-06T18:00:00Z"})").status == 400;
     }},
}};

template <std::size_t N>
std::size_t count_holding(const std::array<Fact, N>& facts, std::string_view kind) {
  std::size_t count = 0;
  for (const Fact& fact : facts) {
    Bench bench;
    bench.act("case_ready", crown_case);
    const bool good = fact.check(bench);
    BOOST_CHECK_MESSAGE(good, kind << " and not so: " << fact.name);
    count += good ? 1 : 0;
  }
  return count;
}

BOOST_AUTO_TEST_SUITE(dentrix_conformance)

BOOST_AUTO_TEST_CASE(what_is_documented_and_what_the_readme_says_holds) {
  const std::size_t of_documented = count_holding(documented, "documented");
  const std::size_t of_stylised = count_holding(stylised, "stylised");
  std::cout << "Dentrix conformance: " << of_documented + of_stylised << " of "
            << documented.size() + stylised.size() << " hold (" << of_documented << " of "
            << documented.size() << " documented, " << of_stylised << " of " << stylised.size()
            << " stylised)\n";
}

BOOST_AUTO_TEST_CASE(a_read_that_is_repeated_shows_what_happened_in_between) {
  Bench bench;
  bench.act("case_ready", crown_case);
  const std::string cases = "/v1/labcases?page=1";
  const auto sent = bench.ask("GET", cases);
  BOOST_TEST(bench.ask("GET", cases).body == sent.body);
  bench.act("case_received", R"({"case":"LC-1"})");
  const auto received = bench.ask("GET", cases);
  BOOST_TEST(received.body != sent.body);
  bench.ask("PUT", "/v1/labcases/31000000000001", R"({"labTracking":{"stage":"in_design"}})");
  BOOST_TEST(bench.ask("GET", cases).body != received.body);
}

BOOST_AUTO_TEST_CASE(openings_that_are_asked_for_later_begin_later) {
  Bench bench;
  bench.act("case_ready", crown_case);
  const std::string openings =
      "/v1/scheduleopenings?filter=start%3E%3D2024-10-22T14:00:00Z%2Cstart%3C2024-10-22T23:00:00Z%2C"
      "durationMinutes%3E%3D60";
  const auto before = bench.ask("GET", openings);
  BOOST_TEST(before.status == 200);
  bench.now = bench.now + base::hours(26);
  BOOST_TEST(bench.ask("GET", openings).body != before.body);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::simulators::dentrix
