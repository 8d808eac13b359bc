// Patients, their conversations, and chart notes.
#include "simulators/pms/curve/ids.hpp"
#include "simulators/pms/curve/render.hpp"
#include "simulators/pms/curve/routes.hpp"

#include <utility>
#include <vector>

namespace articulator::simulators::curve {
namespace {

// What a note and a message have in common; a problem where it does not fit.
struct Written {
  std::string patient;
  std::string lab_case;  // may be empty
  std::string text;
  std::string external_id;
};

std::optional<base::HttpResponse> read_written(const State& state, const Call& call, Written& written) {
  written.patient = from_wire(patient_ids, text_in(call.body, "patientId"));
  written.lab_case = from_wire(case_ids, text_in(call.body, "labCaseId"));
  written.text = text_in(call.body, "body");
  written.external_id = text_in(call.body, "externalId");
  if (state.office.patient(written.patient) == nullptr)
    return problem(422, "invalid", "There is no such patient");
  if (!written.lab_case.empty() && state.office.lab_case(written.lab_case) == nullptr)
    return problem(422, "invalid", "There is no such lab case");
  if (written.text.empty()) return problem(422, "invalid", "body is missing");
  return std::nullopt;
}

bool is_of(const State& state, std::string_view log_id, std::string_view external_id) {
  if (external_id.empty()) return true;
  const auto extra = state.extras.find(log_id);
  return extra != state.extras.end() && extra->second.external_id == external_id;
}

}  // namespace

base::HttpResponse list_patients(State& state, Call& call) {
  std::vector<std::string> items;
  for (const auto& [id, row] : state.office.patients())
    items.push_back(patient_json(state, row));
  return page_of(state, call, "/patients", items);
}

base::HttpResponse get_patient(State& state, Call& call) {
  const office::Patient* row = state.office.patient(from_wire(patient_ids, call.id));
  if (row == nullptr) return problem(404, "not-found", "There is no such patient");
  return with_etag(200, patient_json(state, *row), etag_of(to_wire(patient_ids, row->id), row->stamp));
}

base::HttpResponse list_conversation(State& state, Call& call) {
  const std::string patient = from_wire(patient_ids, call.id);
  if (state.office.patient(patient) == nullptr) return problem(404, "not-found", "There is no such patient");
  const std::string direction = call.query("direction");
  if (!direction.empty() && direction != "inbound" && direction != "outbound")
    return problem(400, "bad-direction", "direction is inbound or outbound");
  std::vector<std::string> items;
  for (const auto& [id, row] : state.office.messages()) {
    const bool inbound = row.direction == office::Direction::from_patient;
    if (row.patient == patient && (direction.empty() || inbound == (direction == "inbound")))
      items.push_back(message_json(state, row));
  }
  return page_of(state, call, "/conversation/" + patient + direction, items);
}

base::HttpResponse list_messages(State& state, Call& call) {
  std::vector<std::string> items;
  for (const auto& [id, row] : state.office.messages())
    if (is_of(state, id, call.query("externalId"))) items.push_back(message_json(state, row));
  return page_of(state, call, "/messages" + call.query("externalId"), items);
}

base::HttpResponse post_message(State& state, Call& call) {
  Written written;
  if (auto refusal = read_written(state, call, written)) return *refusal;
  const std::string_view medium = medium_of(text_in(call.body, "channel"));
  if (medium.empty()) return problem(422, "invalid", "channel is text, portal or email");
  office::Message message;
  message.patient = written.patient;
  message.lab_case = written.lab_case;
  message.text = written.text;
  message.medium = medium;
  message.milestone = text_in(call.body, "template");
  const office::Message& row = state.office.send_message(std::move(message), call.now, call.out);
  state.extras[row.id] = {written.external_id, {}};
  return base::json_response(201, message_json(state, row));
}

base::HttpResponse list_notes(State& state, Call& call) {
  std::vector<std::string> items;
  for (const auto& [id, row] : state.office.chart_notes())
    if (is_of(state, id, call.query("externalId"))) items.push_back(note_json(state, row));
  return page_of(state, call, "/chart-notes" + call.query("externalId"), items);
}

base::HttpResponse post_note(State& state, Call& call) {
  Written written;
  if (auto refusal = read_written(state, call, written)) return *refusal;
  const office::ChartNote& row =
      state.office.write_note(written.lab_case, written.patient, written.text, call.now, call.out);
  state.extras[row.id] = {written.external_id, {}};
  return base::json_response(201, note_json(state, row));
}

}  // namespace articulator::simulators::curve
