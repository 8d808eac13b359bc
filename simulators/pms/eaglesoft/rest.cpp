#include "simulators/pms/eaglesoft/rest.hpp"

#include "engine/base/json_reader.hpp"
#include "simulators/pms/eaglesoft/lab_case_xml.hpp"
#include "simulators/pms/eaglesoft/rest_json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace articulator::simulators::eaglesoft {
namespace {

constexpr std::size_t page_rows = 100;
constexpr std::int64_t key_max = 999'999'999'999;

struct Call {
  office::Office& office;
  References& references;
  const Matched& route;
  const base::HttpRequest& request;
  base::Instant now;
  world::SimulatorOutputs& out;

  [[nodiscard]] std::string argument(std::string_view name) const {
    const auto found = route.arguments.find(name);
    return found == route.arguments.end() ? std::string() : found->second;
  }
  [[nodiscard]] bool is_get() const { return request.method == "GET"; }
};

base::HttpResponse ok(std::string body, int status = 200) {
  return base::json_response(status, std::move(body));
}
base::HttpResponse bad_request(const std::string& what) {
  return message_response(400, "The request is invalid: " + what);
}
base::HttpResponse no_such(std::string_view what, const std::string& key) {
  return message_response(404, fmt::format("{} {} does not exist.", what, key));
}

// A key in a body as the office's id; 0 or absent: empty.
std::string id_in(base::ObjectReader& in, std::string_view name, std::string_view prefix) {
  const std::int64_t key = in.integer_or(name, 0, 0, key_max);
  return key == 0 ? std::string() : fmt::format("{}{}", prefix, key);
}

std::int64_t key_in(std::string_view id) {
  const std::string number = number_of(id);
  std::int64_t key = 0;
  std::from_chars(number.data(), number.data() + number.size(), key);
  return key;
}

base::HttpResponse patient(Call& call) {
  const std::string key = call.argument("PatientId");
  const office::Patient* row = call.office.patient("PT-" + key);
  if (row == nullptr) return no_such("Patient", key);
  std::string body;
  base::JsonWriter out(body);
  write_patient(out, *row);
  return ok(std::move(body));
}

std::string reference_of(const Call& call, const std::string& id) {
  const auto found = call.references.find(id);
  return found == call.references.end() ? std::string() : found->second;
}

// A page of a patient's rows, by key, after the one named.
template <typename Rows, typename Write>
base::HttpResponse list_of_patient(const Call& call, const Rows& rows, Write write) {
  const std::string of = "PT-" + call.argument("PatientId");
  const std::string reference = call.argument("ExternalReference");
  const std::int64_t after = key_in("-" + call.argument("After"));
  std::string body;
  base::JsonWriter out(body);
  out.begin_array();
  std::size_t count = 0;
  for (const auto& [id, row] : rows) {
    if (row.patient != of || key_in(id) <= after || count == page_rows) continue;
    const std::string own = reference_of(call, id);
    if (!reference.empty() && own != reference) continue;
    ++count;
    write(out, row, own);
  }
  out.end_array();
  return ok(std::move(body));
}

base::HttpResponse send_message(Call& call, base::ObjectReader& in) {
  office::Message message;
  message.patient = id_in(in, "PatientId", "PT-");
  message.lab_case = id_in(in, "LabCaseId", "LC-");
  message.medium = medium_of(in.text("Medium"));
  message.milestone = in.text("Topic");
  message.text = in.text("Body");
  const std::string reference = in.text_or("ExternalReference", "");
  if (message.medium.empty()) in.report("Medium", "is no medium");
  if (in.error()) return bad_request(in.error()->text());
  const office::Patient* to = call.office.patient(message.patient);
  if (to == nullptr) return no_such("Patient", number_of(message.patient));
  if (!message.lab_case.empty() && call.office.lab_case(message.lab_case) == nullptr)
    return no_such("Lab case", number_of(message.lab_case));
  const office::Message& sent = call.office.send_message(std::move(message), call.now, call.out);
  call.references[sent.id] = reference;
  std::string body;
  base::JsonWriter out(body);
  write_message(out, sent, reference);
  return ok(std::move(body), 201);
}

base::HttpResponse write_chart_note(Call& call, base::ObjectReader& in) {
  const std::string of = id_in(in, "PatientId", "PT-");
  const std::string lab_case = id_in(in, "LabCaseId", "LC-");
  std::string text = in.text("Body");
  const std::string reference = in.text_or("ExternalReference", "");
  if (in.error()) return bad_request(in.error()->text());
  if (call.office.patient(of) == nullptr) return no_such("Patient", number_of(of));
  if (!lab_case.empty() && call.office.lab_case(lab_case) == nullptr)
    return no_such("Lab case", number_of(lab_case));
  const office::ChartNote& note = call.office.write_note(lab_case, of, std::move(text), call.now, call.out);
  call.references[note.id] = reference;
  std::string body;
  base::JsonWriter out(body);
  eaglesoft::write_note(out, note, reference);
  return ok(std::move(body), 201);
}

base::HttpResponse with_body(Call& call, base::HttpResponse (*act)(Call&, base::ObjectReader&)) {
  base::JsonParser parser;
  const auto value = parser.parse(call.request.body);
  if (!value || !value->is(base::JsonKind::object)) return bad_request("the body is no JSON object");
  base::ObjectReader in(*value, "");
  return act(call, in);
}

base::HttpResponse messages(Call& call) {
  if (!call.is_get()) return with_body(call, &send_message);
  return list_of_patient(call, call.office.messages(),
                         [](base::JsonWriter& out, const office::Message& row, std::string_view reference) {
                           write_message(out, row, reference);
                         });
}

base::HttpResponse chart_notes(Call& call) {
  if (!call.is_get()) return with_body(call, &write_chart_note);
  return list_of_patient(call, call.office.chart_notes(),
                         [](base::JsonWriter& out, const office::ChartNote& row, std::string_view reference) {
                           eaglesoft::write_note(out, row, reference);
                         });
}

base::HttpResponse show(const office::Appointment& row, int status = 200) {
  std::string body;
  base::JsonWriter out(body);
  write_appointment(out, row);
  return ok(std::move(body), status);
}

// When and where, over what `row` says already.
void read_place(base::ObjectReader& in, office::Appointment& row) {
  const auto start = read_net_date(in.text("Start"));
  if (!start) in.report("Start", "is no /Date(...)/");
  row.start = start.value_or(row.start);
  row.minutes = in.integer_or("Minutes", row.minutes, 5, 540);
  if (const std::string provider = id_in(in, "ProviderId", "D-"); !provider.empty()) row.provider = provider;
  row.operatory = in.text_or("Operatory", row.operatory);
}

base::HttpResponse book(Call& call, base::ObjectReader& in) {
  office::Appointment row;
  row.patient = id_in(in, "PatientId", "PT-");
  row.lab_case = id_in(in, "LabCaseId", "LC-");
  row.held_for = id_in(in, "HeldForLabCaseId", "LC-");
  row.note = in.text_or("ExternalReference", "");
  read_place(in, row);
  if (in.error()) return bad_request(in.error()->text());
  if (call.office.patient(row.patient) == nullptr) return no_such("Patient", number_of(row.patient));
  for (const std::string& lab_case : {row.lab_case, row.held_for})
    if (!lab_case.empty() && call.office.lab_case(lab_case) == nullptr)
      return no_such("Lab case", number_of(lab_case));
  const office::Appointment* booked = call.office.book(std::move(row), call.now, call.out);
  return booked == nullptr ? message_response(409, "The time is not free.") : show(*booked, 201);
}

base::HttpResponse appointments(Call& call) {
  if (!call.is_get()) return with_body(call, &book);
  const std::string reference = call.argument("ExternalReference");
  if (reference.empty()) return bad_request("ExternalReference is missing");
  std::string body;
  base::JsonWriter out(body);
  out.begin_array();
  std::size_t count = 0;
  for (const auto& [id, row] : call.office.appointments())
    if (row.note == reference && ++count <= page_rows) write_appointment(out, row);
  out.end_array();
  return ok(std::move(body));
}

base::HttpResponse move(Call& call, base::ObjectReader& in) {
  const std::string id = "A-" + call.argument("AppointmentId");
  office::Appointment row = *call.office.appointment(id);
  read_place(in, row);
  if (in.error()) return bad_request(in.error()->text());
  if (!call.office.move(id, row, call.now, call.out)) return message_response(409, "The time is not free.");
  return show(*call.office.appointment(id));
}

base::HttpResponse appointment(Call& call) {
  const std::string key = call.argument("AppointmentId");
  const office::Appointment* row = call.office.appointment("A-" + key);
  if (row == nullptr) return no_such("Appointment", key);
  return call.is_get() ? show(*row) : with_body(call, &move);
}

base::HttpResponse break_appointment(Call& call) {
  const std::string key = call.argument("AppointmentId");
  const office::Appointment* row = call.office.appointment("A-" + key);
  if (row == nullptr) return no_such("Appointment", key);
  if (row->visit != office::Visit::scheduled)
    return message_response(409, "The appointment is not scheduled.");
  call.office.break_off("A-" + key, call.now, call.out);
  return show(*call.office.appointment("A-" + key));
}

base::HttpResponse open_times(Call& call) {
  const auto from = base::parse_instant(call.argument("From"));
  const auto to = base::parse_instant(call.argument("To"));
  int minutes = 0;
  const std::string length = call.argument("Minutes");
  const auto read = std::from_chars(length.data(), length.data() + length.size(), minutes);
  if (!from || !to || read.ec != std::errc()) return bad_request("From, To and Minutes are wanted");
  const std::string provider = call.argument("ProviderId");
  const std::string operatory = call.argument("Operatory");
  std::string body;
  base::JsonWriter out(body);
  out.begin_array();
  for (const auto& [id, row] : call.office.providers()) {
    if (!provider.empty() && id != "D-" + provider) continue;
    for (const std::string& chair : call.office.setup().operatories) {
      if (!operatory.empty() && chair != operatory) continue;
      for (const office::Gap& gap : call.office.free_time(id, chair, minutes, *from, *to))
        write_gap(out, gap, id, chair);
    }
  }
  out.end_array();
  return ok(std::move(body));
}

struct Resource {
  std::string_view route;
  std::string_view methods;
  base::HttpResponse (*answer)(Call&);
};
constexpr std::array<Resource, 7> resources{{
    {"Patient", "GET", &patient},
    {"Messages", "GET POST", &messages},
    {"ChartNotes", "GET POST", &chart_notes},
    {"Appointments", "GET POST", &appointments},
    {"Appointment", "GET PUT", &appointment},
    {"BreakAppointment", "POST", &break_appointment},
    {"OpenTimes", "GET", &open_times},
}};

}  // namespace

base::HttpResponse message_response(int status, std::string_view message) {
  std::string body;
  base::JsonWriter(body).begin_object().member("Message", message).end_object();
  return base::json_response(status, std::move(body));
}

base::HttpResponse rest(office::Office& office, References& references, const Matched& route,
                        const base::HttpRequest& request, base::Instant now, world::SimulatorOutputs& out) {
  const auto found = std::ranges::find(resources, route.name, &Resource::route);
  if (found == resources.end() || found->methods.find(request.method) == std::string_view::npos)
    return message_response(405,
                            "The requested resource does not support http method '" + request.method + "'.");
  Call call{office, references, route, request, now, out};
  return found->answer(call);
}

}  // namespace articulator::simulators::eaglesoft
