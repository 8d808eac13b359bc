// What README.md says of Eaglesoft's wire, request by request. A fact's letter says how it is known: S seen
// in a public project's code, U made up here (DOMAIN 2.3).
#include "engine/base/json_reader.hpp"
#include "simulators/pms/eaglesoft/eaglesoft.hpp"
#include "simulators/pms/eaglesoft/lab_service.hpp"
#include "simulators/pms/eaglesoft/routes.hpp"

#include <array>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

namespace articulator::simulators::eaglesoft {
namespace {

constexpr std::string_view crown = R"({"case":"LC-7",
  "patient":{"id":"PT-3","first_name":"Ann","last_name":"Lee","birth_date":"1971-02-03","consent":{"sms":true},"prefers":"sms"},
  "prescriber":{"id":"D-2","name":"Dr. Abel","license":"DN10000","signed":true},"lab":"glidewell",
  "prescription":{"procedure":"implant_crown","tooth":"99","shade":2.5,"implant":{"system":"Straumann"},
    "pontics":["4","5"],"physical_model":true},
  "notes":"Light <contact> & \"tight\"","insurance":{"plan":"PLAN-7","coinsurance":[{"codes":"D2740","percent":50}]},
  "attachments":[{"name":"prep.stl","kind":"scan.prep","bytes":12,"mesh":{"triangles":9,"watertight":false,"size_mm":[50,46.5,21]}}],
  "appointment":{"id":"A-4","start":"2024-11-06T09:00:00-06:00","minutes":60,"provider":"D-2","operatory":"OP1"}})";

// One office with one case, and somebody who asks.
class Box {
 public:
  Box() : office_(make_eaglesoft(config())) { act("case_ready", crown); }

  void act(std::string_view verb, std::string_view arguments = "{}") {
    base::JsonParser parser;
    const auto parsed = parser.parse(arguments);
    const auto done = office_->act(verb, *parsed, now, out);
    BOOST_REQUIRE_MESSAGE(done.has_value(), verb << ": " << (done ? "" : done.error().text()));
    if (verb == "eaglesoft_reinstall") ++installation_;
  }

  base::HttpResponse ask(std::string method, std::string target, std::string body = {},
                         std::string soap_action = {}) {
    base::HttpRequest request;
    request.method = std::move(method);
    request.target = std::move(target);
    request.body = std::move(body);
    if (!token.empty()) request.headers.set("Authorization", "Session " + token);
    if (!soap_action.empty()) request.headers.set("SOAPAction", soap_action);
    return office_->handle(request, now, out).response;
  }

  // Where a route stands here, with its one parameter put in.
  std::string route(std::string_view name, std::string_view argument = {}) const {
    const Routes routes("p-01", installation_);
    for (const Route& one : routes.all()) {
      if (one.name != name) continue;
      std::string form = "/" + one.form;
      const std::size_t open = form.find('{');
      if (open != std::string::npos) form.replace(open, form.find('}') - open + 1, std::string(argument));
      return form;
    }
    return "";
  }

  void sign_in(std::string_view password = "secret") {
    token.clear();
    const auto answer =
        ask("POST", route("Authenticate"),
            fmt::format(R"({{"IntegrationKey":"key","UserId":"articulator","Password":"{}"}})", password));
    base::JsonParser parser;
    const auto value = parser.parse(answer.body);
    const auto given = value ? value->find("SessionToken") : std::nullopt;
    token = given && given->text() ? std::string(*given->text()) : "";
  }

