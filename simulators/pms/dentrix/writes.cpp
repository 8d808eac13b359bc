#include "engine/base/json_reader.hpp"
#include "simulators/pms/dentrix/routes.hpp"

#include <optional>
#include <string_view>
#include <utility>

namespace articulator::simulators::dentrix {
namespace {

constexpr std::size_t body_bytes_max = 1'000'000;

base::HttpResponse bad(std::string_view message) {
  return error(400, "INVALID_REQUEST", message);
}

// The id of a ref in the log format. Empty: no ref, or to no such thing.
std::string ref_in(const base::JsonValue& body, std::string_view member, const Type& type) {
  const auto id = body.at_pointer("/" + std::string(member) + "/id");
  const auto text = id ? id->text() : std::nullopt;
  return text ? from_wire(type, *text).value_or("") : std::string();
}

std::string text_in(const base::JsonValue& body, std::string_view member) {
  const auto value = body.find(member);
  const auto text = value ? value->text() : std::nullopt;
  return std::string(text.value_or(""));
}

base::HttpResponse post_note(const Call& call, const base::JsonValue& body) {
  office::Office& office = call.desk.office;
  const std::string patient = ref_in(body, "patient", patient_type);
  const std::string lab_case = ref_in(body, "labCase", lab_case_type);
  const std::string text = text_in(body, "text");
  if (patient.empty() || text.empty()) return bad("A note has a patient and a text.");
  if (office.patient(patient) == nullptr) return not_found();
  if (!lab_case.empty() && office.lab_case(lab_case) == nullptr) return not_found();
  return one(201, note_json(office.write_note(lab_case, patient, text, call.now, call.out)));
}

base::HttpResponse post_message(const Call& call, const base::JsonValue& body) {
  office::Office& office = call.desk.office;
  office::Message message;
  message.patient = ref_in(body, "patient", patient_type);
  message.lab_case = ref_in(body, "labCase", lab_case_type);
  message.medium = medium_of(text_in(body, "channel"));
  message.milestone = text_in(body, "category");
  message.text = text_in(body, "body");
  if (message.patient.empty() || message.medium.empty() || message.text.empty())
    return bad("A message has a patient, a channel (SMS, PORTAL, EMAIL) and a body.");
  if (office.patient(message.patient) == nullptr) return not_found();
  if (!message.lab_case.empty() && office.lab_case(message.lab_case) == nullptr) return not_found();
  return one(201, message_json(office.send_message(std::move(message), call.now, call.out)));
}

// What the body says of time and place, over what the row has. False: it cannot be understood.
bool read_place(const base::JsonValue& body, office::Appointment& row) {
  if (const std::string start = text_in(body, "start"); !start.empty()) {
    const auto instant = base::parse_instant(start);
    if (!instant) return false;
    row.start = *instant;
  }
  if (const auto minutes = body.find("durationMinutes")) {
    row.minutes = minutes->integer().value_or(0);
    if (row.minutes < 1 || row.minutes > 540) return false;
  }
  if (const std::string provider = ref_in(body, "provider", provider_type); !provider.empty())
    row.provider = provider;
  if (const std::string operatory = ref_in(body, "operatory", operatory_type); !operatory.empty())
    row.operatory = operatory;
  return true;
}

base::HttpResponse conflict() {
  return error(400, "SCHEDULE_CONFLICT", "The provider or the operatory is not free then.");
}

base::HttpResponse post_appointment(const Call& call, const base::JsonValue& body) {
  office::Office& office = call.desk.office;
  office::Appointment wanted;
  wanted.patient = ref_in(body, "patient", patient_type);
  const std::string lab_case = ref_in(body, "labCase", lab_case_type);
  const std::string kind = text_in(body, "kind");
  const bool understood = read_place(body, wanted) && (kind == "VISIT" || kind == "TENTATIVE");
  const bool whole = !wanted.patient.empty() && !wanted.provider.empty() && !wanted.operatory.empty();
  if (!understood || !whole || text_in(body, "start").empty())
    return bad("An appointment has a kind, a patient, a start, a provider and an operatory.");
  if (kind == "TENTATIVE" && lab_case.empty()) return bad("What is tentative is held for a lab case.");
  if (office.patient(wanted.patient) == nullptr || office.provider(wanted.provider) == nullptr)
    return not_found();
  if (!lab_case.empty() && office.lab_case(lab_case) == nullptr) return not_found();
  (kind == "TENTATIVE" ? wanted.held_for : wanted.lab_case) = lab_case;
  wanted.note = text_in(body, "note");
  const office::Appointment* booked = office.book(std::move(wanted), call.now, call.out);
  return booked == nullptr ? conflict() : one(201, appointment_row(call.desk, *booked));
}

base::HttpResponse put_appointment(const Call& call, const std::string& id, const base::JsonValue& body) {
  office::Office& office = call.desk.office;
  const office::Appointment* row = office.appointment(id);
  if (row == nullptr) return not_found();
  const std::string status = text_in(body, "status");
  if (status == "BROKEN") {
    office.break_off(id, call.now, call.out);
    return one(200, appointment_row(call.desk, *office.appointment(id)));
  }
  if (!status.empty()) return bad("The one status that can be set here is BROKEN.");
  office::Appointment wanted = *row;
  if (!read_place(body, wanted)) return bad("start, durationMinutes: when?");
  if (row->visit != office::Visit::scheduled)
    return error(400, "APPOINTMENT_NOT_SCHEDULED", "It is off the schedule, or done.");
  if (!office.move(id, wanted, call.now, call.out)) return conflict();
  return one(200, appointment_row(call.desk, *office.appointment(id)));
}

base::HttpResponse put_lab_case(const Call& call, const std::string& id, const base::JsonValue& body) {
  office::Office& office = call.desk.office;
  if (office.lab_case(id) == nullptr) return not_found();
  const auto tracking = body.find("labTracking");
  if (!tracking || !tracking->is(base::JsonKind::object))
    return bad("Of a lab case an integration writes labTracking: the status is the office's.");
  office::LabWord word;
  word.stage = text_in(*tracking, "stage");
  word.tracking = text_in(*tracking, "trackingNumber");
  word.ship_by = text_in(*tracking, "shipBy");
  word.carrier = text_in(*tracking, "carrier");
  word.carrier_tracking = text_in(*tracking, "carrierTrackingNumber");
  word.delivery = text_in(*tracking, "deliveryAt");
  office.write_lab_word(id, word, call.now, call.out);
  const office::LabCase& row = *office.lab_case(id);
  return one(200, lab_case_json(row, call.desk.view(row)));
}

// The body as an object, or why not.
template <typename Do>
base::HttpResponse with_body(const Call& call, Do what) {
  base::JsonParser parser;
  if (call.body.size() > body_bytes_max) return bad("The body is too long.");
  const auto body = parser.parse(call.body);
  if (!body || !body->is(base::JsonKind::object)) return bad("The body is no JSON object.");
  return what(*body);
}

}  // namespace

base::HttpResponse post(const Call& call, const std::string& resource) {
  return with_body(call, [&](const base::JsonValue& body) {
    if (resource == "clinicalnotes") return post_note(call, body);
    if (resource == "messages") return post_message(call, body);
    if (resource == "appointments") return post_appointment(call, body);
    return not_found();
  });
}

base::HttpResponse put(const Call& call, const std::string& resource, const std::string& id) {
  return with_body(call, [&](const base::JsonValue& body) {
    if (resource == "labcases")
      if (const auto own = from_wire(lab_case_type, id)) return put_lab_case(call, *own, body);
    if (resource == "appointments")
      if (const auto own = from_wire(appointment_type, id)) return put_appointment(call, *own, body);
    return not_found();
  });
}

}  // namespace articulator::simulators::dentrix
