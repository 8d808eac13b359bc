// The appointment book, and free time in it.
#include "engine/base/json_writer.hpp"
#include "simulators/pms/curve/ids.hpp"
#include "simulators/pms/curve/render.hpp"
#include "simulators/pms/curve/routes.hpp"

#include <charconv>
#include <utility>
#include <vector>

namespace articulator::simulators::curve {
namespace {

base::HttpResponse no_appointment() {
  return problem(404, "not-found", "There is no such appointment");
}
base::HttpResponse does_not_fit() {
  return problem(409, "slot-taken", "The provider or the chair is not free then");
}

base::HttpResponse shown(const State& state, int status, const office::Appointment& row) {
  return with_etag(status, appointment_json(state, row),
                   etag_of(to_wire(appointment_ids, row.id), row.stamp));
}

// When and where; false: it cannot be read.
bool read_place(const base::JsonValue& body, office::Appointment& row) {
  const auto start = base::parse_instant(text_in(body, "startsAt"));
  const auto minutes = body.find("minutes");
  if (!start || !minutes || !minutes->integer()) return false;
  row.start = *start;
  row.minutes = *minutes->integer();
  row.provider = from_wire(provider_ids, text_in(body, "providerId"));
  row.operatory = from_wire(operatory_ids, text_in(body, "operatoryId"));
  return !row.provider.empty() && !row.operatory.empty();
}

base::HttpResponse no_place() {
  return problem(422, "invalid", "startsAt, minutes, providerId and operatoryId must be there");
}

}  // namespace

base::HttpResponse list_appointments(State& state, Call& call) {
  const std::string external = call.query("externalId");
  std::vector<std::string> items;
  for (const auto& [id, row] : state.office.appointments()) {
    const auto extra = state.extras.find(id);
    const bool wanted =
        external.empty() || (extra != state.extras.end() && extra->second.external_id == external);
    if (wanted) items.push_back(appointment_json(state, row));
  }
  return page_of(state, call, "/appointments" + external, items);
}

base::HttpResponse get_appointment(State& state, Call& call) {
  const office::Appointment* row = state.office.appointment(from_wire(appointment_ids, call.id));
  return row == nullptr ? no_appointment() : shown(state, 200, *row);
}

base::HttpResponse post_appointment(State& state, Call& call) {
  office::Appointment wanted;
  wanted.patient = from_wire(patient_ids, text_in(call.body, "patientId"));
  wanted.lab_case = from_wire(case_ids, text_in(call.body, "labCaseId"));
  wanted.held_for = from_wire(case_ids, text_in(call.body, "tentativeForLabCaseId"));
  if (state.office.patient(wanted.patient) == nullptr)
    return problem(422, "invalid", "There is no such patient");
  for (const std::string& id : {wanted.lab_case, wanted.held_for})
    if (!id.empty() && state.office.lab_case(id) == nullptr)
      return problem(422, "invalid", "There is no such lab case");
  if (!read_place(call.body, wanted)) return no_place();
  const office::Appointment* row = state.office.book(std::move(wanted), call.now, call.out);
  if (row == nullptr) return does_not_fit();
  state.extras[row->id] = {text_in(call.body, "externalId"), text_in(call.body, "tentativeUntil")};
  return shown(state, 201, *row);
}

base::HttpResponse put_appointment(State& state, Call& call) {
  const office::Appointment* row = state.office.appointment(from_wire(appointment_ids, call.id));
  if (row == nullptr) return no_appointment();
  if (auto refusal = precondition(call, etag_of(to_wire(appointment_ids, row->id), row->stamp)))
    return *refusal;
  const std::string id = row->id;
  office::Appointment to = *row;
  if (!read_place(call.body, to)) return no_place();
  if (!state.office.move(id, to, call.now, call.out)) return does_not_fit();
  return shown(state, 200, *state.office.appointment(id));
}

base::HttpResponse cancel_appointment(State& state, Call& call) {
  const std::string id = from_wire(appointment_ids, call.id);
  if (state.office.appointment(id) == nullptr) return no_appointment();
  state.office.break_off(id, call.now, call.out);
  return shown(state, 200, *state.office.appointment(id));
}

base::HttpResponse list_openings(State& state, Call& call) {
  const auto from = base::parse_instant(call.query("from"));
  const auto to = base::parse_instant(call.query("to"));
  const std::string length = call.query("minutes");
  int minutes = 0;
  const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), minutes);
  if (!from || !to || error != std::errc{} || end != length.data() + length.size() || minutes <= 0)
    return problem(400, "bad-question", "from, to and minutes must be there");
  // The practice's first provider, and every chair, unless said.
  std::string provider = from_wire(provider_ids, call.query("providerId"));
  if (provider.empty() && !state.office.providers().empty())
    provider = state.office.providers().begin()->first;
  std::vector<std::string> chairs = state.office.setup().operatories;
  if (const std::string said = call.query("operatoryId"); !said.empty())
    chairs = {from_wire(operatory_ids, said)};
  std::vector<std::string> items;
  for (const std::string& chair : chairs)
    for (const office::Gap& gap : state.office.free_time(provider, chair, minutes, *from, *to)) {
      std::string json;
      base::JsonWriter out(json);
      out.begin_object().member("startsAt", gap.from).member("endsAt", gap.to);
      out.member("providerId", to_wire(provider_ids, provider));
      out.member("operatoryId", to_wire(operatory_ids, chair)).end_object();
      items.push_back(std::move(json));
    }
  return page_of(state, call, "/openings" + provider, items);
}

}  // namespace articulator::simulators::curve