  base::HttpResponse soap(std::string_view operation, std::string_view arguments = {}) {
    const std::string body = fmt::format(
        R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><{0} xmlns="{1}">{2}</{0}></s:Body></s:Envelope>)",
        operation, lab_namespace, arguments);
    return ask("POST", route("LabService"), body, fmt::format("\"{}:{}\"", lab_namespace, operation));
  }

  static std::size_t messages_in(const base::HttpResponse& answer) {
    std::size_t count = 0;
    for (std::size_t at = answer.body.find("<Message>"); at != std::string::npos;
         at = answer.body.find("<Message>", at + 1))
      ++count;
    return count;
  }
  std::size_t lease() { return messages_in(soap("GetMessages", "<Max>20</Max>")); }

  std::size_t facts(std::string_view type) const {
    std::size_t count = 0;
    for (const world::Fact& fact : out.facts)
      if (fact.type == type) ++count;
    return count;
  }

  base::Instant now = base::parse_instant("2024-10-21T14:00:00Z").value();
  std::string token;
  world::SimulatorOutputs out;

 private:
  static Config config() {
    Config config;
    config.office.vendor = "eaglesoft";
    config.office.zone = base::TimeZone::find("America/Chicago").value();
    config.office.labs = {"Glidewell"};
    config.integration_key = "key";
    config.password = "secret";
    return config;
  }

  std::unique_ptr<world::Simulator> office_;
  int installation_ = 1;
};

bool has(const base::HttpResponse& answer, int status, std::string_view text) {
  return answer.status == status && answer.body.find(text) != std::string::npos;
}

const std::string note = R"({"PatientId":3,"LabCaseId":7,"Body":"Ordered.","ExternalReference":"LC-7 note"})";
const std::string message =
    R"({"PatientId":3,"LabCaseId":7,"Medium":"Text","Topic":"shipped","Body":"On its way.","ExternalReference":"r"})";
const std::string visit =
    R"({"PatientId":3,"LabCaseId":7,"Start":"/Date(1730991600000)/","Minutes":60,"ProviderId":2,)"
    R"("Operatory":"OP2","ExternalReference":"LC-7 seat"})";  // 2024-11-07 09:00

constexpr const char* credentials = R"({"IntegrationKey":"key","UserId":"articulator","Password":"secret"})";

struct Conforms {
  std::string_view known;  // "S" or "U"
  std::string_view fact;
  bool (*holds)(Box&);  // of a box that is signed in
};

constexpr std::array table{
    Conforms{"S", "Authenticate(IntegrationKey, UserId, Password) gives a session token",
             [](Box& b) { return b.token.size() == 32; }},
    Conforms{"S", "later calls carry the token in Authorization",
             [](Box& b) { return b.ask("GET", b.route("Patient", "3")).status == 200; }},
    Conforms{
        "S", "without it they are refused",
        [](Box& b) { return b.token.clear(), has(b.ask("GET", b.route("Patient", "3")), 401, "Message"); }},
    Conforms{"S", "bodies are PascalCase",
             [](Box& b) { return has(b.ask("GET", b.route("Patient", "3")), 200, R"("LastName":"Lee")"); }},
    Conforms{"S", "the discovery page is /help",
             [](Box& b) { return has(b.ask("GET", "/help"), 200, "<Name>Authenticate</Name>"); }},
    Conforms{"S", "routes differ from box to box",
             [](Box&) { return Routes("p-01", 1).help() != Routes("p-02", 1).help(); }},
    Conforms{"U", "discovery needs no session",
             [](Box& b) { return b.token.clear(), b.ask("GET", "/help").status == 200; }},
    Conforms{"U", "GET / says what is known, without a session",
             [](Box& b) { return b.token.clear(), has(b.ask("GET", "/"), 200, "made up"); }},
    Conforms{"U", "a wrong password is 401", [](Box& b) { return b.sign_in("wrong"), b.token.empty(); }},
    Conforms{"U", "a session lapses after 15 minutes of silence",
             [](Box& b) {
               b.now = b.now + base::minutes(15);
               const bool alive = b.ask("GET", b.route("Patient", "3")).status == 200;
               b.now = b.now + base::minutes(16);
               return alive && b.ask("GET", b.route("Patient", "3")).status == 401;
             }},
    Conforms{"U", "a lapsed session is a fault of the SOAP service",
             [](Box& b) {
               return b.token.clear(),
                      has(b.soap("GetMessages", "<Max>1</Max>"), 500, "Client.SessionLapsed");
             }},
    Conforms{"U", "a restart ends all sessions",
             [](Box& b) {
               return b.act("eaglesoft_restart"), b.ask("GET", b.route("Patient", "3")).status == 401;
             }},
    Conforms{"U", "a box installed afresh has other routes",
             [](Box& b) {
               const std::string before = b.route("Patient", "3");
               b.act("eaglesoft_reinstall");
               b.sign_in();
               return has(b.ask("GET", before), 404, "No HTTP resource was found") &&
                      b.ask("GET", b.route("Patient", "3")).status == 200;
             }},
    Conforms{"U", "and an empty queue",
             [](Box& b) { return b.act("eaglesoft_reinstall"), b.sign_in(), b.lease() == 0; }},
    Conforms{"U", "a server that is off answers 503 without Retry-After",
             [](Box& b) {
               b.act("eaglesoft_server", R"({"up":false})");
               const auto off = b.ask("GET", "/help");
               b.act("eaglesoft_server", R"({"up":true})");
               return off.status == 503 && off.headers.find("Retry-After") == nullptr &&
                      b.ask("GET", "/help").status == 200;
             }},
    Conforms{"U", "a server with hours says them, and is off outside of them",
             [](Box& b) {
               b.act("eaglesoft_hours", R"({"from":"06:00","to":"20:00"})");
               const auto session = b.ask("POST", b.route("Authenticate"), credentials);
               b.now = b.now + base::hours(11);
               const bool on = b.ask("GET", "/help").status == 503;
               b.now = b.now + base::hours(10);
               return has(session, 200, R"("ServerHours":{"From":360,"To":1200,"Weekends":false})") && on &&
                      b.ask("GET", "/help").status == 200;
             }},
    Conforms{"U", "changes stand in the queue", [](Box& b) { return b.lease() == 3; }},
    Conforms{"U", "a leased message is not handed out twice",
             [](Box& b) { return b.lease() == 3 && b.lease() == 0; }},
    Conforms{"U", "it comes again when its lease of a minute is over",
             [](Box& b) {
               b.lease();
               b.now = b.now + base::minutes(1);
               return b.lease() == 3;
             }},
    Conforms{"U", "leases may lapse at once",
             [](Box& b) {
               b.lease();
               b.act("eaglesoft_lease_lapses");
               return b.lease() == 3;
             }},
    Conforms{"U", "an acknowledged message is gone",
             [](Box& b) {
               const std::string queue = b.soap("GetMessages", "<Max>1</Max>").body;
               const std::size_t at = queue.find("<Id>");
               const std::string id = queue.substr(at, queue.find("</Id>") + 5 - at);
               const bool told = has(b.soap("Acknowledge", id), 200, "<Acknowledged>1<");
               b.now = b.now + base::minutes(1);
               return told && b.lease() == 2;
             }},
    Conforms{"U", "while 20 are on lease no other is handed out",
             [](Box& b) {
               for (int i = 0; i < 30; ++i)
                 b.act("case_feedback", fmt::format(R"({{"case":"LC-7","text":"{}"}})", i));
               return b.lease() == 20 && b.lease() == 0;
             }},
    Conforms{"U", "an unknown operation is a fault of the client",
             [](Box& b) { return has(b.soap("Drop"), 500, "Client.UnknownOperation"); }},
    Conforms{"U", "SOAPAction must name the operation",
             [](Box& b) {
               return has(
                   b.ask("POST", b.route("LabService"),
                         "<s:Envelope xmlns:s='x'><s:Body><GetMessages/></s:Body></s:Envelope>", "\"x\""),
                   500, "SOAPAction");
             }},
    Conforms{"U", "what is no envelope is a fault",
             [](Box& b) { return has(b.ask("POST", b.route("LabService"), "{}", "x"), 500, "faultcode"); }},
    Conforms{"U", "lab cases are listed by key",
             [](Box& b) {
               return has(b.soap("ListLabCases", "<After>0</After><Max>100</Max>"), 200,
                          "<Key>7</Key><State>Sent</State>") &&
                      !has(b.soap("ListLabCases", "<After>7</After><Max>100</Max>"), 200, "<Key>");
             }},
    Conforms{"U", "a prescription's values come as they were written",
             [](Box& b) {
               const auto row = b.soap("GetLabCase", "<Key>7</Key>");
               return has(row, 200, "<Tooth>99</Tooth><Shade>2.5</Shade>") &&
                      has(row, 200, "<Pontics><Tooth>4</Tooth><Tooth>5</Tooth></Pontics>") &&
                      has(row, 200,
                          "<PhysicalModel>true</PhysicalModel><Implant><System>Straumann</System></Implant>");
             }},
    Conforms{"U", "notes are escaped",
             [](Box& b) {
               return has(b.soap("GetLabCase", "<Key>7</Key>"), 200, "Light &lt;contact&gt; &amp; \"tight\"");
             }},
    Conforms{
        "U", "scans and insurance are structures with their types",
        [](Box& b) {
          const auto row = b.soap("GetLabCase", "<Key>7</Key>");
          return has(row, 200,
                     R"(<Triangles Type="Integer">9</Triangles><Watertight Type="Boolean">false</Watertight>)") &&
                 has(row, 200, R"(<Percent Type="Integer">50</Percent>)");
        }},
    Conforms{"U", "times bear the office's offset",
             [](Box& b) {
               return has(b.soap("GetLabCase", "<Key>7</Key>"), 200,
                          "<SentOn>2024-10-21T09:00:00.000-05:00</SentOn>");
             }},
    Conforms{"U", "a lab case that is not there is a fault",
             [](Box& b) { return has(b.soap("GetLabCase", "<Key>8</Key>"), 500, "Client.NoSuchLabCase"); }},
    Conforms{"U", "progress is written, and writing it twice is writing it once",
             [](Box& b) {
               for (int i = 0; i < 2; ++i)
                 b.soap("PutLabProgress",
                        "<Key>7</Key><Stage>InDesign</Stage><TrackingNumber>T</TrackingNumber>");
               return b.facts("engine.pms.status") == 1 &&
                      has(b.soap("GetLabCase", "<Key>7</Key>"), 200,
                          "<Stage>InDesign</Stage><TrackingNumber>T</TrackingNumber>");
             }},
    Conforms{"U", "progress without a stage is a fault",
             [](Box& b) { return has(b.soap("PutLabProgress", "<Key>7</Key>"), 500, "Client.BadArgument"); }},
    Conforms{"U", "consents are Yes, No or NotAsked, birth dates month first",
             [](Box& b) {
               return has(b.ask("GET", b.route("Patient", "3")), 200, R"("BirthDate":"02/03/1971")") &&
                      has(b.ask("GET", b.route("Patient", "3")), 200,
                          R"("TextConsent":"Yes","PortalConsent":"NotAsked")");
             }},
    Conforms{"U", "a patient who is not there is 404",
             [](Box& b) { return b.ask("GET", b.route("Patient", "9")).status == 404; }},
    Conforms{"U", "a chart note is written and found by its reference",
             [](Box& b) {
               const int status = b.ask("POST", b.route("ChartNotes"), note).status;
               return status == 201 && b.facts("engine.pms.note") == 1 &&
                      has(b.ask("GET",
                                b.route("ChartNotes") + "?PatientId=3&After=0&ExternalReference=LC-7%20note"),
                          200, "Ordered.");
             }},
    Conforms{"U", "a message is sent to the patient",
             [](Box& b) {
               return b.ask("POST", b.route("Messages"), message).status == 201 &&
                      b.facts("engine.patient.notified") == 1;
             }},
    Conforms{"U", "what a patient writes is a message In and stands in the queue; the row stays as it was",
             [](Box& b) {
               b.act("patient_says", R"({"patient":"PT-3","text":"STOP"})");
               return has(b.ask("GET", b.route("Messages") + "?PatientId=3&After=0"), 200,
                          R"("Direction":"In","Medium":"Text","Topic":"","Body":"STOP")") &&
                      has(b.soap("GetMessages", "<Max>20</Max>"), 200,
                          "<Kind>PatientMessage</Kind><Key>3</Key>") &&
                      has(b.ask("GET", b.route("Patient", "3")), 200, R"("TextConsent":"Yes")");
             }},
    Conforms{"U", "instants in JSON are /Date(ms)/",
             [](Box& b) {
               return has(b.ask("GET", b.route("Appointment", "4")), 200,
                          R"("Start":"/Date(1730905200000)/")");
             }},
    Conforms{"U", "a visit is booked where it fits, and becomes the case's",
             [](Box& b) {
               return b.ask("POST", b.route("Appointments"), visit).status == 201 &&
                      has(b.soap("GetLabCase", "<Key>7</Key>"), 200, "<AppointmentKey>1001</AppointmentKey>");
             }},
    Conforms{"U", "a time that is taken is 409",
             [](Box& b) {
               b.ask("POST", b.route("Appointments"), visit);
               return b.ask("POST", b.route("Appointments"), visit).status == 409;
             }},
    Conforms{"U", "a visit moves",
             [](Box& b) {
               return has(b.ask("PUT", b.route("Appointment", "4"),
                                R"({"Start":"/Date(1730991600000)/","Minutes":60})"),
                          200, "1730991600000") &&
                      b.facts("engine.appointment.moved") == 1;
             }},
    Conforms{
        "U", "a hold is a visit that is held for a case, and is broken off once",
        [](Box& b) {
          const auto held = b.ask(
              "POST", b.route("Appointments"),
              R"({"PatientId":3,"HeldForLabCaseId":7,"Start":"/Date(1730991600000)/","Minutes":60,"ProviderId":2,"Operatory":"OP2"})");
          return held.status == 201 && b.ask("POST", b.route("BreakAppointment", "1001")).status == 200 &&
                 b.ask("POST", b.route("BreakAppointment", "1001")).status == 409 &&
                 b.facts("engine.slot.released") == 1;
        }},
    Conforms{"U", "open times are whole gaps by provider and operatory",
             [](Box& b) {
               return has(
                   b.ask("GET",
                         b.route("OpenTimes") +
                             "?From=2024-11-06T14:00:00Z&To=2024-11-06T23:00:00Z&Minutes=60&Operatory=OP1"),
                   200, R"({"Start":"/Date(1730908800000)/")");
             }},
    Conforms{"U", "a method that a resource has not is 405",
             [](Box& b) { return b.ask("DELETE", b.route("Patient", "3")).status == 405; }},
    Conforms{"U", "a body that is no object is 400",
             [](Box& b) { return b.ask("POST", b.route("Messages"), "[]").status == 400; }},
};

BOOST_AUTO_TEST_SUITE(eaglesoft_conformance)

BOOST_AUTO_TEST_CASE(every_fact_of_the_wire_holds) {
  std::size_t held = 0;
  for (const Conforms& one : table) {
    Box box;
    box.sign_in();
    const bool holds = one.holds(box);
    BOOST_CHECK_MESSAGE(holds, one.fact);
    held += holds ? 1U : 0U;
  }
  std::cout << fmt::format("Eaglesoft conformance: {} of {} hold\n", held, table.size());
}

BOOST_AUTO_TEST_CASE(a_queue_that_was_empty_tells_what_comes_into_it) {
  Box box;
  box.act("eaglesoft_reinstall");
  box.sign_in();
  BOOST_TEST(box.lease() == 0U);
  BOOST_TEST(box.lease() == 0U);
  box.act("case_received", R"({"case":"LC-7"})");
  BOOST_TEST(box.lease() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace articulator::simulators::eaglesoft
